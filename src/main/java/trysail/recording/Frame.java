package trysail.recording;

import trysail.json.MalformedFrame;

/**
 * One recorded frame taken apart: a holder that is filled again and again, so that playing a recording makes little
 * garbage. Prices and sizes are whole numbers at their instrument's scales; fields that a kind lacks keep old values.
 * Fields are plain because the player reads them a million times a second. Not thread-safe.
 */
public abstract class Frame {
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
    /** Index into {@link Recording#instruments}; -1 for a frame of no single instrument. */
    public int instrument = -1;
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

    /** Takes apart the frame of a stream in {@code bytes[start, end)} whose data begin at {@code data}. */
    public abstract void data(byte[] bytes, int start, int end, int data, int priceScale, int sizeScale)
            throws MalformedFrame;

    /** Takes apart a whole book. */
    public abstract void snapshot(byte[] bytes, int start, int end, int priceScale, int sizeScale)
            throws MalformedFrame;

    /** Whether it came on the stream of this name, in UTF-8. */
    public abstract boolean cameOn(byte[] stream);

    /** Forgets what the frame before was. */
    protected final void begin(byte[] bytes, int start, int end, int data) {
        text = bytes;
        from = start;
        to = end;
        dataFrom = data;
        marks = 0;
        offMarket = false;
        bidLevels = 0;
        askLevels = 0;
        eventTime = 0;
        transactTime = 0;
    }

    /** Notes where a number lies that playing again changes; false when there are too many. */
    protected final boolean mark(boolean time, long value, int start, int end) {
        if (marks == MAX_MARKS) {
            return false;
        }
        markFrom[marks] = start;
        markTo[marks] = end;
        markValue[marks] = value;
        markIsTime[marks++] = time;
        return true;
    }
}
