package trysail.exchange.binance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.exchange.FrameTap;
import trysail.model.BookDelta;
import trysail.scope.SessionClock;

/**
 * Where frames go besides, while somebody records them. A tap begins with the books, taken by the reader between two
 * frames, so that every later change continues them: nothing is asked of the venue for it.
 */
final class Tapping {
    private final SessionClock clock;
    private volatile Optional<FrameTap> wanted = Optional.empty();
    /** The tap that has had its books; the reader sets it. */
    private volatile Optional<FrameTap> begun = Optional.empty();

    Tapping(SessionClock clock) {
        this.clock = clock;
    }

    void to(Optional<FrameTap> tap) {
        wanted = tap;
    }

    /** When the message that is read now came, if anybody wants to know. */
    Optional<Instant> arrival() {
        return wanted.isEmpty() ? Optional.empty() : Optional.of(clock.now());
    }

    /** A frame has been read and handed on. The reader's. */
    void frame(Instant received, byte[] buffer, int from, int to, List<BookSync> books) throws InterruptedException {
        var now = wanted;
        if (!now.equals(begun)) {
            begun = now;
            for (var book : books) {
                var snapshot = book.inStep();
                if (now.isPresent() && snapshot.isPresent()) {
                    now.get().book(received, snapshot.get());
                }
            }
        }
        now.ifPresent(tap -> tap.frame(received, buffer, from, to));
    }

    /** A book has been fetched anew. */
    void book(BookDelta snapshot) {
        var now = begun;
        if (now.isPresent() && now.equals(wanted)) {
            now.get().book(clock.now(), snapshot);
        }
    }
}
