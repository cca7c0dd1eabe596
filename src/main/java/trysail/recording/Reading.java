package trysail.recording;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import trysail.json.JsonBytes;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;

/** One pass over a capture's text: splits it into frames, checks each, and learns which instruments it holds. */
final class Reading {
    /** Decimals at which everything is read before the instruments' own are known. */
    private static final int FINE = 8;

    private static final int DIALECT_FRAMES = 256;
    private static final int MAX_INSTRUMENTS = 1000;

    private final Path file;
    private final byte[] text;
    private final FrameIndex index = new FrameIndex();
    private final UsdmFrame frame = new UsdmFrame();
    private final JsonBytes json = new JsonBytes();
    private final List<Seen> seen = new ArrayList<>();

    /** An instrument as the frames show it so far. */
    private static final class Seen {
        final byte[] name;
        final String symbol;
        int priceScale;
        int sizeScale;
        long firstPrice;

        Seen(byte[] name, String symbol) {
            this.name = name;
            this.symbol = symbol;
        }
    }

    Reading(Path file, byte[] text) {
        this.file = file;
        this.text = text;
    }

    Recording recording() {
        dialect();
        lines(this::frame);
        if (seen.isEmpty()) {
            throw RecordingException.of(file, "holds no trade, quote or depth frame; record these streams");
        }
        for (int i = 0; i < index.size(); i++) {
            if (index.kind(i) == UsdmFrame.Kind.SNAPSHOT) {
                snapshot(index.from(i), index.to(i));
                int owner = owner();
                index.assign(i, owner);
                learn(seen.get(owner), frame.bids, frame.bidLevels);
                learn(seen.get(owner), frame.asks, frame.askLevels);
            }
        }
        var instruments = new ArrayList<Instrument>();
        for (var s : seen) {
            instruments.add(Listing.inferred(s.symbol, s.priceScale, s.sizeScale));
        }
        return new Recording(file, text, index, instruments);
    }

    private void snapshot(int from, int to) {
        try {
            frame.snapshot(text, from, to, FINE, FINE);
        } catch (MalformedFrame e) { // it was read before, line by line
            throw RecordingException.of(file, "has changed while it was read");
        }
    }

    private interface LineReader {
        boolean line(int number, int from, int to);
    }

    private void lines(LineReader reader) {
        int number = 1;
        for (int from = 0; from < text.length; number++) {
            int to = from;
            while (to < text.length && text[to] != '\n') {
                to++;
            }
            int end = to > from && text[to - 1] == '\r' ? to - 1 : to;
            if (end > from && !reader.line(number, from, end)) {
                return;
            }
            from = to + 1;
        }
    }

    private void dialect() {
        var first = new ArrayList<String>();
        lines((number, from, to) -> {
            int space = space(number, from, to);
            first.add(new String(text, space + 1, to - space - 1, StandardCharsets.UTF_8));
            return first.size() < DIALECT_FRAMES;
        });
        if (first.isEmpty()) {
            throw RecordingException.of(file, "holds no frame; a line is '<receive time ns> <frame>'");
        }
        var dialect = Dialect.of(first);
        if (dialect == Dialect.UNKNOWN) {
            throw RecordingException.of(
                    file, "holds no combined streams ({\"stream\":…,\"data\":…}); record from /stream?streams=…");
        }
        if (dialect != Dialect.BINANCE_USDM) {
            throw RecordingException.of(
                    file, "is a " + dialect.word() + " capture; only binance-usdm captures can be played");
        }
    }

    private int space(int number, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == from || at - from > 19 || at + 1 >= to || text[at] != ' ') {
            throw RecordingException.at(file, number, "is not '<receive time ns> <frame>'; repair or remove the line");
        }
        return at;
    }

    private boolean frame(int number, int from, int to) {
        int space = space(number, from, to);
        long time = 0;
        for (int i = from; i < space; i++) {
            time = time * 10 + (text[i] - '0');
        }
        try {
            check(time, space + 1, to);
        } catch (MalformedFrame e) {
            throw RecordingException.at(
                    file, number, "the frame is not JSON (" + e.getMessage() + "); repair or remove the line");
        }
        return true;
    }

    private void check(long time, int from, int to) throws MalformedFrame {
        json.over(text, from, to);
        int data = startsWith(FrameIndex.STREAM_HEAD, from, to) ? dataOf(from, to) : -1;
        if (data >= 0) {
            int instrument = instrument(from + FrameIndex.STREAM_HEAD.length(), to);
            frame.data(text, from, to, data, FINE, FINE);
            json.over(text, from, to);
            json.position(frame.dataTo);
            json.expect('}');
            json.finish();
            learn(instrument);
            boolean known = frame.kind == UsdmFrame.Kind.OTHER || instrument >= 0;
            index.add(time, from, to, data, instrument, known ? frame.kind : UsdmFrame.Kind.OTHER);
            return;
        }
        json.skip();
        json.finish();
        if (startsWith("{\"lastUpdateId\":", from, to)) {
            frame.snapshot(text, from, to, FINE, FINE);
            index.add(time, from, to, from, -1, UsdmFrame.Kind.SNAPSHOT);
        } else {
            index.add(time, from, to, from, -1, UsdmFrame.Kind.ASIDE);
        }
    }

    private boolean startsWith(String ascii, int from, int to) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (text[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the data begin, when the frame is written as the venue writes it; -1 otherwise. */
    private int dataOf(int from, int to) {
        int at = from + FrameIndex.STREAM_HEAD.length();
        while (at < to && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        return startsWith(FrameIndex.DATA_HEAD, at, to) ? at + FrameIndex.DATA_HEAD.length() : -1;
    }

    /** The number of the instrument whose stream name begins here; -1 when the stream is of no single instrument. */
    private int instrument(int from, int to) {
        int at = from;
        while (at < to && text[at] != '@' && text[at] != '"') {
            at++;
        }
        for (int i = 0; i < seen.size(); i++) {
            if (Arrays.equals(text, from, at, seen.get(i).name, 0, seen.get(i).name.length)) {
                return i;
            }
        }
        if (at >= to || text[at] != '@' || seen.size() >= MAX_INSTRUMENTS) {
            return -1;
        }
        var name = new String(text, from, at - from, StandardCharsets.UTF_8);
        var symbol = Listing.symbol(name);
        if (symbol.isEmpty()) {
            return -1;
        }
        seen.add(new Seen(Arrays.copyOfRange(text, from, at), symbol.get()));
        return seen.size() - 1;
    }

    private void learn(int instrument) throws MalformedFrame {
        if (instrument < 0) {
            return;
        }
        var s = seen.get(instrument);
        switch (frame.kind) {
            case TRADE -> {
                s.priceScale = scale(frame.price, s.priceScale);
                s.sizeScale = scale(frame.size, s.sizeScale);
                s.firstPrice = s.firstPrice == 0 ? frame.price : s.firstPrice;
            }
            case QUOTE -> {
                s.priceScale = scale(frame.ask, scale(frame.bid, s.priceScale));
                s.sizeScale = scale(frame.askSize, scale(frame.bidSize, s.sizeScale));
                s.firstPrice = s.firstPrice == 0 ? frame.bid : s.firstPrice;
            }
            case DEPTH -> {
                if (!frame.chained()) {
                    throw new MalformedFrame("a depth change has no pu");
                }
                learn(s, frame.bids, frame.bidLevels);
                learn(s, frame.asks, frame.askLevels);
            }
            case SNAPSHOT, OTHER, ASIDE -> {}
        }
    }

    private static void learn(Seen s, long[] levels, int count) {
        for (int i = 0; i < count; i++) {
            s.priceScale = scale(levels[2 * i], s.priceScale);
            s.sizeScale = scale(levels[2 * i + 1], s.sizeScale);
        }
    }

    private static final long[] STEP = {100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    /** The decimals that {@code value} needs, {@code known} at least. */
    private static int scale(long value, int known) {
        int scale = known;
        while (value % STEP[scale] != 0) {
            scale++;
        }
        return scale;
    }

    /** A snapshot names no instrument: with several, it is of the one whose prices are nearest. */
    private int owner() {
        if (seen.size() == 1) {
            return 0;
        }
        int best = 0;
        double nearest = Double.MAX_VALUE;
        long price = frame.bidLevels > 0 ? frame.bids[0] : 0;
        for (int n = 0; n < seen.size(); n++) {
            double away = Math.abs(Math.log((double) Math.max(1, price) / Math.max(1, seen.get(n).firstPrice)));
            if (away < nearest) {
                nearest = away;
                best = n;
            }
        }
        return best;
    }
}
