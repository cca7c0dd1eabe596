package trysail.coordinator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trysail.model.Bar;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.model.Trade;

/**
 * What time it is at the venue: the latest that its events carry, but for stamps that cannot be. One event dated a year
 * ahead would make every later quote old for good; it is taken as of the time known, and told. Three in a row that go on
 * from such a stamp are the truth, as after a gap in a recording; a stamp of our own clock's minute always is.
 *
 * <p>The coordinator's own; {@link #latest} may be read by anybody.
 */
final class VenueTime {
    private static final Duration NEAR = Duration.ofMinutes(1);
    private static final Duration LEAP = Duration.ofSeconds(10);
    private static final Duration BREAK = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SURE = 3;
    /** So many in a row that are well behind: it is the time known that is wrong. */
    private static final int LAGGING = 32;

    private volatile @Nullable Instant time;
    private Instant wall = Instant.EPOCH;
    private @Nullable Instant candidate;
    private int agreed;
    private int lagging;
    private Instant lastLagging = Instant.MIN;
    private final Consumer<String> news;
    private long odd;
    private Instant quietUntil = Instant.MIN;

    /** @param news is told of stamps that cannot be, in words, once a minute at the most; must not wait */
    VenueTime(Consumer<String> news) {
        this.news = news;
    }

    /** The latest time any event carried, by the venue's clock; empty before the first. */
    Optional<Instant> latest() {
        return Optional.ofNullable(time);
    }

    /** What our own clock says while the next events are taken. */
    void wall(Instant now) {
        wall = now;
    }

    /** The event, with the time known in the place of one that cannot be. */
    MarketEvent sound(MarketEvent event) {
        return switch (event) {
            case Quote q -> {
                var at = told("quote", q.instrument(), q.time());
                yield at.equals(q.time())
                        ? q
                        : new Quote(q.instrument(), q.bid(), q.bidSize(), q.ask(), q.askSize(), at);
            }
            case Trade t -> {
                var at = told("trade", t.instrument(), t.time());
                yield at.equals(t.time())
                        ? t
                        : new Trade(t.instrument(), t.id(), t.price(), t.size(), t.aggressor(), at);
            }
            case BookDelta d -> {
                var at = told("book change", d.instrument(), d.time());
                yield at.equals(d.time())
                        ? d
                        : new BookDelta(d.instrument(), d.snapshot(), d.bids(), d.asks(), d.updateId(), at);
            }
            case Bar b -> b;
            case FeedNotice n -> n;
        };
    }

    private Instant told(String what, Instrument instrument, Instant stamp) {
        var at = taken(stamp);
        if (!at.equals(stamp)) {
            odd++;
            if (odd == 1 || wall.isAfter(quietUntil)) {
                quietUntil = wall.plus(NEAR);
                news.accept("a " + what + " of " + instrument + " is dated " + stamp + ": taken as of " + at
                        + (odd == 1 ? "" : "; " + odd + " such time stamps so far"));
            }
        }
        return at;
    }

    private Instant taken(Instant stamp) {
        var known = time;
        if (known == null) {
            time = stamp.isAfter(wall.plus(NEAR)) ? wall : stamp;
            return time;
        }
        if (near(stamp)) {
            agreed = 0;
            lagging = 0;
            time = stamp.isAfter(known) || !near(known) ? stamp : known;
            return stamp;
        }
        if (!odd(stamp, known)) {
            agreed = 0;
            follow(stamp, known);
            return stamp;
        }
        return confirmed(stamp) ? stamp : known;
    }

    private boolean near(Instant stamp) {
        return Duration.between(stamp, wall).abs().compareTo(NEAR) <= 0;
    }

    private boolean odd(Instant stamp, Instant known) {
        var ahead = Duration.between(known, stamp);
        var future = stamp.isAfter(wall.plus(NEAR)) && !known.isAfter(wall.plus(NEAR));
        return ahead.compareTo(future ? LEAP : BREAK) > 0 || ahead.negated().compareTo(DAY) > 0;
    }

    private void follow(Instant stamp, Instant known) {
        if (!stamp.isBefore(known)) {
            time = stamp;
            lagging = 0;
        } else if (Duration.between(stamp, known).compareTo(LEAP) <= 0) {
            lagging = 0;
        } else {
            lastLagging = lagging == 0 || stamp.isAfter(lastLagging) ? stamp : lastLagging;
            if (++lagging >= LAGGING) {
                time = lastLagging;
                lagging = 0;
            }
        }
    }

    private boolean confirmed(Instant stamp) {
        var before = candidate;
        var goesOn = agreed > 0
                && before != null
                && Duration.between(before, stamp).abs().compareTo(DAY) <= 0;
        agreed = goesOn ? agreed + 1 : 1;
        candidate = stamp;
        if (agreed < SURE) {
            return false;
        }
        agreed = 0;
        time = stamp;
        return true;
    }
}
