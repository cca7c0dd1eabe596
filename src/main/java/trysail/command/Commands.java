package trysail.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import trysail.command.view.ViewCommand;
import trysail.helm.Alias;
import trysail.helm.Aside;
import trysail.helm.FreeWords;
import trysail.helm.Helm;
import trysail.helm.Words;
import trysail.scope.ExitCode;
import trysail.words.BadInput;
import trysail.words.NotNow;
import trysail.words.Version;

/**
 * How a line becomes a command, and the command an exit code: what goes wrong in between is one clear line. Thread-safe as
 * far as its helm is.
 */
public final class Commands {

    private final Helm helm;
    private final Map<String, String> environment;

    /** @param environment gives options their values where a line does not, such as {@code TRYSAIL_JOURNAL} */
    public Commands(Helm helm, Map<String, String> environment) {
        this.helm = helm;
        this.environment = environment;
    }

    /** Runs one line: what it says, or what its alias says; 0 for an empty one. */
    public int line(String line) {
        try {
            return run(Words.of(line, helm.page()::variable));
        } catch (BadInput e) {
            return last(complain(e.getMessage(), ExitCode.USAGE));
        }
    }

    /** Runs one command; the exit code. What it has to say, it has said. */
    public int run(List<String> given) {
        try {
            var words = Alias.of(expanded(given));
            if (words.isEmpty()) {
                return 0;
            }
            var entry = Catalogue.named(words.getFirst());
            if (entry.isEmpty()) {
                return last(complain(Catalogue.unknown(words.getFirst()), ExitCode.USAGE));
            }
            if (!entry.get().usable(helm)) {
                throw new BadInput(
                        "'" + words.getFirst() + "' runs by itself: in a shell, scripts/trysail " + words.getFirst());
            }
            var settings = Settings.of(words, environment);
            settings.check(() -> Catalogue.ALL.stream().map(this::parser).iterator());
            var line = parser(entry.get()).setDefaultValueProvider(settings);
            var code = execute(line, words.subList(1, words.size()));
            return line.getCommand() instanceof Aside ? code : last(code);
        } catch (BadInput e) {
            return last(complain(e.getMessage(), ExitCode.USAGE));
        }
    }

    /**
     * A command that shows something, ready to look.
     *
     * @throws BadInput when the words are none
     */
    ViewCommand view(List<String> given) {
        var words = Alias.of(expanded(given));
        var entry =
                Catalogue.named(words.getFirst()).orElseThrow(() -> new BadInput(Catalogue.unknown(words.getFirst())));
        var line = parser(entry).setDefaultValueProvider(Settings.of(words, environment));
        if (!(line.getCommand() instanceof ViewCommand view)) {
            throw new BadInput("'" + entry.name() + "' shows nothing that could be watched");
        }
        try {
            line.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            return view;
        } catch (ParameterException e) {
            throw new BadInput(UsageText.words(e, words), e);
        }
    }

    private int last(int code) {
        helm.page().code(code);
        return code;
    }

    /** An alias stands for its words, once: it cannot stand for another alias. */
    private List<String> expanded(List<String> words) {
        var meaning =
                words.isEmpty() ? Optional.<String>empty() : helm.aliases().meaning(words.getFirst());
        if (meaning.isEmpty()) {
            return words;
        }
        var all = new ArrayList<>(Words.of(meaning.get(), helm.page()::variable));
        all.addAll(words.subList(1, words.size()));
        return all;
    }

    /** The aliases there are, and what each stands for. */
    Map<String, String> aliases() {
        var all = new TreeMap<String, String>();
        helm.aliases().forEach(all::put);
        return all;
    }

    boolean isAlias(String word) {
        return helm.aliases().containsKey(word);
    }

    private int execute(CommandLine line, List<String> words) {
        var out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        var code = line.execute(words.toArray(String[]::new));
        if (!out.toString().isEmpty()) {
            helm.console().print(out.toString());
        }
        return code;
    }

    /** What a command does, in a sentence. */
    String header(Catalogue.Entry entry) {
        return entry.header(helm);
    }

    /** A command with its options, ready to take words. */
    CommandLine parser(Catalogue.Entry entry) {
        var command = entry.make().apply(helm);
        var line = new CommandLine(command);
        if (command instanceof JournalCommand) { // before the settings below, which go on to them
            line.addSubcommand(new JournalPruneCommand(helm));
            line.addSubcommand(new JournalAdoptCommand(helm));
        }
        line.setStopAtPositional(command instanceof FreeWords);
        line.setUnmatchedOptionsArePositionalParams(command instanceof ConditionCommand);
        line.getCommandSpec().version(Version.text());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Math.max(60, Math.min(110, helm.console().paper().columns())));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(helm.console().paper().colour() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler(this::wrongUsage);
        line.setExecutionExceptionHandler(this::failed);
        return line;
    }

    private int wrongUsage(ParameterException e, String[] words) {
        var refusal = UsageText.words(e, List.of(words));
        return complain(refusal + where(e.getCommandLine(), refusal), ExitCode.USAGE);
    }

    private int failed(Exception e, CommandLine line, CommandLine.@Nullable ParseResult parsed) {
        if (e instanceof BadInput bad) {
            return complain(bad.getMessage() + where(line, String.valueOf(bad.getMessage())), ExitCode.USAGE);
        }
        if (e instanceof NotNow) {
            return complain(e.getMessage(), ExitCode.FAILED);
        }
        if (e instanceof InterruptedException || e.getCause() instanceof InterruptedException) {
            var unused = Thread.interrupted(); // the code says so from here on
            return helm.mode() == Helm.Mode.PROMPT || helm.signals().first().isPresent()
                    ? ExitCode.INTERRUPTED
                    : complain("interrupted, and by no signal: by code that runs in this process", ExitCode.FAILED);
        }
        return complain(e.getClass().getSimpleName() + ": " + e.getMessage(), ExitCode.FAILED);
    }

    private static String where(CommandLine line, String refusal) {
        return line.getDefaultValueProvider() instanceof Settings settings ? settings.where(refusal) : "";
    }

    private int complain(@Nullable String message, int code) {
        helm.console().complain(helm.page().where() + message);
        return code;
    }
}
