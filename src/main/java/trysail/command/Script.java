package trysail.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.helm.SignalRule;
import trysail.scope.ExitCode;
import trysail.scope.StopReason;

/**
 * Commands from a pipe or a file, one a line. The first one that fails ends it, unless the next line is an
 * {@code expect exit}, which judges it, or the script is told to keep going. Used by one
 * thread, which runs the commands.
 */
public final class Script {
    private static final Duration LONG = Duration.ofDays(3_650);
    /** The next line decides what a failure means; whoever writes it to a pipe has this long. */
    private static final Duration SECOND_THOUGHT = Duration.ofSeconds(1);

    private final Helm helm;
    private final Commands commands;
    private final boolean keepGoing;
    private boolean reading;
    private int number;

    /** @param keepGoing a command that fails does not end the script */
    public Script(Helm helm, Commands commands, boolean keepGoing) {
        this.helm = helm;
        this.commands = commands;
        this.keepGoing = keepGoing;
    }

    /**
     * Runs what a pipe says, as the process's one work: at its end the sessions that still run are stopped, with
     * receipts; a signal ends it at once, even while nobody writes to the pipe.
     *
     * @return the first failing command's code, else that of the first session that failed by itself
     */
    public int pipe(Reader in) throws IOException, InterruptedException {
        return process(Lines.of(in));
    }

    /** The same with a file. */
    int file(Path file) throws IOException, InterruptedException {
        return process(Lines.of(file));
    }

    /** Runs a file on the page that is open; its sessions live on. */
    int nested(Path file) throws IOException, InterruptedException {
        var page = helm.page();
        var before = page.where();
        page.deeper(file.toString());
        try (var lines = Lines.of(file)) {
            return read(lines);
        } finally {
            page.shallower();
            page.where(before);
        }
    }

    private int process(Lines input) throws IOException, InterruptedException {
        var main = Thread.currentThread();
        reading = true;
        helm.signals().listen(press -> onSignal(press, main));
        var code = 0;
        try (input) {
            code = read(input);
        } catch (InterruptedException e) {
            if (helm.signals().first().isEmpty()) {
                throw e;
            }
        } catch (IOException | RuntimeException e) { // what the script began ends with it, however it ends
            rest();
            var unused = end(code);
            throw e;
        } finally {
            rest();
        }
        return end(code);
    }

    private int read(Lines lines) throws IOException, InterruptedException {
        var page = helm.page();
        var code = 0;
        for (var line = command(lines, code); line.isPresent(); line = command(lines, code)) {
            if (failed(code) && !line.get().strip().matches("expect\\s+exit\\b.*")) {
                break;
            }
            page.where(lines.where(number));
            code = commands.line(line.get());
            if (page.leaving().isPresent() || helm.console().gone() || code == ExitCode.INTERRUPTED) {
                break;
            }
        }
        return page.leaving().orElse(code);
    }

    private boolean failed(int code) {
        return code != 0 && !keepGoing;
    }

    /** The next line that is a command, or empty at the end. */
    private Optional<String> command(Lines lines, int code) throws IOException, InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var line = lines.next(failed(code) ? SECOND_THOUGHT : LONG);
            number++;
            if (line.isEmpty()
                    || !(line.get().isBlank() || line.get().stripLeading().startsWith("#"))) {
                return line;
            }
        }
    }

    /** From here on a signal interrupts nobody: the stop is on its way, and bounded. */
    private synchronized void rest() {
        reading = false;
        var unused = Thread.interrupted();
    }

    private synchronized void onSignal(Signals.Press press, Thread main) {
        SignalRule.heed(press, () -> stop(press, main), helm.sessions()::running);
    }

    private void stop(Signals.Press press, Thread main) {
        helm.sessions().running().forEach(s -> s.stop(new StopReason.Signalled(press.name())));
        if (reading) {
            main.interrupt();
        }
    }

    /** The sessions that still run are stopped; what became of them is in the code. */
    private int end(int code) throws InterruptedException {
        var failed = helm.stopAll(helm.signals()
                .first()
                .<StopReason>map(StopReason.Signalled::new)
                .orElseGet(() -> new StopReason.StopRequested("end of input")));
        var signal = helm.signals().first();
        var left = helm.followers().failures().contains(ExitCode.LEFT_BEHIND);
        if (signal.isPresent()) {
            return left ? ExitCode.LEFT_BEHIND : new StopReason.Signalled(signal.get()).exitCode();
        }
        if (left && code == 0) {
            return ExitCode.LEFT_BEHIND; // which a plain exit does not hide
        }
        return helm.leaving().orElse(code != 0 ? code : failed);
    }
}
