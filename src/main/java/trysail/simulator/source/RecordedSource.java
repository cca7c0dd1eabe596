package trysail.simulator.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.recording.Listing;
import trysail.recording.Recording;
import trysail.recording.UsdmFrame;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.Opening;

/**
 * A recording as a market. Event times move by one constant a pass, so that a pass begins now; prices and sizes stay as
 * they are; ids stay on the first pass and rise by one constant with each later one, so that they never repeat.
 */
public final class RecordedSource implements MarketSource {
    private final Recording recording;
    private final FrameText text = new FrameText();
    private final List<Opening> openings = new ArrayList<>();
    private final List<String> depthStreams = new ArrayList<>();
    private final boolean[] inside;
    private final int[] snapshots;
    private final int[] snapshotsPassed;
    private final Set<String> streams = new HashSet<>();
    private final long firstEvent;
    private final Range updates = new Range();
    private final Range trades = new Range();
    private final Range others = new Range();

    private int at;
    private long timeShift;
    private long idShift;
    private long lastDue;
    private String other = "";

    private static final class Range {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;

        void add(long id) {
            least = Math.min(least, id);
            most = Math.max(most, id);
        }

        long width() {
            return most < least ? 0 : most - least;
        }
    }

    public RecordedSource(Recording recording) {
        this.recording = recording;
        this.inside = new boolean[recording.instruments().size()];
        this.snapshots = new int[inside.length];
        this.snapshotsPassed = new int[inside.length];
        this.firstEvent = firstEvent();
        survey();
    }

    private long firstEvent() {
        var frame = new UsdmFrame();
        for (int i = 0; i < recording.size(); i++) {
            if (isOfStream(recording.kind(i))) {
                recording.read(i, frame);
                if (frame.eventTime > 0) {
                    return frame.eventTime;
                }
            }
        }
        return recording.receivedAt(0) / 1_000_000;
    }

    private static boolean isOfStream(UsdmFrame.Kind kind) {
        return kind != UsdmFrame.Kind.SNAPSHOT && kind != UsdmFrame.Kind.ASIDE;
    }

    private void survey() {
        var first = new ArrayList<FirstFrames>();
        recording.instruments().forEach(i -> first.add(new FirstFrames(recording)));
        var last = "";
        for (int i = 0; i < recording.size(); i++) {
            var kind = recording.kind(i);
            int instrument = recording.instrument(i);
            if (instrument >= 0) {
                first.get(instrument).see(i, kind);
                snapshots[instrument] += kind == UsdmFrame.Kind.SNAPSHOT ? 1 : 0;
            }
            if (isOfStream(kind)) {
                var stream = recording.stream(i);
                if (!stream.equals(last)) {
                    streams.add(stream);
                    last = stream;
                }
            }
        }
        for (int n = 0; n < first.size(); n++) {
            var instrument = recording.instruments().get(n);
            depthStreams.add(fastest(Listing.venueSymbol(instrument).toLowerCase(Locale.ROOT)));
            openings.add(first.get(n).opening());
            inside[n] = first.get(n).hasSnapshot();
        }
    }

    /** The most detailed stream of book changes that was recorded. */
    private String fastest(String symbol) {
        for (var speed : List.of("@depth@0ms", "@depth@100ms", "@depth", "@depth@250ms")) {
            if (streams.contains(symbol + speed)) {
                return symbol + speed;
            }
        }
        return symbol + "@depth@500ms";
    }

    @Override
    public List<Instrument> instruments() {
        return recording.instruments();
    }

    @Override
    public Set<String> streams() {
        return Collections.unmodifiableSet(streams);
    }

    @Override
    public String depthStream(int instrument) {
        return depthStreams.get(instrument);
    }

    @Override
    public Opening opening(int i) {
        return openings.get(i).later(idShift);
    }

    @Override
    public boolean snapshotInside(int i) {
        return inside[i];
    }

    @Override
    public boolean snapshotAhead(int i) {
        return snapshotsPassed[i] < snapshots[i];
    }

    @Override
    public void begin(int pass, long now) {
        if (pass > 0) {
            idShift += 1 + Math.max(updates.width(), Math.max(trades.width(), others.width()));
        }
        at = 0;
        Arrays.fill(snapshotsPassed, 0);
        lastDue = 0;
        timeShift = now - firstEvent;
    }

    @Override
    public boolean hasNext() {
        return at < recording.size();
    }

    @Override
    public long due() {
        lastDue = Math.max(lastDue, recording.receivedAt(at) - recording.receivedAt(0));
        return lastDue;
    }

    @Override
    public void next(UsdmFrame frame) {
        recording.read(at, frame);
        if (frame.kind == UsdmFrame.Kind.SNAPSHOT && frame.instrument >= 0) {
            snapshotsPassed[frame.instrument]++;
        }
        if (idShift == 0) {
            learn(frame);
        }
        if (frame.kind == UsdmFrame.Kind.OTHER || (frame.kind == UsdmFrame.Kind.DEPTH && !fromFastest(frame))) {
            frame.kind = UsdmFrame.Kind.OTHER;
            other = recording.stream(at);
        }
        rewrite(frame);
        at++;
    }

    private boolean fromFastest(UsdmFrame frame) {
        var name = depthStreams.get(frame.instrument);
        int start = frame.from + "{\"stream\":\"".length();
        if (frame.text[start + name.length()] != '"') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (frame.text[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void learn(UsdmFrame frame) {
        var range = switch (frame.kind) {
            case TRADE -> trades;
            case QUOTE, DEPTH, SNAPSHOT -> updates;
            case OTHER, ASIDE -> others;
        };
        for (int i = 0; i < frame.marks; i++) {
            if (!frame.markIsTime[i]) {
                range.add(frame.markValue[i]);
            }
        }
    }

    /** Puts the shifted numbers into a copy of the text, and into the fields. */
    private void rewrite(UsdmFrame frame) {
        int from = frame.from;
        int data = frame.dataFrom - from;
        int tail = frame.to - frame.dataTo;
        int done = from;
        text.clear();
        for (int i = 0; i < frame.marks; i++) {
            long shift = frame.markIsTime[i] ? timeShift : idShift;
            if (shift != 0) {
                text.bytes(frame.text, done, frame.markFrom[i]).number(frame.markValue[i] + shift);
                done = frame.markTo[i];
            }
        }
        text.bytes(frame.text, done, frame.to);
        frame.text = text.bytes();
        frame.from = 0;
        frame.to = text.length();
        frame.dataFrom = data;
        frame.dataTo = text.length() - tail;
        frame.eventTime = frame.eventTime == 0 ? firstEvent + timeShift : frame.eventTime + timeShift;
        frame.transactTime = frame.transactTime == 0 ? frame.eventTime : frame.transactTime + timeShift;
        frame.firstId += idShift;
        frame.lastId += idShift;
        frame.previousId += idShift;
        frame.tradeId += idShift;
    }

    @Override
    public String otherStream() {
        return other;
    }
}
