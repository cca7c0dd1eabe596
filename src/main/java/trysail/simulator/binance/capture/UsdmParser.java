package trysail.simulator.binance.capture;

import java.util.Arrays;
import trysail.json.JsonBytes;
import trysail.json.JsonNumber;
import trysail.json.MalformedFrame;
import trysail.recording.Frame;
import trysail.recording.StreamNames;
import trysail.simulator.binance.capture.UsdmEvent.Member;

/**
 * Takes recorded messages of Binance USD-M apart, whoever wrote them down: in any order of members, with numbers in
 * quotes or without. Not thread-safe.
 */
final class UsdmParser {
    /** Is told each number of a price or a size as it is written. */
    interface Watcher {
        /** Of a quote or a trade. */
        void touch(boolean price, double value, int decimals);

        /** Of a book. */
        void level(boolean bid, double price, int priceDecimals, int sizeDecimals);
    }

    /** Nobody who has to know. */
    static final Watcher NOBODY = new Watcher() {
        @Override
        public void touch(boolean price, double value, int decimals) {}

        @Override
        public void level(boolean bid, double price, int priceDecimals, int sizeDecimals) {}
    };

    private final JsonBytes json = new JsonBytes();
    private final JsonNumber number = new JsonNumber();
    private final UsdmEnvelope envelope;
    private Frame frame = new Frame();
    private UsdmEvent event = UsdmEvent.NONE;
    private Watcher watcher = NOBODY;
    private int priceScale;
    private int sizeScale;
    private int members;

    UsdmParser(StreamNames names) {
        envelope = new UsdmEnvelope(json, names);
    }

    /** Finds out what the message in {@code text[from, to)} is; {@link #data} goes on from there. */
    UsdmEnvelope begin(byte[] text, int from, int to, Frame into) throws MalformedFrame {
        frame = into;
        envelope.read(text, from, to, into);
        event = envelope.event();
        return envelope;
    }

    /** Reads what it says, at these scales. */
    void data(int ofPrices, int ofSizes, Watcher told) throws MalformedFrame {
        priceScale = ofPrices;
        sizeScale = ofSizes;
        watcher = told;
        members = 0;
        json.position(frame.dataFrom);
        if (json.peek() != '{') {
            json.skip();
        } else {
            json.expect('{');
            if (!json.tryTake('}')) {
                do {
                    member(json.key());
                } while (json.more('}'));
            }
        }
        frame.dataTo = json.position();
        if (envelope.open()) {
            json.expect('}');
            json.finish();
        }
        if (event == UsdmEvent.DEPTH && !has(Member.PREVIOUS)) {
            throw new MalformedFrame("a depth change has no pu");
        }
        if (!event.isWhole(members)) {
            throw new MalformedFrame("a member of " + event.word() + " is missing");
        }
    }

    private boolean has(int member) {
        return (members & member) != 0;
    }

    private void member(byte key) throws MalformedFrame {
        if (key == 'E' || key == 'T') {
            time(key);
            return;
        }
        switch (event) {
            case QUOTE -> quote(key);
            case TRADE, AGGREGATE -> trade(key);
            case DEPTH -> change(key);
            case SNAPSHOT -> book();
            case OTHER, NONE -> json.skip();
        }
    }

    private void quote(byte key) throws MalformedFrame {
        switch (key) {
            case 'u' -> frame.lastId = id(Member.LAST);
            case 'b' -> frame.bid = price(Member.BID);
            case 'B' -> frame.bidSize = size(Member.BID_SIZE);
            case 'a' -> frame.ask = price(Member.ASK);
            case 'A' -> frame.askSize = size(Member.ASK_SIZE);
            default -> json.skip();
        }
    }

    private void trade(byte key) throws MalformedFrame {
        boolean aggregated = event == UsdmEvent.AGGREGATE;
        switch (key) {
            case 'p' -> frame.price = price(Member.PRICE);
            case 'q' -> frame.size = size(Member.SIZE);
            case 'm' -> maker();
            case 'X' -> kindOfTrade();
            case 't' -> trade(!aggregated);
            case 'a' -> trade(aggregated);
            case 'f', 'l' -> {
                if (aggregated) {
                    id(0);
                } else {
                    json.skip();
                }
            }
            default -> json.skip();
        }
    }

    private void trade(boolean isItsId) throws MalformedFrame {
        if (isItsId) {
            frame.tradeId = id(Member.ID);
        } else {
            json.skip();
        }
    }

    private void kindOfTrade() throws MalformedFrame {
        if (json.peek() == '"') {
            json.string();
            frame.offMarket = !json.is("MARKET");
        } else {
            json.skip();
        }
    }

    private void maker() throws MalformedFrame {
        if (json.peek() == '"') {
            json.string();
            frame.asSpelled = false;
            if (!json.is("true") && !json.is("false")) {
                throw json.fail("true or false is missing");
            }
            frame.buyerIsMaker = json.is("true");
        } else {
            frame.buyerIsMaker = json.bool();
        }
        members |= Member.MAKER;
    }

    private void change(byte key) throws MalformedFrame {
        switch (key) {
            case 'U' -> frame.firstId = id(Member.FIRST);
            case 'u' -> frame.lastId = id(Member.LAST);
            case 'b' -> bids();
            case 'a' -> asks();
            default -> {
                if (json.is("pu")) {
                    frame.previousId = id(Member.PREVIOUS);
                } else {
                    json.skip();
                }
            }
        }
    }

    private void book() throws MalformedFrame {
        if (json.is("lastUpdateId")) {
            frame.lastId = id(Member.LAST);
        } else if (json.is("bids")) {
            bids();
        } else if (json.is("asks")) {
            asks();
        } else {
            json.skip();
        }
    }

    private void time(byte key) throws MalformedFrame {
        byte first = json.peek();
        boolean known = event != UsdmEvent.OTHER && event != UsdmEvent.NONE;
        if (!isDigit(first) && !(first == '"' && known)) {
            json.skip();
            return;
        }
        long value = mark(true);
        if (key == 'E') {
            frame.eventTime = value;
        } else {
            frame.transactTime = value;
        }
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private long id(int member) throws MalformedFrame {
        json.peek();
        members |= member;
        return mark(false);
    }

    /** A whole number that playing again changes. */
    private long mark(boolean time) throws MalformedFrame {
        json.position(number.read(frame.text, json.position(), frame.to));
        frame.asSpelled &= number.plain() && !number.quoted();
        if (!frame.mark(time, number.whole(), number.from(), number.to())) {
            throw json.fail("too many ids");
        }
        return number.whole();
    }

    private void decimal() throws MalformedFrame {
        json.peek();
        json.position(number.read(frame.text, json.position(), frame.to));
        frame.asSpelled &= number.plain() && number.quoted();
    }

    private long price(int member) throws MalformedFrame {
        decimal();
        members |= member;
        watcher.touch(true, number.approximately(), number.decimals());
        return at(priceScale, false);
    }

    private long size(int member) throws MalformedFrame {
        decimal();
        members |= member;
        watcher.touch(false, number.approximately(), number.decimals());
        return at(sizeScale, false);
    }

    /** What is finer than the instrument's own steps is not passed on as it was written. */
    private long at(int scale, boolean up) throws MalformedFrame {
        frame.asSpelled &= number.decimals() <= scale;
        return number.at(scale, up);
    }

    private void bids() throws MalformedFrame {
        frame.bidLevels = levels(true);
        members |= Member.BIDS;
    }

    private void asks() throws MalformedFrame {
        frame.askLevels = levels(false);
        members |= Member.ASKS;
    }

    /** A level that lies between two steps goes away from the other side, to the next one. */
    private int levels(boolean bid) throws MalformedFrame {
        long[] into = bid ? frame.bids : frame.asks;
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
            decimal();
            double price = number.approximately();
            int decimals = number.decimals();
            into[2 * n] = at(priceScale, !bid);
            json.expect(',');
            decimal();
            watcher.level(bid, price, decimals, number.decimals());
            into[2 * n + 1] = at(sizeScale, false);
            while (json.more(']')) {
                json.skip(); // some write more of a level than its price and size
            }
            n++;
        } while (json.more(']'));
        if (bid) {
            frame.bids = into;
        } else {
            frame.asks = into;
        }
        return n;
    }
}
