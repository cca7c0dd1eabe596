package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trysail.feed.Diff;
import trysail.json.JsonBytes;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;
import trysail.model.MarketEvent;

/**
 * Turns the bytes of a stream's message into model events, in one pass and without a tree: {@code bookTicker},
 * {@code trade}, {@code aggTrade}, {@code depthUpdate}, {@code kline}, bare or wrapped as {@code {"stream":…,"data":…}},
 * and the answers to requests. Members may come in any order and unknown ones are skipped; an object is scanned twice
 * only when what it is and of which symbol comes late in it. One thread.
 */
final class BinanceFrames {
    /** Takes what was found in a frame: one call a frame at most, on the thread that parses. */
    interface Handler {
        /** A frame of this type has come, of the instrument in this place: before what it says. */
        default void heard(FrameType type, int instrument) {}

        /** A quote, a trade or a bar of an instrument of ours. */
        void event(MarketEvent event) throws InterruptedException;

        void diff(Diff diff) throws InterruptedException;

        /** The venue's answer to a request of ours; {@code refusal} says why it said no. */
        void answer(long id, Optional<String> refusal);
    }

    private static final byte[] DATA = "data".getBytes(US_ASCII);
    private static final byte[] ERROR = "error".getBytes(US_ASCII);
    private static final byte[] CODE = "code".getBytes(US_ASCII);
    private static final byte[] MSG = "msg".getBytes(US_ASCII);
    private static final byte[] ID = "id".getBytes(US_ASCII);
    private static final byte[] ST = "st".getBytes(US_ASCII);
    private static final byte[] NQ = "nq".getBytes(US_ASCII);
    private static final byte[] PU = "pu".getBytes(US_ASCII);
    private static final int DEEPEST = 8;

    /** What {@code st} says of contracts with a margin in quote currency; those in coins share the streams. */
    private static final long USD_MARGIN = 1;

    private final JsonBytes json = new JsonBytes();
    private final FrameFields fields = new FrameFields(json);
    private final Instrument[] instruments;
    private final byte[][] symbols;
    private int latest;

    private @Nullable FrameType type;
    private @Nullable Instrument instrument;
    private boolean foreign;
    private boolean otherFamily;
    private int depth;
    private Optional<Long> id = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private String code = "";

    BinanceFrames(List<Instrument> instruments) {
        this.instruments = instruments.toArray(Instrument[]::new);
        symbols = instruments.stream()
                .map(i -> BinanceSymbols.toVenue(i).getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    /** Parses one message and hands on what it says; true when it was market data of ours. */
    boolean parse(byte[] buffer, int from, int to, Handler handler) throws MalformedFrame, InterruptedException {
        json.over(buffer, from, to);
        fields.clear();
        type = null;
        instrument = null;
        foreign = false;
        otherFamily = false;
        depth = 0;
        id = Optional.empty();
        refusal = Optional.empty();
        code = "";
        object();
        json.finish();
        if (otherFamily) {
            return false;
        }
        if (type != null && instrument != null) {
            handler.heard(type, latest);
            return fields.dispatch(type, instrument, handler);
        }
        if (type == null && (id.isPresent() || refusal.isPresent())) {
            handler.answer(id.orElse(-1L), refusal.map(text -> code.isEmpty() ? text : text + " (" + code + ")"));
        }
        return false;
    }

    private void object() throws MalformedFrame {
        if (++depth > DEEPEST) {
            throw json.fail("nested too deep");
        }
        json.expect('{');
        var start = json.position();
        if (!json.tryTake('}')) {
            do {
                json.string();
                if (json.length() == 1) {
                    var name = json.at(0);
                    json.expect(':');
                    member(name, start);
                } else {
                    word(start);
                }
            } while (json.more('}'));
        }
        depth--;
    }

    private void member(byte name, int start) throws MalformedFrame {
        switch (name) {
            case 'e' -> type();
            case 's' -> symbol();
            case 'E', 'T' -> fields.time(name);
            case 'a', 'b', 'A', 'B', 'p', 'q', 't', 'u', 'U', 'm', 'k', 'X' -> {
                var of = wanted(start);
                if (of != null) {
                    fields.member(name, of);
                } else {
                    json.skip();
                }
            }
            default -> json.skip();
        }
    }

    private void word(int start) throws MalformedFrame {
        if (json.is(PU)) {
            json.expect(':');
            if (wanted(start) != null) {
                fields.previous();
            } else {
                json.skip();
            }
        } else if (json.is(ST)) {
            json.expect(':');
            if (number().filter(family -> family != USD_MARGIN).isPresent()) {
                otherFamily = true;
            }
        } else if (json.is(NQ)) {
            json.expect(':');
            var of = wanted(start);
            if (of != null) {
                fields.withoutRpi(of);
            } else {
                json.skip();
            }
        } else if (json.is(DATA)) {
            json.expect(':');
            objectOrSkip();
        } else if (json.is(ERROR)) {
            json.expect(':');
            refusal = refusal.or(() -> Optional.of("refused"));
            objectOrSkip();
        } else if (json.is(ID)) {
            json.expect(':');
            id = number();
        } else if (json.is(MSG)) {
            json.expect(':');
            refusal = Optional.of(text());
        } else if (json.is(CODE)) {
            json.expect(':');
            code = text();
        } else {
            json.expect(':');
            json.skip();
        }
    }

    private void objectOrSkip() throws MalformedFrame {
        if (json.peek() == '{') {
            object();
        } else {
            json.skip();
        }
    }

    private Optional<Long> number() throws MalformedFrame {
        if (json.peek() >= '0' && json.peek() <= '9') {
            return Optional.of(json.integer());
        }
        json.skip();
        return Optional.empty();
    }

    private String text() throws MalformedFrame {
        if (json.peek() == '"') {
            json.string();
            return json.asString();
        }
        var from = json.position();
        json.skip();
        return json.since(from);
    }

    private void type() throws MalformedFrame {
        type = FrameType.OTHER;
        if (json.peek() != '"') {
            json.skip();
            return;
        }
        json.string();
        type = FrameType.of(json);
    }

    private void symbol() throws MalformedFrame {
        if (json.peek() != '"') {
            json.skip();
            return;
        }
        json.string();
        for (var i = 0; i < symbols.length; i++) {
            var likely = i == 0 ? latest : i == latest ? 0 : i;
            if (json.is(symbols[likely])) {
                latest = likely;
                instrument = instruments[likely];
                return;
            }
        }
        foreign = true;
    }

    /** The instrument whose values these are; null when they are not for us. Looks ahead when it was not said yet. */
    private @Nullable Instrument wanted(int start) throws MalformedFrame {
        if (type == null || (instrument == null && !foreign)) {
            lookAhead(start);
        }
        return type == FrameType.OTHER ? null : instrument;
    }

    private void lookAhead(int start) throws MalformedFrame {
        var here = json.position();
        json.position(start);
        do {
            json.string();
            var name = json.length() == 1 ? json.at(0) : 0;
            json.expect(':');
            switch (name) {
                case 'e' -> type();
                case 's' -> symbol();
                default -> json.skip();
            }
        } while (json.more('}'));
        json.position(here);
        type = type == null ? FrameType.OTHER : type;
        foreign |= instrument == null;
    }
}
