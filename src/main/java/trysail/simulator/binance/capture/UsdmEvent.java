package trysail.simulator.binance.capture;

import trysail.json.JsonBytes;
import trysail.recording.Frame;

/** What a message of Binance USD-M tells of, and which members it cannot do without. */
enum UsdmEvent {
    QUOTE("bookTicker", Frame.Kind.QUOTE, Member.BID | Member.BID_SIZE | Member.ASK | Member.ASK_SIZE),
    TRADE("trade", Frame.Kind.TRADE, Member.ID | Member.PRICE | Member.SIZE | Member.MAKER),
    /** Its trades count where there are no others. */
    AGGREGATE("aggTrade", Frame.Kind.OTHER, Member.ID | Member.PRICE | Member.SIZE | Member.MAKER),
    DEPTH("depthUpdate", Frame.Kind.DEPTH, Member.FIRST | Member.LAST | Member.BIDS | Member.ASKS),
    /** An answer of the depth endpoint. */
    SNAPSHOT("a snapshot", Frame.Kind.SNAPSHOT, Member.LAST | Member.BIDS | Member.ASKS),
    OTHER("a message", Frame.Kind.OTHER, 0),
    /** On no stream. */
    NONE("an answer", Frame.Kind.ASIDE, 0);

    /** Each a bit. */
    static final class Member {
        static final int BID = 1;
        static final int BID_SIZE = 1 << 1;
        static final int ASK = 1 << 2;
        static final int ASK_SIZE = 1 << 3;
        static final int ID = 1 << 4;
        static final int PRICE = 1 << 5;
        static final int SIZE = 1 << 6;
        static final int MAKER = 1 << 7;
        static final int FIRST = 1 << 8;
        static final int LAST = 1 << 9;
        static final int PREVIOUS = 1 << 10;
        static final int BIDS = 1 << 11;
        static final int ASKS = 1 << 12;

        private Member() {}
    }

    private final String word;
    private final Frame.Kind kind;
    private final int needs;

    UsdmEvent(String word, Frame.Kind kind, int needs) {
        this.word = word;
        this.kind = kind;
        this.needs = needs;
    }

    /** As the venue calls it. */
    String word() {
        return word;
    }

    Frame.Kind kind() {
        return kind;
    }

    boolean isWhole(int members) {
        return (members & needs) == needs;
    }

    /** The one whose name {@code json} has just taken. */
    static UsdmEvent named(JsonBytes json) {
        if (json.is(QUOTE.word)) {
            return QUOTE;
        }
        if (json.is(TRADE.word)) {
            return TRADE;
        }
        if (json.is(DEPTH.word)) {
            return DEPTH;
        }
        return json.is(AGGREGATE.word) ? AGGREGATE : OTHER;
    }
}
