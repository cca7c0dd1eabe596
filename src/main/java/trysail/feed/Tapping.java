package trysail.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import trysail.exchange.FrameTap;
import trysail.model.BookDelta;
import trysail.scope.SessionClock;

/**
 * Where frames go besides, while somebody records them. A tap begins with the books, taken by the reader between two
 * frames, so that every later change continues them: nothing is asked of the venue for it.
 */
final class Tapping {
    private final SessionClock clock;
    private final AtomicReference<Optional<Tapped>> tapped = new AtomicReference<>(Optional.empty());

    /** A tap, and whether it has had its books: the reader sees to that. */
    private static final class Tapped {
        private final FrameTap tap;
        /** A feed of two lines has two readers. */
        private final ReentrantLock turn = new ReentrantLock();

        private volatile boolean begun;

        private Tapped(FrameTap tap) {
            this.tap = tap;
        }
    }

    Tapping(SessionClock clock) {
        this.clock = clock;
    }

    void to(FrameTap tap) {
        tapped.set(Optional.of(new Tapped(tap)));
    }

    /** Whoever has tapped since keeps its tap. */
    void remove(FrameTap tap) {
        var now = tapped.get();
        if (now.filter(t -> t.tap.equals(tap)).isPresent()) {
            tapped.compareAndSet(now, Optional.empty());
        }
    }

    /** When the message that is read now came, if anybody wants to know. */
    Optional<Instant> arrival() {
        return tapped.get().isEmpty() ? Optional.empty() : Optional.of(clock.now());
    }

    /** A frame has been read and handed on. The reader's. */
    void frame(Instant received, byte[] buffer, int from, int to, List<BookSync> books) throws InterruptedException {
        var now = tapped.get();
        if (now.isEmpty()) {
            return;
        }
        var one = now.get();
        one.turn.lockInterruptibly();
        try {
            if (!one.begun) {
                one.begun = true;
                for (var book : books) {
                    book.inStep().ifPresent(snapshot -> one.tap.book(received, snapshot));
                }
            }
            one.tap.frame(received, buffer, from, to);
        } finally {
            one.turn.unlock();
        }
    }

    /** A book has been fetched anew. */
    void book(BookDelta snapshot) {
        tapped.get().filter(t -> t.begun).ifPresent(t -> t.tap.book(clock.now(), snapshot));
    }
}
