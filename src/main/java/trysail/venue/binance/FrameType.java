package trysail.venue.binance;

import trysail.json.JsonBytes;

/** What a market message is, by its {@code e}, and which members it must have. */
enum FrameType {
    BOOK_TICKER("bookTicker", FrameFields.BID | FrameFields.BID_SIZE | FrameFields.ASK | FrameFields.ASK_SIZE),
    TRADE("trade", FrameFields.TRADE_ID | FrameFields.PRICE | FrameFields.SIZE | FrameFields.MAKER),
    AGG_TRADE("aggTrade", FrameFields.AGGREGATE_ID | FrameFields.PRICE | FrameFields.SIZE | FrameFields.MAKER),
    DEPTH(
            "depthUpdate",
            FrameFields.FIRST | FrameFields.LAST | FrameFields.PREVIOUS | FrameFields.BIDS | FrameFields.ASKS),
    KLINE("kline", FrameFields.BAR),
    /** Well-formed, but not for us. */
    OTHER("", 0);

    private final String word;
    private final int needs;

    FrameType(String word, int needs) {
        this.word = word;
        this.needs = needs;
    }

    int needs() {
        return needs;
    }

    /** The type whose word the cursor has just taken. */
    static FrameType of(JsonBytes json) {
        var type = switch (json.length()) {
            case 10 -> BOOK_TICKER;
            case 11 -> DEPTH;
            case 8 -> AGG_TRADE;
            case 5 -> json.at(0) == 't' ? TRADE : KLINE;
            default -> OTHER;
        };
        return json.is(type.word) ? type : OTHER;
    }
}
