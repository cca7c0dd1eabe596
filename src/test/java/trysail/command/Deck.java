package trysail.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import trysail.console.PlainConsole;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.session.Sessions;

/** A helm on two byte streams: what is said to it, what it prints, the code it gives. */
final class Deck implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PlainConsole console = new PlainConsole(
            new Paper(100, 40, false, true),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    final Sessions sessions = new Sessions();
    final Signals signals = new Signals();
    final Helm helm;
    final Commands commands;

    Deck(Helm.Mode mode, Path journal) {
        helm = new Helm(sessions, signals, console, mode, Catalogue::has);
        commands = new Commands(helm, Map.of("TRYSAIL_JOURNAL", journal.toString()));
        helm.page().variables().put("journal", journal.toString());
    }

    static Deck script(Path journal) {
        return new Deck(Helm.Mode.SCRIPT, journal);
    }

    /** What a pipe that says these lines ends with. */
    int pipe(String... lines) throws Exception {
        return pipe(false, lines);
    }

    int pipe(boolean keepGoing, String... lines) throws Exception {
        return new Script(helm, commands, keepGoing).pipe(new StringReader(String.join("\n", lines) + "\n"));
    }

    int run(String... words) {
        return commands.run(List.of(words));
    }

    int line(String line) {
        return commands.line(line);
    }

    /** What standard output has by now. */
    String out() {
        console.printer().flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What standard error has by now. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        console.close();
    }
}
