package trysail.simulator.binance.capture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import trysail.json.JsonBytes;
import trysail.json.MalformedFrame;
import trysail.recording.Frame;
import trysail.recording.StreamNames;

/**
 * Finds out what a recorded message is, on which stream it came and where what it says lies. A combined stream's
 * {@code {"stream":…,"data":…}} in any spelling and order, the same bare as a single stream sends it, or an answer of
 * the depth endpoint. Not thread-safe.
 */
final class UsdmEnvelope {
    private static final byte[] STREAM_HEAD = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA_HEAD = "\",\"data\":".getBytes(StandardCharsets.US_ASCII);

    private final JsonBytes json;
    private final StreamNames names;
    private UsdmEvent event = UsdmEvent.NONE;
    private Optional<String> symbol = Optional.empty();
    private boolean open;
    private boolean told;

    UsdmEnvelope(JsonBytes json, StreamNames names) {
        this.json = json;
        this.names = names;
    }

    UsdmEvent event() {
        return event;
    }

    /** Whether there is an end of the envelope behind the data that nobody has looked at. */
    boolean open() {
        return open;
    }

    /** The venue's symbol, where the message names one and no stream does. */
    Optional<String> symbol() {
        return symbol;
    }

    /** Looks at the message in {@code text[from, to)}. */
    void read(byte[] text, int from, int to, Frame frame) throws MalformedFrame {
        frame.begin(text, from, to);
        event = UsdmEvent.NONE;
        symbol = Optional.empty();
        json.over(text, from, to);
        int data = dataOf(text, from, to);
        open = data >= 0;
        if (open) {
            frame.stream = names.number(text, from + STREAM_HEAD.length, data - DATA_HEAD.length);
            frame.dataFrom = data;
            inside(data, false);
        } else {
            general(frame);
        }
        frame.kind = event.kind();
    }

    /** Where the data begin, when the envelope is written as the venue writes it; -1 otherwise. */
    private static int dataOf(byte[] text, int from, int to) {
        if (!startsWith(text, STREAM_HEAD, from, to)) {
            return -1;
        }
        int at = from + STREAM_HEAD.length;
        while (at < to && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        return startsWith(text, DATA_HEAD, at, to) ? at + DATA_HEAD.length : -1;
    }

    private static boolean startsWith(byte[] text, byte[] head, int from, int to) {
        if (to - from < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if (text[from + i] != head[i]) {
                return false;
            }
        }
        return true;
    }

    private void general(Frame frame) throws MalformedFrame {
        int data = -1;
        if (json.peek() == '{') {
            json.expect('{');
            if (!json.tryTake('}')) {
                do {
                    json.key();
                    if (json.is("stream") && json.peek() == '"') {
                        json.string();
                        var name = json.asString().getBytes(StandardCharsets.UTF_8);
                        frame.stream = names.number(name, 0, name.length);
                    } else if (json.is("data")) {
                        json.peek();
                        data = json.position();
                        json.skip();
                    } else {
                        json.skip();
                    }
                } while (json.more('}'));
            }
        } else {
            json.skip();
        }
        json.finish();
        boolean wrapped = data >= 0 && (frame.stream >= 0 || frame.text[data] == '{');
        frame.dataFrom = wrapped ? data : frame.from;
        inside(frame.dataFrom, frame.stream < 0);
        if (frame.stream < 0) {
            stream(frame);
        }
    }

    /** A message that does not say on which stream it came: the one that it must have been. */
    private void stream(Frame frame) {
        var suffix = switch (event) {
            case QUOTE -> "@bookTicker";
            case TRADE -> "@trade";
            case AGGREGATE -> "@aggTrade";
            case DEPTH -> "@depth@0ms";
            case SNAPSHOT, OTHER, NONE -> "";
        };
        if (event == UsdmEvent.SNAPSHOT) {
            return;
        }
        if (suffix.isEmpty() || symbol.isEmpty()) {
            event = UsdmEvent.NONE;
            return;
        }
        var name = (symbol.get().toLowerCase(Locale.ROOT) + suffix).getBytes(StandardCharsets.UTF_8);
        frame.stream = names.number(name, 0, name.length);
    }

    /**
     * Finds out what the object that begins at {@code at} tells of.
     *
     * @param whose whether it has to say of which symbol
     */
    private void inside(int at, boolean whose) throws MalformedFrame {
        event = UsdmEvent.OTHER;
        told = false;
        json.position(at);
        if (json.peek() != '{') {
            return;
        }
        json.expect('{');
        if (json.tryTake('}')) {
            return;
        }
        do {
            member(json.key());
        } while (!(told && (!whose || symbol.isPresent())) && json.more('}'));
    }

    private void member(byte key) throws MalformedFrame {
        boolean text = json.peek() == '"';
        if (key == 'e' && text) {
            json.string();
            event = UsdmEvent.named(json);
            told = true;
        } else if ((key == 's' || json.is("symbol")) && text) {
            json.string();
            symbol = Optional.of(json.asString());
        } else {
            if (json.is("lastUpdateId") && !told) {
                event = UsdmEvent.SNAPSHOT;
            }
            json.skip();
        }
    }
}
