package trysail.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import trysail.helm.SettingsFile;
import trysail.words.BadInput;
import trysail.words.Nearest;

/**
 * Where an option's value comes from when the command line does not say: the environment ({@code TRYSAIL_STOP_WITHIN}),
 * then the file of {@code --config} ({@code stop-within: 2s}), then its default.
 */
final class Settings implements CommandLine.IDefaultValueProvider {
    private final Map<String, String> environment;
    private final SettingsFile file;
    private final List<String> words;

    private Settings(Map<String, String> environment, SettingsFile file, List<String> words) {
        this.environment = environment;
        this.file = file;
        this.words = words;
    }

    /** The settings of this process; the file is the one named by {@code --config} or {@code TRYSAIL_CONFIG}. */
    static Settings of(List<String> words, Map<String, String> environment) {
        var name = Optional.ofNullable(environment.get("TRYSAIL_CONFIG"));
        for (var i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--config=")) {
                name = Optional.of(words.get(i).substring("--config=".length()));
            } else if (words.get(i).equals("--config") && i + 1 < words.size()) {
                name = Optional.of(words.get(i + 1));
            }
        }
        return new Settings(environment, name.map(SettingsFile::read).orElse(SettingsFile.NONE), words);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec spec) {
        if (!(spec instanceof OptionSpec option)) {
            return null;
        }
        return value(option).map(Value::text).orElse(null);
    }

    /** A value and who said it. */
    record Value(String text, String source) {}

    /** What environment or file say of an option. */
    Optional<Value> value(OptionSpec option) {
        var key = key(option);
        var variable = "TRYSAIL_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
        var said = environment.get(variable);
        if (said != null && !said.isEmpty()) {
            return Optional.of(new Value(said, variable));
        }
        return Optional.ofNullable(file.entries().get(key)).map(e -> new Value(e.text(), file.name()));
    }

    /** Where the file sets the option that a refusal speaks of; nothing when the words of the command do, or nobody. */
    String where(String refusal) {
        var said = file.where(refusal);
        return words.stream().anyMatch(w -> w.startsWith("--") && refusal.contains(w.replaceFirst("=.*", "")))
                ? ""
                : said;
    }

    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Refuses a key of the file that no option of {@code commands} has. */
    void check(Iterable<CommandLine> commands) {
        if (file.entries().isEmpty()) {
            return;
        }
        var known = new TreeSet<String>();
        commands.forEach(c -> c.getCommandSpec().options().forEach(o -> known.add(key(o))));
        for (var entry : file.entries().entrySet()) {
            var key = entry.getKey();
            if (!known.contains(key)) {
                throw new BadInput("configuration file '" + file.name() + "', line "
                        + entry.getValue().line() + ": unknown key '" + key + "'"
                        + Nearest.to(key, known)
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse(""));
            }
        }
    }
}
