package trysail.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.exchange.FrameTap;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.scope.SessionClock;

/** Who taps hears the books first, each time anew; who ends a tap ends its own. */
class TappingTest {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), BigDecimal.ZERO);

    private final Tapping tapping = new Tapping(SessionClock.SYSTEM);
    private final List<String> heard = new ArrayList<>();

    private FrameTap tap(String name) {
        return new FrameTap() {
            @Override
            public void frame(Instant received, byte[] buffer, int from, int to) {
                heard.add(name + " frame");
            }

            @Override
            public void book(Instant received, BookDelta snapshot) {
                heard.add(name + " book");
            }
        };
    }

    private static List<BookSync> books() throws InterruptedException {
        var sync = new BookSync(SessionClock.SYSTEM, BTC, e -> {}, s -> {}, b -> {});
        var none = new BookDelta(BTC, false, Levels.NONE, Levels.NONE, 5, Instant.EPOCH);
        sync.diff(new Diff(5, 5, 4, none));
        sync.snapshot(new BookDelta(BTC, true, Levels.NONE, Levels.NONE, 5, Instant.EPOCH), 0);
        return List.of(sync);
    }

    private void frame(List<BookSync> books) throws InterruptedException {
        tapping.frame(Instant.EPOCH, new byte[0], 0, 0, books);
    }

    @Test
    void aTapThatComesAgainHearsTheBooksAgain() throws Exception {
        var one = tap("one");
        var books = books();
        tapping.to(one);
        frame(books);
        frame(books);
        tapping.remove(one);
        frame(books);
        assertThat(tapping.arrival()).isEmpty();
        tapping.to(one);
        frame(books);
        assertThat(heard).containsExactly("one book", "one frame", "one frame", "one book", "one frame");
    }

    @Test
    void nobodyEndsAnothersTap() throws Exception {
        var one = tap("one");
        tapping.to(one);
        tapping.to(tap("two"));
        tapping.remove(one);
        frame(List.of());
        assertThat(heard).containsExactly("two frame");
        assertThat(tapping.arrival()).isPresent();
    }
}
