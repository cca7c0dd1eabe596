package trysail.repl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** How the terminal is taken over, and how it is given back as it was: both ends of the prompt. */
final class Ends {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Set<String> BY_HEART =
            Set.of("xterm", "xterm-256color", "screen", "screen-256color", "rxvt", "dumb");

    private final Terminal terminal;
    private final Attributes before;
    private volatile boolean restored;

    /** From here on no key is echoed or stops the process but at the prompt: what is typed ahead waits for it. */
    Ends(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.getAttributes();
        var ours = new Attributes(before);
        ours.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        ours.setLocalFlag(Attributes.LocalFlag.ICANON, false);
        ours.setControlChar(Attributes.ControlChar.VMIN, 1);
        ours.setControlChar(Attributes.ControlChar.VTIME, 0);
        ours.setControlChar(Attributes.ControlChar.VSUSP, 0); // a slip of the finger must not halt sessions
        terminal.setAttributes(ours);
    }

    /** The terminal of this process. Nothing is asked of it: one that does not answer would cost most of a second. */
    static Terminal open() throws IOException {
        System.setProperty("org.jline.terminal.softwareSignals", "false"); // with them one Ctrl+C interrupts twice
        knowByHeart(System.getenv().getOrDefault("TERM", ""));
        var terminal = TerminalBuilder.builder()
                .system(true)
                .exec(false) // it would start a process to ask what the launcher knows
                .graphemeCluster(false)
                .nativeSignals(false)
                .build();
        if (terminal.getSize().getColumns() == 0) { // a serial line, or a terminal nobody told its size
            terminal.setSize(Size.of(80, 24));
        }
        for (var signal : List.of(Terminal.Signal.WINCH, Terminal.Signal.CONT)) {
            Signals.register(signal.name(), () -> terminal.raise(signal));
        }
        return terminal;
    }

    /** What JLine carries for the usual terminals: else it starts infocmp for that, a tenth of a start. */
    private static void knowByHeart(String type) {
        if (BY_HEART.contains(type)) {
            InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(type));
        }
    }

    /** Gives it back: what was printed is out, the status line gone; half a second for each at the most. */
    void restore(SessionContext context, Screen screen) throws InterruptedException {
        var clock = SessionClock.SYSTEM;
        var out = screen.close();
        var giving = context.startPlatform("restore", () -> give(screen, out));
        restored = clock.join(giving, clock.deadline(PATIENCE)) && out;
    }

    private void give(Screen screen, boolean out) {
        try {
            terminal.setAttributes(before); // first: it is the one thing that a stalled terminal takes
            if (out) {
                screen.reader().clearStatus();
                terminal.close();
            }
        } catch (IOException | RuntimeException | java.io.IOError gone) {
            // there is no terminal to give back
        }
    }

    /** Whether it was given back whole. */
    boolean restored() {
        return restored;
    }
}
