package trysail.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.scope.SessionClock;
import trysail.stream.Sink;

/** Sends each event where it belongs: changes of books through their {@link BookSync}, all else straight on. */
final class FeedRouter {
    private final SessionClock clock;
    private final Sink<? super MarketEvent> out;
    private final Tapping tapping;
    private final Map<Instrument, BookSync> books = new LinkedHashMap<>();
    private List<BookSync> all = List.of();

    FeedRouter(SessionClock clock, Sink<? super MarketEvent> out, Tapping tapping) {
        this.tapping = tapping;
        this.clock = clock;
        this.out = out;
    }

    void add(Instrument instrument, SnapshotFetcher fetcher) {
        books.put(instrument, new BookSync(clock, instrument, out, fetcher::start, tapping::book));
        all = List.copyOf(books.values());
    }

    List<BookSync> books() {
        return all;
    }

    private BookSync book(Instrument instrument) {
        return Objects.requireNonNull(books.get(instrument));
    }

    void event(MarketEvent event) throws InterruptedException {
        out.put(event);
        if (event instanceof Quote quote && quote.crossed()) {
            book(quote.instrument()).crossed("quoted bid " + quote.bid() + " reaches ask " + quote.ask());
        }
    }

    void diff(Diff diff) throws InterruptedException {
        book(diff.delta().instrument()).diff(diff);
    }

    /** The connection is gone. */
    void reset() throws InterruptedException {
        for (var book : books.values()) {
            book.reset();
        }
    }
}
