package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import trysail.feed.Diff;
import trysail.json.JsonBytes;
import trysail.json.LevelsReader;
import trysail.json.MalformedFrame;
import trysail.model.Bar;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Trade;

/**
 * The members of one market message, and the event they make together. A member's name means different things in
 * different messages, so each is known by its name and the kind of its value. Used again for each message. One thread.
 */
final class FrameFields {
    private static final Logger LOG = Logger.getLogger(FrameFields.class.getName());
    /** What {@code X} says of a trade between two orders of the book; streams without it carry no others. */
    private static final byte[] MARKET = "MARKET".getBytes(US_ASCII);
    /** Those that are known to be none: of nothing, of the insurance fund, of positions closed by force. */
    private static final Set<String> KNOWN = Set.of("NA", "INSURANCE_FUND", "ADL");
    /** Told of no more than so many different words. */
    private static final int MOST_TOLD = 16;

    private static final int LONGEST_WORD = 40;

    static final int BID = 1;
    static final int BID_SIZE = 1 << 1;
    static final int ASK = 1 << 2;
    static final int ASK_SIZE = 1 << 3;
    static final int PRICE = 1 << 4;
    static final int SIZE = 1 << 5;
    static final int FIRST = 1 << 6;
    static final int LAST = 1 << 7;
    static final int PREVIOUS = 1 << 8;
    static final int TRADE_ID = 1 << 9;
    static final int AGGREGATE_ID = 1 << 10;
    static final int MAKER = 1 << 11;
    static final int BIDS = 1 << 12;
    static final int ASKS = 1 << 13;
    static final int BAR = 1 << 14;
    static final int TRANSACTION_TIME = 1 << 15;
    static final int EVENT_TIME = 1 << 16;
    static final int VISIBLE = 1 << 17;

    private final JsonBytes json;
    private final LevelsReader levels;
    private final KlineReader kline;
    private int seen;
    private long bid;
    private long bidSize;
    private long ask;
    private long askSize;
    private long price;
    private long size;
    private long visible;
    private long first;
    private long last;
    private long previous;
    private long number;
    private long time;
    private boolean buyerMaker;
    private Levels bids = Levels.NONE;
    private Levels asks = Levels.NONE;
    private @Nullable Bar bar;
    private boolean offMarket;
    private @Nullable MalformedFrame unreadable;
    private final Set<String> told = new HashSet<>();

    FrameFields(JsonBytes json) {
        this.json = json;
        levels = new LevelsReader(json);
        kline = new KlineReader(json);
    }

    void clear() {
        seen = 0;
        offMarket = false;
        unreadable = null;
    }

    /** {@code E} or {@code T}: the transaction's time counts; the event's stands in where there is none. */
    void time(byte name) throws MalformedFrame {
        if (!number(json.peek())) {
            json.skip();
            return;
        }
        var value = json.integer();
        if (name == 'T' || (seen & TRANSACTION_TIME) == 0) {
            time = value;
        }
        seen |= name == 'T' ? TRANSACTION_TIME : EVENT_TIME;
    }

    /** {@code nq}: what of an aggregate took from the book that everybody sees. The rest met orders that were in none. */
    void withoutRpi(Instrument of) throws MalformedFrame {
        if (json.peek() == '"') {
            visible = ofTrade(of.sizeScale());
            seen |= VISIBLE;
        } else {
            json.skip();
        }
    }

    void previous() throws MalformedFrame {
        previous = json.integer();
        seen |= PREVIOUS;
    }

    /** Any other member. */
    void member(byte name, Instrument of) throws MalformedFrame {
        var kind = json.peek();
        if (kind == '"') {
            text(name, of);
        } else if (kind == '[') {
            array(name, of);
        } else if (name == 'X') {
            offMarket = true; // no word that is known
            json.skip();
        } else if (number(kind)) {
            whole(name);
        } else if (name == 'm') {
            buyerMaker = json.bool();
            seen |= MAKER;
        } else if (name == 'k') {
            bar = kline.read(of);
            seen |= BAR;
        } else {
            json.skip();
        }
    }

    private void text(byte name, Instrument of) throws MalformedFrame {
        switch (name) {
            case 'b' -> {
                bid = json.decimal(of.priceScale());
                seen |= BID;
            }
            case 'B' -> {
                bidSize = json.decimal(of.sizeScale());
                seen |= BID_SIZE;
            }
            case 'a' -> {
                ask = json.decimal(of.priceScale());
                seen |= ASK;
            }
            case 'A' -> {
                askSize = json.decimal(of.sizeScale());
                seen |= ASK_SIZE;
            }
            case 'p' -> {
                price = ofTrade(of.priceScale());
                seen |= PRICE;
            }
            case 'q' -> {
                size = ofTrade(of.sizeScale());
                seen |= SIZE;
            }
            case 'X' -> kindOfTrade(of);
            default -> json.skip();
        }
    }

    /** What is no trade of the market keeps to no tick: whether that matters is known when all of the frame is. */
    private long ofTrade(int scale) throws MalformedFrame {
        var start = json.position();
        try {
            return json.decimal(scale);
        } catch (MalformedFrame e) {
            json.position(start);
            json.skip();
            unreadable = e;
            return 0;
        }
    }

    /**
     * Only what says that it is a trade of the market, or says nothing, is one. A word that nobody here knows is not: a
     * trade too few costs a bar some volume, one too many fills an order that the market never reached. It is told once.
     */
    private void kindOfTrade(Instrument of) throws MalformedFrame {
        json.string();
        if (!json.is(MARKET)) {
            offMarket = true;
            var word = json.asString();
            if (!KNOWN.contains(word) && told.size() < MOST_TOLD && told.add(word)) {
                LOG.log(
                        Level.WARNING,
                        "trades of {0} of a kind nobody here knows, ''{1}'', are passed over",
                        new Object[] {of, word.substring(0, Math.min(word.length(), LONGEST_WORD))});
            }
        }
    }

    private void array(byte name, Instrument of) throws MalformedFrame {
        switch (name) {
            case 'b' -> {
                bids = levels.read(of);
                seen |= BIDS;
            }
            case 'a' -> {
                asks = levels.read(of);
                seen |= ASKS;
            }
            default -> json.skip();
        }
    }

    private void whole(byte name) throws MalformedFrame {
        switch (name) {
            case 'U' -> {
                first = json.integer();
                seen |= FIRST;
            }
            case 'u' -> {
                last = json.integer();
                seen |= LAST;
            }
            case 't' -> {
                number = json.integer();
                seen |= TRADE_ID;
            }
            case 'a' -> {
                number = json.integer();
                seen |= AGGREGATE_ID;
            }
            default -> json.skip();
        }
    }

    private static boolean number(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Hands the event to the handler; true unless the message is not for us. */
    boolean dispatch(FrameType type, Instrument of, BinanceFrames.Handler handler)
            throws MalformedFrame, InterruptedException {
        if (type == FrameType.OTHER) {
            return false;
        }
        if ((seen & type.needs()) != type.needs() || (seen & (TRANSACTION_TIME | EVENT_TIME)) == 0) {
            throw new MalformedFrame(type.name().toLowerCase(Locale.ROOT) + " of " + of + " lacks members");
        }
        var when = Instant.ofEpochMilli(time);
        switch (type) {
            case BOOK_TICKER ->
                handler.event(
                        new Quote(of, price(of, bid), size(of, bidSize), price(of, ask), size(of, askSize), when));
            case TRADE, AGG_TRADE -> {
                if ((seen & VISIBLE) != 0) {
                    size = Math.min(size, visible);
                }
                if (offMarket || (unreadable == null && (price <= 0 || size <= 0))) {
                    return true; // heard, and nothing that the market did
                }
                if (unreadable != null) {
                    throw unreadable;
                }
                var aggressor = buyerMaker ? Side.SELL : Side.BUY;
                handler.event(new Trade(of, number, price(of, price), size(of, size), aggressor, when));
            }
            case DEPTH ->
                handler.diff(new Diff(first, last, previous, new BookDelta(of, false, bids, asks, last, when)));
            case KLINE -> {
                if (bar != null) {
                    handler.event(bar);
                }
            }
            case OTHER -> {}
        }
        return true;
    }

    private static BigDecimal price(Instrument of, long unscaled) {
        return BigDecimal.valueOf(unscaled, of.priceScale());
    }

    private static BigDecimal size(Instrument of, long unscaled) {
        return BigDecimal.valueOf(unscaled, of.sizeScale());
    }
}
