package trysail.repl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;
import org.jline.utils.Status;

/**
 * The line being typed, the prompt before it and the status line below it: whoever writes to the terminal does so under
 * this reader's lock, so that nothing comes between two halves of a line.
 */
final class HelmReader extends LineReaderImpl {
    /** Below this a status line takes more room than it is worth. */
    private static final int ROWS = 6;

    private final Runnable onResize;
    private volatile String shownPrompt = "trysail > ";
    private List<String> status = List.of();
    private final boolean dumb;
    private Optional<Live> live = Optional.empty();
    private boolean changed;

    /** {@code onResize} is called on the thread of a signal: it must hand over and return. */
    HelmReader(Terminal terminal, Runnable onResize) throws IOException {
        super(terminal, "trysail");
        this.onResize = onResize;
        dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /** Shows another prompt and another status line; without a line there is none. The line being typed stays as it is. */
    void refresh(String newPrompt, List<String> newStatus) {
        lock.lock();
        try {
            if (!changed && newPrompt.equals(shownPrompt) && newStatus.equals(status)) {
                return;
            }
            shownPrompt = newPrompt;
            status = newStatus;
            changed = false;
            if (dumb) {
                return; // it can take nothing back: the next line read has the new prompt
            }
            drawStatus();
            if (reading) {
                setPrompt(newPrompt);
                redisplay(false);
            }
            terminal.flush();
        } finally {
            lock.unlock();
        }
    }

    /** Reads what is typed until Enter. */
    String read() {
        return readLine(shownPrompt);
    }

    private void drawStatus() {
        var shown = terminal.getSize().getRows() < ROWS ? List.<String>of() : status;
        var below = Status.getStatus(terminal, !shown.isEmpty());
        if (below != null) {
            below.update(shown.stream().map(AttributedString::fromAnsi).toList(), false);
        }
    }

    /** Another size: what the terminal told by a signal. On the screen's thread. */
    void resized() {
        lock.lock();
        try {
            if (reading) {
                super.handleSignal(Terminal.Signal.WINCH);
            } else {
                var below = Status.getStatus(terminal, false);
                if (below != null) {
                    below.resize();
                }
                live.ifPresent(this::anew);
            }
            changed = true;
        } finally {
            lock.unlock();
        }
    }

    /** The terminal has moved what was drawn, nobody knows where to. */
    private void anew(Live picture) {
        terminal.puts(InfoCmp.Capability.clear_screen);
        picture.forget();
        redraw();
    }

    /** A picture that is redrawn in place from now on, or none any more; what was drawn last stays. */
    void live(Optional<Live> picture) {
        lock.lock();
        try {
            live = picture;
        } finally {
            lock.unlock();
        }
    }

    /** Draws the live picture as it looks now. */
    void redraw() {
        lock.lock();
        try {
            live.ifPresent(l -> l.draw(terminal, statusRows()));
        } finally {
            lock.unlock();
        }
    }

    private int statusRows() {
        var below = Status.getStatus(terminal, false);
        return below == null ? 0 : below.size();
    }

    @Override
    public void printAbove(String text) {
        lock.lock();
        try {
            if (live.isEmpty()) {
                super.printAbove(text);
                return;
            }
            live.get().erase(terminal);
            super.printAbove(text);
            redraw();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the status line away, for good. */
    void clearStatus() {
        lock.lock();
        try {
            status = List.of();
            var below = Status.getStatus(terminal, false);
            if (below != null) {
                below.update(List.of(), false);
                below.close();
            }
            terminal.flush();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void handleSignal(Terminal.Signal signal) {
        if (signal == Terminal.Signal.WINCH) {
            onResize.run();
        } else {
            super.handleSignal(signal);
        }
    }
}
