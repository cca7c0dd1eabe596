package trysail.simulator.binance.capture;

import java.util.Arrays;
import trysail.json.JsonBytes;
import trysail.json.MalformedFrame;
import trysail.recording.Frame;

/** Frames of Binance USD-M taken apart: combined streams, and answers of the depth endpoint. Not thread-safe. */
final class UsdmFrame extends Frame {
    static final String STREAM_HEAD = "{\"stream\":\"";
    static final String DATA_HEAD = "\",\"data\":";

    private final JsonBytes json = new JsonBytes();
    private boolean chain;

    @Override
    public void data(byte[] bytes, int start, int end, int data, int priceScale, int sizeScale) throws MalformedFrame {
        begin(bytes, start, end, data);
        chain = false;
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

    @Override
    public void snapshot(byte[] bytes, int start, int end, int priceScale, int sizeScale) throws MalformedFrame {
        begin(bytes, start, end, start);
        chain = false;
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
            case 'X' -> origin();
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

    private void origin() throws MalformedFrame {
        if (kind == Kind.TRADE && json.peek() == '"') {
            json.string();
            offMarket = !json.is("MARKET");
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
        int start = json.position();
        long value = json.integer();
        if (!mark(time, value, start, json.position())) {
            throw json.fail("too many ids");
        }
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

    @Override
    public boolean cameOn(byte[] stream) {
        int start = from + STREAM_HEAD.length();
        int end = start + stream.length;
        return text[end] == '"' && Arrays.equals(text, start, end, stream, 0, stream.length);
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
