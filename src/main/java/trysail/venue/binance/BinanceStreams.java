package trysail.venue.binance;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.VenueKind;
import trysail.feed.StreamPlan;
import trysail.model.Instrument;

/**
 * Names of streams and where they are served: the one place to change when the venue moves them. Best first; the next is
 * asked for where one is refused or proves dead. A place that says what it carries is asked for nothing else, and for that
 * on one connection, so that all of it comes in one order.
 */
final class BinanceStreams implements StreamPlan {
    private static final Logger LOG = Logger.getLogger(BinanceStreams.class.getName());
    private static final String MAIN_PATH = "/public/stream";
    private static final String BESIDE_PATH = "/market/stream";
    private static final List<String> ACCOUNT_PATHS = List.of("/private/ws?listenKey=", "/ws/");

    /** {@code trade} is in no list of the venue's and flows; {@code aggTrade} is, and is served elsewhere. */
    private static final List<String> TRADES = List.of("trade", "aggTrade");

    private static final List<String> SERVED_BESIDE = List.of("aggTrade");
    private static final List<String> QUOTES = List.of("bookTicker");
    private static final List<String> BOOK = List.of("depth@100ms", "depth@250ms", "depth@500ms");

    /** Only who says so carries changes as they happen: in the venue's own lists there is no such stream. */
    private static final List<String> OFFERED_BOOK =
            List.of("depth@0ms", "depth@100ms", "depth", "depth@250ms", "depth@500ms");

    private final double pace;
    private final boolean offered;
    private final Map<Kind, Map<Instrument, Choice>> choices = new EnumMap<>(Kind.class);
    private volatile Runnable changed = () -> {};

    /** What may be asked for, best first, and what is: written under the lock of the plan. */
    private static final class Choice {
        private final List<String> names;
        private int at;
        private boolean tried;
        private int version;

        private Choice(List<String> names) {
            this.names = List.copyOf(names);
        }
    }

    /**
     * @param offer what the place says that it carries; empty where it says nothing
     */
    BinanceStreams(List<Instrument> instruments, Optional<VenueKind.Offer> offer) {
        pace = offer.map(VenueKind.Offer::pace).orElse(1.0);
        offered = offer.isPresent();
        for (var kind : Kind.values()) {
            Map<Instrument, Choice> each = new LinkedHashMap<>();
            for (var instrument : instruments) {
                var names = names(kind, instrument, offer);
                if (names.isEmpty()) {
                    LOG.log(Level.INFO, "no {0} of {1} is carried here", new Object[] {words(kind), instrument});
                }
                each.put(instrument, new Choice(names));
            }
            choices.put(kind, each);
        }
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case QUOTES -> "stream of quotes";
            case TRADES -> "stream of trades";
            case BOOK -> "stream of book changes";
        };
    }

    private static List<String> names(Kind kind, Instrument instrument, Optional<VenueKind.Offer> offer) {
        var suffixes = switch (kind) {
            case QUOTES -> QUOTES;
            case TRADES -> TRADES;
            case BOOK -> offer.isPresent() ? OFFERED_BOOK : BOOK;
        };
        var names = new ArrayList<String>();
        for (var suffix : suffixes) {
            var name = BinanceSymbols.toStream(instrument) + '@' + suffix;
            if (offer.isEmpty() || offer.get().streams().contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private Choice choice(Kind kind, Instrument instrument) {
        return Objects.requireNonNull(Objects.requireNonNull(choices.get(kind)).get(instrument));
    }

    @Override
    public synchronized Optional<String> name(Kind kind, Instrument instrument) {
        var choice = choice(kind, instrument);
        return choice.names.isEmpty() ? Optional.empty() : Optional.of(choice.names.get(choice.at));
    }

    @Override
    public synchronized Line line(Kind kind, Instrument instrument) {
        var choice = choice(kind, instrument);
        var first = offered && choice.at == 0;
        return !first && name(kind, instrument).map(BinanceStreams::suffix).filter(SERVED_BESIDE::contains).isPresent()
                ? Line.BESIDE
                : Line.MAIN;
    }

    static String suffix(String name) {
        return name.substring(name.indexOf('@') + 1);
    }

    /** Rises whenever this is to be asked for anew. */
    synchronized int version(Kind kind, Instrument instrument) {
        return choice(kind, instrument).version;
    }

    @Override
    public boolean next(Kind kind, Instrument instrument) {
        synchronized (this) {
            var choice = choice(kind, instrument);
            if (choice.tried) {
                choice.tried = false;
                return false;
            }
            choice.at = choice.at + 1 < choice.names.size() ? choice.at + 1 : 0;
            choice.tried = choice.at == 0;
            choice.version++;
        }
        changed.run();
        return true;
    }

    /** It was refused: false when there is nothing better than that left. */
    synchronized boolean refused(Kind kind, Instrument instrument) {
        var choice = choice(kind, instrument);
        if (choice.at + 1 >= choice.names.size()) {
            return false;
        }
        choice.at++;
        choice.version++;
        return true;
    }

    @Override
    public synchronized boolean beside() {
        for (var kind : Kind.values()) {
            for (var instrument : Objects.requireNonNull(choices.get(kind)).keySet()) {
                if (line(kind, instrument) == Line.BESIDE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Tells who listens that something was refused, and something else is asked for. */
    void tellChange() {
        changed.run();
    }

    @Override
    public void onChange(Runnable listener) {
        changed = listener;
    }

    @Override
    public double pace() {
        return pace;
    }

    static URI market(URI origin) {
        return URI.create(bare(origin) + MAIN_PATH);
    }

    static URI beside(URI origin) {
        return URI.create(bare(origin) + BESIDE_PATH);
    }

    /** Where an account's stream may be, best first. The addresses hold the key: never show them. */
    static List<URI> account(URI origin, String listenKey) {
        return ACCOUNT_PATHS.stream()
                .map(path -> URI.create(bare(origin) + path + listenKey))
                .toList();
    }

    private static String bare(URI origin) {
        return origin.toString().replaceAll("/+$", "");
    }
}
