package trysail.simulator.binance.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import trysail.json.JsonBytes;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;
import trysail.recording.CaptureReader;
import trysail.recording.Frame;
import trysail.recording.FrameIndex;

/** Reads a capture of combined streams of Binance USD-M. */
final class UsdmReader implements CaptureReader {
    /** Decimals at which everything is read before the instruments' own are known. */
    private static final int FINE = 8;

    private static final int MAX_INSTRUMENTS = 1000;

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

    @Override
    public Optional<String> refusal(List<String> first) {
        return switch (CaptureKind.of(first)) {
            case BINANCE_USDM -> Optional.empty();
            case UNKNOWN ->
                Optional.of("holds no combined streams ({\"stream\":…,\"data\":…}); record from /stream?streams=…");
            case BINANCE_SPOT, BINGX_SWAP ->
                Optional.of("is a " + CaptureKind.of(first).word() + " capture; only " + CaptureKind.BINANCE_USDM.word()
                        + " captures can be played");
        };
    }

    @Override
    public List<Instrument> instruments(byte[] text, FrameIndex index) throws MalformedFrame {
        for (int i = 0; i < index.size() && !seen.isEmpty(); i++) {
            if (index.kind(i) == Frame.Kind.SNAPSHOT) {
                frame.snapshot(text, index.from(i), index.to(i), FINE, FINE);
                int owner = owner();
                index.assign(i, owner);
                learn(seen.get(owner), frame.bids, frame.bidLevels);
                learn(seen.get(owner), frame.asks, frame.askLevels);
            }
        }
        return seen.stream()
                .map(s -> Listing.inferred(s.symbol, s.priceScale, s.sizeScale))
                .toList();
    }

    @Override
    public void frame(long time, byte[] text, int from, int to, FrameIndex index) throws MalformedFrame {
        json.over(text, from, to);
        int data = startsWith(text, UsdmFrame.STREAM_HEAD, from, to) ? dataOf(text, from, to) : -1;
        if (data >= 0) {
            int instrument = instrument(text, from + UsdmFrame.STREAM_HEAD.length(), to);
            frame.data(text, from, to, data, FINE, FINE);
            json.over(text, from, to);
            json.position(frame.dataTo);
            json.expect('}');
            json.finish();
            learn(instrument);
            boolean known = frame.kind == Frame.Kind.OTHER || instrument >= 0;
            index.add(time, from, to, data, instrument, known ? frame.kind : Frame.Kind.OTHER);
            return;
        }
        json.skip();
        json.finish();
        if (startsWith(text, "{\"lastUpdateId\":", from, to)) {
            frame.snapshot(text, from, to, FINE, FINE);
            index.add(time, from, to, from, -1, Frame.Kind.SNAPSHOT);
        } else {
            index.add(time, from, to, from, -1, Frame.Kind.ASIDE);
        }
    }

    private static boolean startsWith(byte[] text, String ascii, int from, int to) {
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
    private static int dataOf(byte[] text, int from, int to) {
        int at = from + UsdmFrame.STREAM_HEAD.length();
        while (at < to && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        return startsWith(text, UsdmFrame.DATA_HEAD, at, to) ? at + UsdmFrame.DATA_HEAD.length() : -1;
    }

    /** The number of the instrument whose stream name begins here; -1 when the stream is of no single instrument. */
    private int instrument(byte[] text, int from, int to) {
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
