package trysail.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.FrameTap;
import trysail.exchange.MarketFeed;
import trysail.exchange.VenueKind;
import trysail.look.Recorded;
import trysail.model.BookDelta;
import trysail.recording.Capture;
import trysail.recording.RecordingException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.simulator.Dialects;
import trysail.words.BadInput;

/** The one recording that a session may have at a time. It is held by the session, and closed with it. Thread-safe. */
final class Recorder {
    private static final Logger LOG = Logger.getLogger(Recorder.class.getName());
    private static final Duration OPENING = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private record Running(Capture capture, MarketFeed feed, Tap tap) {
        private Running(Capture capture, MarketFeed feed) {
            this(capture, feed, new Tap(capture));
        }
    }

    private final SessionContext context;
    private final VenueKind dialect;
    private Optional<Running> running = Optional.empty();
    private boolean opening;
    private boolean closed;

    /** {@code dialect}: whose words come over the feed. */
    Recorder(SessionContext context, VenueKind dialect) {
        this.context = context;
        this.dialect = dialect;
    }

    /** The way from a feed to a file. */
    private record Tap(Capture capture) implements FrameTap {
        @Override
        public void frame(Instant received, byte[] buffer, int from, int to) {
            capture.frame(received, buffer, from, to);
        }

        @Override
        public void book(Instant received, BookDelta snapshot) {
            capture.book(received, snapshot);
        }
    }

    void start(String session, MarketFeed feed, Path file, boolean force, Consumer<String> news)
            throws InterruptedException {
        reserve(session);
        Optional<Running> opened = Optional.empty();
        var kept = false;
        try {
            var deadline = context.clock().deadline(OPENING);
            var words = BadInput.unless(() -> Dialects.named(dialect.word())).captures();
            var capture = Capture.open(context, file, words, force, c -> failed(session, feed, c, news), deadline);
            opened = Optional.of(new Running(capture, feed));
        } catch (RecordingException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        } finally {
            kept = keep(opened);
        }
        if (opened.isPresent() && !kept) { // the session's end came first
            var unused = end(opened.get(), context.clock().deadline(CLOSING));
            throw new BadInput(session + " is over: there is nothing to record");
        }
    }

    private synchronized void reserve(String session) {
        if (closed) {
            throw new BadInput(session + " is over: there is nothing to record");
        }
        if (opening || running.filter(r -> !r.capture().isOver()).isPresent()) {
            throw new BadInput(session + " is being recorded already"
                    + running.map(r -> " to " + r.capture().file()).orElse("") + ": record stop ends that");
        }
        opening = true;
    }

    private synchronized boolean keep(Optional<Running> opened) {
        opening = false;
        if (closed || opened.isEmpty()) {
            return false;
        }
        running = opened;
        opened.get().feed().tap(opened.get().tap());
        return true;
    }

    private static void failed(String session, MarketFeed feed, Capture capture, Consumer<String> news) {
        feed.untap(new Tap(capture));
        var words = capture.failure().map(e -> String.valueOf(e.getMessage())).orElse("");
        LOG.log(Level.WARNING, "{0}", words);
        news.accept(session + " · " + words);
    }

    synchronized Optional<Recorded> recording() {
        return running.map(r -> recorded(r.capture(), Optional.empty()));
    }

    private static Recorded recorded(Capture capture, Optional<String> trouble) {
        var why = capture.failure().map(e -> String.valueOf(e.getMessage())).or(() -> trouble);
        return new Recorded(capture.file(), capture.frames(), capture.books(), capture.bytes(), capture.dropped(), why);
    }

    Optional<Recorded> stop() throws InterruptedException {
        return stop(context.clock().deadline(CLOSING));
    }

    private Optional<Recorded> stop(Deadline deadline) throws InterruptedException {
        Optional<Running> last;
        synchronized (this) {
            last = running;
            running = Optional.empty();
        }
        return last.isEmpty() ? Optional.empty() : Optional.of(end(last.get(), deadline));
    }

    private static Recorded end(Running one, Deadline deadline) throws InterruptedException {
        one.feed().untap(one.tap()); // by now another recording may have its own
        var whole = one.capture().close(deadline);
        return recorded(
                one.capture(), whole ? Optional.empty() : Optional.of("the disk did not take the rest in time"));
    }

    /** With the session: says in a few words what was recorded. */
    String close(Deadline deadline) throws InterruptedException {
        synchronized (this) {
            closed = true;
        }
        return stop(deadline)
                .map(r -> r.trouble().orElse(r.frames() + " frames recorded"))
                .orElse("");
    }
}
