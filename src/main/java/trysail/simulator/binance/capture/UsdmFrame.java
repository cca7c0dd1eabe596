package trysail.simulator.binance.capture;

import java.util.Arrays;
import trysail.json.JsonCursor;
import trysail.recording.Frame;

/** Frames of Binance USD-M taken apart: combined streams, and answers of the depth endpoint. Not thread-safe. */
final class UsdmFrame extends Frame {
    static final String STREAM_HEAD = "{\"stream\":\"";
    static final String DATA_HEAD = "\",\"data\":";

    private final JsonCursor json = new JsonCursor();
    private boolean chain;

    @Override
    public void data(byte[] bytes, int start, int end, int data, int priceScale, int sizeScale) {
        begin(bytes, start, end, data);
        chain = false;
        kind = Kind.OTHER;
        json.over(bytes, start, end);
        json.at = data;
        if (json.peek() != '{') {
            json.skip();
        } else if (!emptyObject()) {
            do {
                member(json.key(), priceScale, sizeScale);
            } while (json.take(','));
            json.expect('}');
        }
        dataTo = json.at;
    }

    @Override
    public void snapshot(byte[] bytes, int start, int end, int priceScale, int sizeScale) {
        begin(bytes, start, end, start);
        chain = false;
        kind = Kind.SNAPSHOT;
        json.over(bytes, start, end);
        if (!emptyObject()) {
            do {
                byte key = json.key();
                if (key == 'E' || key == 'T') {
                    time(key);
                } else if (json.valueIs("lastUpdateId")) {
                    lastId = mark(false);
                } else if (json.valueIs("bids")) {
                    bidLevels = levels(true, priceScale, sizeScale);
                } else if (json.valueIs("asks")) {
                    askLevels = levels(false, priceScale, sizeScale);
                } else {
                    json.skip();
                }
            } while (json.take(','));
            json.expect('}');
        }
        dataTo = json.at;
    }

    private boolean emptyObject() {
        json.expect('{');
        return json.take('}');
    }

    private void member(byte key, int priceScale, int sizeScale) {
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
                if (json.valueIs("pu")) {
                    previousId = id(Kind.DEPTH);
                    chain = true;
                } else {
                    json.skip();
                }
            }
        }
    }

    private void kind() {
        json.string();
        if (json.valueIs("bookTicker")) {
            kind = Kind.QUOTE;
        } else if (json.valueIs("trade")) {
            kind = Kind.TRADE;
        } else if (json.valueIs("depthUpdate")) {
            kind = Kind.DEPTH;
        }
    }

    private void bidSide(int priceScale, int sizeScale) {
        if (kind == Kind.DEPTH) {
            bidLevels = levels(true, priceScale, sizeScale);
        } else {
            bid = decimal(Kind.QUOTE, priceScale);
        }
    }

    private void askSide(int priceScale, int sizeScale) {
        if (kind == Kind.DEPTH) {
            askLevels = levels(false, priceScale, sizeScale);
        } else if (kind == Kind.QUOTE) {
            ask = decimal(Kind.QUOTE, priceScale);
        } else {
            aggregated();
        }
    }

    private void maker() {
        if (kind == Kind.TRADE) {
            buyerIsMaker = json.bool();
        } else {
            json.skip();
        }
    }

    /** The ids of an aggregated trade are numbers; other streams use the same letters for text. */
    private void aggregated() {
        if (kind == Kind.OTHER && isDigit(json.peek())) {
            mark(false);
        } else {
            json.skip();
        }
    }

    private void time(byte key) {
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

    private long id(Kind of) {
        if (kind != of) {
            json.skip();
            return 0;
        }
        return mark(false);
    }

    private long decimal(Kind of, int scale) {
        if (kind != of) {
            json.skip();
            return 0;
        }
        return json.decimal(scale);
    }

    private long mark(boolean time) {
        long value = json.whole();
        if (!mark(time, value, json.valueFrom, json.valueTo)) {
            throw json.bad("too many ids");
        }
        return value;
    }

    private int levels(boolean bidSide, int priceScale, int sizeScale) {
        long[] into = bidSide ? bids : asks;
        int n = 0;
        json.expect('[');
        if (json.take(']')) {
            return 0;
        }
        do {
            if (2 * n == into.length) {
                into = Arrays.copyOf(into, 2 * into.length);
            }
            json.expect('[');
            into[2 * n] = json.decimal(priceScale);
            json.expect(',');
            into[2 * n + 1] = json.decimal(sizeScale);
            json.expect(']');
            n++;
        } while (json.take(','));
        json.expect(']');
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

    @Override
    public boolean cameOn(String stream) {
        int start = from + STREAM_HEAD.length();
        if (text[start + stream.length()] != '"') {
            return false;
        }
        for (int i = 0; i < stream.length(); i++) {
            if (text[start + i] != stream.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
