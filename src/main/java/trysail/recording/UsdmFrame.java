package trysail.recording;

import java.util.Arrays;
import trysail.json.JsonBytes;
import trysail.json.MalformedFrame;

/**
 * One frame of Binance USD-M taken apart: a holder that is filled again and again, so that playing a recording makes no
 * garbage. Prices and sizes are whole numbers at their instrument's scales; fields that a kind lacks keep old values.
 * Fields are plain because the player reads them a million times a second. Not thread-safe.
 */
public final class UsdmFrame {
    /** What a frame is. */
    public enum Kind {
        TRADE,
        QUOTE,
        /** A change of a book. */
        DEPTH,
        /** The answer of the depth endpoint, logged between the streams. */
        SNAPSHOT,
        /** Some other stream: passed on as it is. */
        OTHER,
        /** Belongs to no stream, such as the answer to a subscription. */
        ASIDE
    }

    private static final int MAX_MARKS = 16;

    private final JsonBytes json = new JsonBytes();

    public Kind kind = Kind.ASIDE;
    /** Index into {@link Recording#instruments}; -1 for a frame of no single instrument. */
    public int instrument = -1;
    /** Where the whole frame lies. */
    public byte[] text = new byte[0];

    public int from;
    public int to;
    /** Where the value of {@code data} lies; of a snapshot, the whole frame. */
    public int dataFrom;

    public int dataTo;
    /** {@code E} and {@code T}, milliseconds; 0 when absent. */
    public long eventTime;

    public long transactTime;
    /** {@code U}, {@code u} (or {@code lastUpdateId}), {@code pu}, {@code t}. */
    public long firstId;

    public long lastId;
    public long previousId;
    public long tradeId;
    /** Of a trade. */
    public long price;

    public long size;
    public boolean buyerIsMaker;
    /** Of a quote. */
    public long bid;

    public long bidSize;
    public long ask;
    public long askSize;
    /** Price, size, price, size… of {@code bidLevels} and {@code askLevels} levels. */
    public long[] bids = new long[512];

    public int bidLevels;
    public long[] asks = new long[512];
    public int askLevels;

    /** Where numbers lie that playing again changes, in rising order; {@link #markIsTime} tells times from ids. */
    public final int[] markFrom = new int[MAX_MARKS];

    public final int[] markTo = new int[MAX_MARKS];
    public final long[] markValue = new long[MAX_MARKS];
    public final boolean[] markIsTime = new boolean[MAX_MARKS];
    public int marks;

    private boolean chain;

    /** Takes apart the data object that begins at {@code data}, within a frame known to be combined. */
    void data(byte[] bytes, int start, int end, int data, int priceScale, int sizeScale) throws MalformedFrame {
        begin(bytes, start, end, data);
        kind = Kind.OTHER;
        json.over(bytes, start, end);
        json.position(data);
        if (json.peek() != '{') {
            json.skip();
        } else if (!emptyObject()) {
            do {
                member(json.key(), priceScale, sizeScale);
            } while (json.more('}'));
        }
        dataTo = json.position();
    }

    /** Takes apart a depth answer. */
    void snapshot(byte[] bytes, int start, int end, int priceScale, int sizeScale) throws MalformedFrame {
        begin(bytes, start, end, start);
        kind = Kind.SNAPSHOT;
        json.over(bytes, start, end);
        if (!emptyObject()) {
            do {
                byte key = json.key();
                if (key == 'E' || key == 'T') {
                    time(key);
                } else if (json.is("lastUpdateId")) {
                    lastId = mark(false);
                } else if (json.is("bids")) {
                    bidLevels = levels(true, priceScale, sizeScale);
                } else if (json.is("asks")) {
                    askLevels = levels(false, priceScale, sizeScale);
                } else {
                    json.skip();
                }
            } while (json.more('}'));
        }
        dataTo = json.position();
    }

    private void begin(byte[] bytes, int start, int end, int data) {
        text = bytes;
        from = start;
        to = end;
        dataFrom = data;
        marks = 0;
        bidLevels = 0;
        askLevels = 0;
        eventTime = 0;
        transactTime = 0;
        chain = false;
    }

    private boolean emptyObject() throws MalformedFrame {
        json.expect('{');
        return json.tryTake('}');
    }

    private void member(byte key, int priceScale, int sizeScale) throws MalformedFrame {
        switch (key) {
            case 'e' -> kind();
            case 'E', 'T' -> time(key);
            case 'U' -> firstId = id(Kind.DEPTH);
            case 'u' -> lastId = kind == Kind.QUOTE ? id(Kind.QUOTE) : id(Kind.DEPTH);
            case 't' -> tradeId = id(Kind.TRADE);
            case 'p' -> price = decimal(Kind.TRADE, priceScale);
            case 'q' -> size = decimal(Kind.TRADE, sizeScale);
            case 'm' -> maker();
            case 'b' -> bidSide(priceScale, sizeScale);
            case 'a' -> askSide(priceScale, sizeScale);
            case 'B' -> bidSize = decimal(Kind.QUOTE, sizeScale);
            case 'A' -> askSize = decimal(Kind.QUOTE, sizeScale);
            case 'f', 'l' -> aggregated();
            default -> {
                if (json.is("pu")) {
                    previousId = id(Kind.DEPTH);
                    chain = true;
                } else {
                    json.skip();
                }
            }
        }
    }

    private void kind() throws MalformedFrame {
        json.string();
        if (json.is("bookTicker")) {
            kind = Kind.QUOTE;
        } else if (json.is("trade")) {
            kind = Kind.TRADE;
        } else if (json.is("depthUpdate")) {
            kind = Kind.DEPTH;
        }
    }

    private void bidSide(int priceScale, int sizeScale) throws MalformedFrame {
        if (kind == Kind.DEPTH) {
            bidLevels = levels(true, priceScale, sizeScale);
        } else {
            bid = decimal(Kind.QUOTE, priceScale);
        }
    }

    private void askSide(int priceScale, int sizeScale) throws MalformedFrame {
        if (kind == Kind.DEPTH) {
            askLevels = levels(false, priceScale, sizeScale);
        } else if (kind == Kind.QUOTE) {
            ask = decimal(Kind.QUOTE, priceScale);
        } else {
            aggregated();
        }
    }

    private void maker() throws MalformedFrame {
        if (kind == Kind.TRADE) {
            buyerIsMaker = json.bool();
        } else {
            json.skip();
        }
    }

    /** The ids of an aggregated trade are numbers; other streams use the same letters for text. */
    private void aggregated() throws MalformedFrame {
        if (kind == Kind.OTHER && isDigit(json.peek())) {
            mark(false);
        } else {
            json.skip();
        }
    }

    private void time(byte key) throws MalformedFrame {
        if (!isDigit(json.peek())) {
            json.skip();
            return;
        }
        long value = mark(true);
        if (key == 'E') {
            eventTime = value;
        } else {
            transactTime = value;
        }
    }

    private long id(Kind of) throws MalformedFrame {
        if (kind != of) {
            json.skip();
            return 0;
        }
        return mark(false);
    }

    private long decimal(Kind of, int scale) throws MalformedFrame {
        if (kind != of) {
            json.skip();
            return 0;
        }
        return decimal(scale);
    }

    /** A decimal in quotes, as the venue sends prices and sizes. */
    private long decimal(int scale) throws MalformedFrame {
        if (json.peek() != '"') {
            throw json.fail("a number in quotes is missing");
        }
        return json.decimalCut(scale);
    }

    private long mark(boolean time) throws MalformedFrame {
        if (!isDigit(json.peek())) {
            throw json.fail("a whole number is missing");
        }
        if (marks == MAX_MARKS) {
            throw json.fail("too many ids");
        }
        markFrom[marks] = json.position();
        long value = json.integer();
        markTo[marks] = json.position();
        markValue[marks] = value;
        markIsTime[marks++] = time;
        return value;
    }

    private int levels(boolean bidSide, int priceScale, int sizeScale) throws MalformedFrame {
        long[] into = bidSide ? bids : asks;
        int n = 0;
        json.expect('[');
        if (json.tryTake(']')) {
            return 0;
        }
        do {
            if (2 * n == into.length) {
                into = Arrays.copyOf(into, 2 * into.length);
            }
            json.expect('[');
            into[2 * n] = decimal(priceScale);
            json.expect(',');
            into[2 * n + 1] = decimal(sizeScale);
            json.expect(']');
            n++;
        } while (json.more(']'));
        if (bidSide) {
            bids = into;
        } else {
            asks = into;
        }
        return n;
    }

    /** Whether a depth change names the one before it, as this venue's always do. */
    boolean chained() {
        return chain;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
