package trysail.coordinator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.exchange.Book;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.strategy.OwnOrder;

/** What the coordinator keeps of one instrument. One writer; the volatile fields may be read by anybody. */
final class Slot {
    /** Trade ids remembered, so that a fill heard twice counts once. */
    private static final int FILLS_KEPT = 4_096;

    final Instrument instrument;
    final List<OwnOrder> working = new ArrayList<>();
    final List<OwnOrder> shown = Collections.unmodifiableList(working);
    final Book book;
    volatile Optional<Quote> quote = Optional.empty();
    volatile Position position;
    volatile int open;
    volatile long updateId;
    long quoteNanos;
    private volatile Adopted adopted;
    private final Set<String> heard = new LinkedHashSet<>();

    /** A position that was there before, and the first mid since: what it had gained by then is not this session's. */
    private record Adopted(Position position, Optional<BigDecimal> at) {
        BigDecimal gained(BigDecimal mark) {
            return position.unrealised(at.orElse(mark));
        }
    }

    Slot(Instrument instrument) {
        this.instrument = instrument;
        book = new Book(instrument);
        position = Position.flat(instrument.symbol());
        adopted = new Adopted(position, Optional.empty());
    }

    /** Size and entry as the venue says; what was realised and paid stays as we counted it. */
    void adopt(Position venue) {
        set(venue);
        adopted = new Adopted(position, quote.map(Quote::mid));
    }

    /** The same, of a position whose earlier gain is the session's own. */
    void set(Position venue) {
        var own = position;
        position = new Position(own.symbol(), venue.size(), venue.entryPrice(), own.realised(), own.fees());
    }

    void quoted(Quote next) {
        quote = Optional.of(next);
        if (adopted.at.isEmpty()) {
            adopted = new Adopted(adopted.position, Optional.of(next.mid()));
        }
    }

    Optional<BigDecimal> adoptedAt() {
        return adopted.position.isFlat() ? Optional.empty() : adopted.at;
    }

    /** The position after this fill; unchanged when it was heard before. */
    boolean apply(Fill fill) {
        if (!heard.add(fill.venueId() + '/' + fill.tradeId())) { // two orders of one account may have one trade
            return false;
        }
        if (heard.size() > FILLS_KEPT) {
            heard.remove(heard.iterator().next());
        }
        position = position.after(fill);
        return true;
    }

    void add(OwnOrder order) {
        working.add(order);
        open = working.size();
    }

    int find(ClientOrderId id) {
        for (var i = 0; i < working.size(); i++) {
            if (working.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    void remove(ClientOrderId id) {
        var at = find(id);
        if (at >= 0) {
            working.remove(at);
            open = working.size();
        }
    }

    BigDecimal pending(Side side) {
        var sum = BigDecimal.ZERO;
        for (var order : working) {
            sum = order.side() == side ? sum.add(order.rest()) : sum;
        }
        return sum;
    }

    /** What rests of our orders at this price. */
    BigDecimal ours(Side side, BigDecimal price) {
        var sum = BigDecimal.ZERO;
        for (var own : working) {
            var at = own.order().terms().limitPrice();
            if (own.side() == side && at.isPresent() && at.get().compareTo(price) == 0) {
                sum = sum.add(own.rest());
            }
        }
        return sum;
    }

    /** Profit at the last mark, net of fees, without what an adopted position had gained before. */
    BigDecimal profit() {
        var held = position;
        var mark = quote.map(Quote::mid);
        return held.profit(mark.orElse(held.entryPrice()))
                .subtract(mark.map(adopted::gained).orElse(BigDecimal.ZERO));
    }
}
