package trysail.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that goes wrong on purpose: at an embedded exchange and on the way to it, on a session's disk, or in its
 * strategy. Each happens {@code at} so long after it was injected; one that a session was started with, so long after the
 * session runs; one that an exchange was opened with, after its market's beginning. All by the wall clock. Plain data.
 */
public sealed interface Fault {
    /** One without an end of its own: what {@link For} may be put around. */
    sealed interface Bare extends Fault {}

    /** One way to write a fault, and what it does. */
    record Form(String example, String meaning) {}

    /** What there is. */
    List<Form> ALL = FaultKind.forms();

    /** The forms that {@link #parse} takes. */
    String FORMS = ALL.stream().map(Form::example).collect(Collectors.joining(", "));

    /** What an embedded exchange does wrong, or the way to it. */
    sealed interface AtVenue extends Bare {}

    /** What its REST interface does wrong, and nothing besides it. */
    sealed interface OnRest extends AtVenue {}

    /** What befalls every account of the exchange, and no session has asked for. */
    sealed interface OnAccount extends AtVenue {}

    /** What happens to the disk that a session writes to. */
    sealed interface OnDisk extends Bare {}

    /** What a session's strategy does wrong, the next time it is called. */
    sealed interface InStrategy extends Bare {}

    /** The WebSocket server stops sending and answering; its connections stay open. */
    record Mute(Duration at) implements AtVenue {}

    /** Every WebSocket connection is cut; new ones are accepted. */
    record Drop(Duration at) implements AtVenue {}

    /** Every WebSocket connection breaks in the middle of a frame, and a REST answer in the middle of its body. */
    record Cut(Duration at) implements AtVenue {}

    /** New connections and requests are turned away, as by a host without a server. */
    record Refuse(Duration at) implements AtVenue {}

    /** Nothing is carried any more in either direction, and nobody is told. */
    record HalfOpen(Duration at) implements AtVenue {}

    /** Streams and REST answers arrive byte by byte, one every few milliseconds. */
    record Drip(Duration at) implements AtVenue {}

    /** On every stream a frame that is no message of a venue. */
    record Garbage(Duration at) implements AtVenue {}

    /** On every stream the head of a frame that is to hold a gigabyte. */
    record Oversized(Duration at) implements AtVenue {}

    /** On every stream a message in pieces that has no last one. */
    record Endless(Duration at) implements AtVenue {}

    /** One depth change is left out of the streams. */
    record Gap(Duration at) implements AtVenue {}

    /** One depth change carries a bid above the best ask. */
    record Crossed(Duration at) implements AtVenue {}

    /** One depth change is sent twice, and so is the next news of an account. */
    record Duplicate(Duration at) implements AtVenue {}

    /** The account's stream leaves out the next news of a trade, and goes on as if there had been none. */
    record LostFill(Duration at) implements AtVenue {}

    /** The same with the next news of an order, whatever it is. */
    record LostEvent(Duration at) implements AtVenue {}

    /** Somebody trades on every account by hand: closes its largest position, or buys a little where there is none. */
    record HandTrade(Duration at) implements OnAccount {}

    /** Somebody cancels the oldest working order of every account by hand. */
    record HandCancel(Duration at) implements OnAccount {}

    /** Every account is liquidated: its working orders are cancelled, its positions closed. */
    record Liquidated(Duration at) implements OnAccount {}

    /** The largest position of every account is closed against one that was liquidated. */
    record Deleveraged(Duration at) implements OnAccount {}

    /** Funding is due now: every position pays or receives. */
    record FundingDue(Duration at) implements OnAccount {}

    /**
     * Subscriptions are acknowledged, and no frame ever comes on them; those that there are go on.
     *
     * @param part only streams that have this in their names, or that carry {@code trades}, {@code quotes} or {@code depth};
     *     then those that there are fall silent, too
     */
    record AckSilent(Optional<String> part, Duration at) implements AtVenue {}

    /** The trade stream carries once what is no trade of the market. */
    record OffMarket(Kind kind, Duration at) implements AtVenue {
        /** What it is instead. */
        public enum Kind {
            /** Of no price and no size. */
            NOTHING,
            /** A transfer to the insurance fund, at a price far from the market. */
            INSURANCE,
            /** A position that is closed by force, at a price off the market. */
            ADL
        }
    }

    /** The update numbers of a book begin again from small ones. */
    record Renumber(Duration at) implements AtVenue {}

    /** Changes of books are left out of the streams for good, and their numbers do not tell. */
    record LostChanges(Duration at) implements AtVenue {}

    /** The listing has entries that are broken, or that others may not know. */
    record OddListings(Duration at) implements AtVenue {}

    /** The next order is taken, but its answer never comes: the connection closes instead. */
    record LoseReply(Duration at) implements OnRest {}

    /** The next order is answered with 503, nobody knows what became of it, and is taken {@code by} later. */
    record LateOrder(Duration by, Duration at) implements OnRest {
        public LateOrder {
            if (by.isNegative() || by.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("an order cannot come " + by + " late: up to an hour");
            }
        }
    }

    /**
     * Every REST request is refused with 429, for one second unless {@link For} says otherwise.
     *
     * @param retryAfter what the answer asks to wait, if it says so
     */
    record TooManyRequests(Optional<Duration> retryAfter, Duration at) implements OnRest {
        public TooManyRequests(Duration at) {
            this(Optional.empty(), at);
        }
    }

    /** The same with 418: the client's address is banned. */
    record Banned(Optional<Duration> retryAfter, Duration at) implements OnRest {}

    /** REST requests fail with 500 and are not executed, with this chance between 0 and 1. */
    record ServerErrors(double chance, Duration at) implements OnRest {
        public ServerErrors(double chance) {
            this(chance, Duration.ZERO);
        }
    }

    /** REST requests are executed and then answered with 503, with this chance: the venue does not know itself. */
    record Unsure(double chance, Duration at) implements OnRest {}

    /** REST requests are refused with 503 and surely not executed, with this chance: the service is not available. */
    record Unavailable(double chance, Duration at) implements OnRest {}

    /** New orders that do more than reduce are refused and surely not taken, with this chance: the venue protects itself. */
    record Overloaded(double chance, Duration at) implements OnRest {}

    /** REST answers come later, by {@code by} give or take {@code jitter}. */
    record Latency(Duration by, Duration jitter, Duration at) implements OnRest {
        public Latency(Duration by, Duration jitter) {
            this(by, jitter, Duration.ZERO);
        }
    }

    /** REST executes what it is asked and answers 200 with something else. */
    record WrongJson(Duration at) implements OnRest {}

    /** REST executes nothing and answers every request with 302 to another host, one that nobody is to ask. */
    record Redirect(Duration at) implements OnRest {}

    /** The key of every account may do something else than trade alone. */
    record KeyRights(Right right, Duration at) implements OnRest {
        /** What it may do. */
        public enum Right {
            /** Take money away as well. */
            WITHDRAW,
            /** Look, and nothing else: orders are refused. */
            READ
        }
    }

    /** The next REST answer is small, compressed, and hundreds of megabytes long when it is inflated. */
    record GzipBomb(Duration at) implements OnRest {}

    /** The clock that the venue holds timestamps against jumps, back when negative. */
    record ClockStep(Duration by, Duration at) implements OnRest {}

    /** Each write takes so long. */
    record SlowDisk(Duration each, Duration at) implements OnDisk {}

    /** Nothing can be written. */
    record FullDisk(Duration at) implements OnDisk {}

    /** The journal's last entry loses its half, as in a torn write: for whoever reads it. */
    record TornJournal(Duration at) implements OnDisk {}

    /** It throws. */
    record Throws(Duration at) implements InStrategy {}

    /** It computes and computes, and looks at nothing. */
    record Spins(Duration at) implements InStrategy {}

    /** It waits, and goes on waiting when it is interrupted. */
    record Deaf(Duration at) implements InStrategy {}

    /** It waits for a lock that nobody gives back, in a way that no interruption ends. */
    record Locks(Duration at) implements InStrategy {}

    /** It asks for so many orders at once. */
    record Floods(int orders, Duration at) implements InStrategy {}

    /** Something that lasts, and its end: so long after it began. */
    record For(Bare fault, Duration span) implements Fault {
        /** @throws IllegalArgumentException when it does not last, or ends before it begins */
        public For {
            if (!fault.lasts()) {
                throw new IllegalArgumentException("fault '" + fault.what() + "' happens once: it has no end");
            }
            if (span.isZero()) {
                throw new IllegalArgumentException("fault '" + fault.what() + " for 0s' would do nothing");
            }
        }

        @Override
        public Duration at() {
            return fault.at();
        }
    }

    /** How long after it was injected it happens. */
    Duration at();

    /** Whether it goes on by itself, so that {@link For} may give it an end. */
    default boolean lasts() {
        return switch (this) {
            case Bare f -> FaultKind.of(f).lasts();
            case For f -> false;
        };
    }

    /** It without its end. */
    default Bare bare() {
        return switch (this) {
            case Bare f -> f;
            case For f -> f.fault();
        };
    }

    /** How long it lasts, when that is said. */
    default Optional<Duration> length() {
        return switch (this) {
            case Bare f -> Optional.empty();
            case For f -> Optional.of(f.span());
        };
    }

    /** What happens at an embedded exchange or on the way to it; empty when it happens elsewhere. */
    default Optional<AtVenue> atVenue() {
        return switch (bare()) {
            case AtVenue f -> Optional.of(f);
            case OnDisk f -> Optional.empty();
            case InStrategy f -> Optional.empty();
        };
    }

    /** The same, happening at once. */
    default Fault now() {
        return parse(what());
    }

    /** The fault in the form that {@link #parse} takes, such as {@code mute@3s}. */
    default String spec() {
        return length().map(l -> bare().spec() + " for " + FaultText.text(l)).orElseGet(() -> FaultKind.spec(bare()));
    }

    /** The fault without its time, such as {@code mute}. */
    default String what() {
        return spec().replaceFirst("@\\S*", "");
    }

    /**
     * Reads one of {@link #FORMS}; without {@code @…} it happens at once.
     *
     * @throws IllegalArgumentException with one line that lists the forms
     */
    static Fault parse(String spec) {
        return new FaultText(spec).fault();
    }
}
