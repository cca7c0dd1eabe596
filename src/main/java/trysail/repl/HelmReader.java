package trysail.repl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
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
    private volatile boolean otherPrompt;
    private Size known;
    private boolean changed;

    /** {@code onResize} is called on the thread of a signal: it must hand over and return. */
    HelmReader(Terminal terminal, Runnable onResize) throws IOException {
        super(terminal, "trysail");
        this.onResize = onResize;
        known = terminal.getSize();
        dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        setOpt(Option.DISABLE_EVENT_EXPANSION);
        setOpt(Option.HISTORY_IGNORE_DUPS);
        setOpt(Option.HISTORY_IGNORE_SPACE);
        setOpt(Option.AUTO_FRESH_LINE);
        unsetOpt(Option.INSERT_TAB);
        unsetOpt(Option.DISABLE_HIGHLIGHTER);
        variable(SECONDARY_PROMPT_PATTERN, "... ");
        setParser(new Typing());
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
            if (reading && (statusRows() == 0) != newStatus.isEmpty()) {
                display.update(List.of(), 0); // the reader begins a display of its own then, and clears nothing
            }
            drawStatus();
            if (reading && !otherPrompt) {
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
        return typed(shownPrompt);
    }

    /** While a line is typed Ctrl+C is a key, which the reader knows: one that was a signal too would count twice. */
    private String typed(String before) {
        var outside = terminal.getAttributes();
        var here = new Attributes(outside);
        here.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(here);
        try {
            return readLine(before);
        } finally {
            terminal.setAttributes(outside);
        }
    }

    /** Reads a line that is none of ours, such as a shell's within: it is not completed, coloured or kept. */
    String readOther(String itsPrompt) {
        var ours = getHighlighter();
        otherPrompt = true;
        variable(DISABLE_HISTORY, true).variable(DISABLE_COMPLETION, true);
        setHighlighter(new DefaultHighlighter());
        setParser(new DefaultParser());
        try {
            return typed(itsPrompt);
        } finally {
            setParser(new Typing());
            setHighlighter(ours);
            variable(DISABLE_HISTORY, false).variable(DISABLE_COMPLETION, false);
            otherPrompt = false;
        }
    }

    private void drawStatus() {
        var shown = terminal.getSize().getRows() < ROWS ? List.<String>of() : status;
        var below = Status.getStatus(terminal, !shown.isEmpty());
        if (below != null) {
            below.update(shown.stream().map(AttributedString::fromAnsi).toList(), false);
        }
    }

    /** Another size, perhaps: what the terminal told by a signal. On the screen's thread. */
    void resized() {
        lock.lock();
        try {
            var now = terminal.getSize();
            if (now.equals(known)) {
                return;
            }
            known = now;
            changed = true;
            if (reading) {
                super.handleSignal(Terminal.Signal.WINCH);
                return;
            }
            live.ifPresent(this::clear);
            var below = Status.getStatus(terminal, false);
            if (below != null) {
                below.resize();
            }
            drawStatus();
            redraw();
        } finally {
            lock.unlock();
        }
    }

    /** The terminal has moved what was drawn, nobody knows where to. */
    private void clear(Live picture) {
        terminal.puts(InfoCmp.Capability.clear_screen);
        picture.forget();
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
