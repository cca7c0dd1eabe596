package trysail.recording;

import java.util.Arrays;

/**
 * One recorded frame taken apart: a holder that is filled again and again, so that playing a recording makes little
 * garbage. Prices and sizes are whole numbers at their instrument's scales; fields that a kind lacks keep old values.
 * Fields are plain because the player reads them a million times a second. Not thread-safe.
 */
public final class Frame {
    /** What a frame is. */
    public enum Kind {
        TRADE,
        QUOTE,
        /** A change of a book. */
        DEPTH,
        /** A whole book, logged between the streams. */
        SNAPSHOT,
        /** Some other stream: passed on as it is. */
        OTHER,
        /** Belongs to no stream, such as the answer to a subscription. */
        ASIDE
    }

    private static final int MAX_MARKS = 16;

    public Kind kind = Kind.ASIDE;
    /** Index into {@link Recording#instruments}; -1 for a frame of no instrument that is played. */
    public int instrument = -1;
    /** Index into {@link Recording#streams}; -1 for one that came on no stream. */
    public int stream = -1;
    /** Whether the venue itself spells numbers as here: what is said can be passed on as it is. */
    public boolean asSpelled = true;
    /** Where the whole frame lies. */
    public byte[] text = new byte[0];

    public int from;
    public int to;
    /** Where what the stream says lies, without its envelope; of a snapshot, the whole frame. */
    public int dataFrom;

    public int dataTo;
    /** When the venue said it and when its engine did it, milliseconds; 0 when absent. */
    public long eventTime;

    public long transactTime;
    /** Of a change: its first and last id, and the last one of the change before. */
    public long firstId;

    public long lastId;
    public long previousId;
    /** Of a trade. */
    public long tradeId;

    public long price;
    public long size;
    public boolean buyerIsMaker;
    /** Of a trade that says of itself that it is none of the market's. */
    public boolean offMarket;

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

    /** Forgets what the frame before was: this one lies in {@code bytes[start, end)}. */
    public void begin(byte[] bytes, int start, int end) {
        kind = Kind.ASIDE;
        instrument = -1;
        stream = -1;
        asSpelled = true;
        text = bytes;
        from = start;
        to = end;
        dataFrom = start;
        dataTo = end;
        marks = 0;
        offMarket = false;
        bidLevels = 0;
        askLevels = 0;
        eventTime = 0;
        transactTime = 0;
    }

    /** Notes where a number lies that playing again changes; false when there are too many. */
    public boolean mark(boolean time, long value, int start, int end) {
        if (marks == MAX_MARKS) {
            return false;
        }
        markFrom[marks] = start;
        markTo[marks] = end;
        markValue[marks] = value;
        markIsTime[marks++] = time;
        return true;
    }

    /** What it says, to keep; its text is left out. */
    Frame kept() {
        var copy = new Frame();
        copy.begin(new byte[0], 0, 0);
        copy.kind = kind;
        copy.instrument = instrument;
        copy.stream = stream;
        copy.eventTime = eventTime;
        copy.transactTime = transactTime;
        copy.firstId = firstId;
        copy.lastId = lastId;
        copy.previousId = previousId;
        copy.tradeId = tradeId;
        copy.price = price;
        copy.size = size;
        copy.buyerIsMaker = buyerIsMaker;
        copy.offMarket = offMarket;
        copy.bid = bid;
        copy.bidSize = bidSize;
        copy.ask = ask;
        copy.askSize = askSize;
        copy.bids = Arrays.copyOf(bids, 2 * bidLevels);
        copy.bidLevels = bidLevels;
        copy.asks = Arrays.copyOf(asks, 2 * askLevels);
        copy.askLevels = askLevels;
        return copy;
    }
}
