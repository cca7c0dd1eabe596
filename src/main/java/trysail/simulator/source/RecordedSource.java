package trysail.simulator.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.recording.Frame;
import trysail.recording.Recording;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.Opening;
import trysail.simulator.play.Tick;

/**
 * A recording as a market. Event times move by one constant a pass, so that a pass begins now; prices and sizes stay as
 * they are; ids stay on the first pass and rise by one constant with each later one, so that they never repeat.
 */
public final class RecordedSource implements MarketSource {
    private final Recording recording;
    private final Frame frame;
    private final FrameText text = new FrameText();
    private final Optional<FrameText> recorded = Optional.of(text);
    private final List<Opening> openings = new ArrayList<>();
    private final List<Optional<String>> changesStreams = new ArrayList<>();
    /** The same in bytes; of no length where none was recorded. */
    private final List<byte[]> changesNames = new ArrayList<>();

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
    private boolean moved;

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
        this.frame = recording.frame();
        this.inside = new boolean[recording.instruments().size()];
        this.snapshots = new int[inside.length];
        this.snapshotsPassed = new int[inside.length];
        this.firstEvent = firstEvent();
        survey();
    }

    private long firstEvent() {
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

    private static boolean isOfStream(Frame.Kind kind) {
        return kind != Frame.Kind.SNAPSHOT && kind != Frame.Kind.ASIDE;
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
                snapshots[instrument] += kind == Frame.Kind.SNAPSHOT ? 1 : 0;
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
            var changes = recording.dialect().changes(instrument, streams);
            changesStreams.add(changes);
            changesNames.add(changes.orElse("").getBytes(StandardCharsets.UTF_8));
            openings.add(first.get(n).opening());
            inside[n] = first.get(n).hasSnapshot();
        }
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
    public Optional<String> changesStream(int instrument) {
        return changesStreams.get(instrument);
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
    public Tick next() {
        recording.read(at, frame);
        if (frame.kind == Frame.Kind.SNAPSHOT && frame.instrument >= 0) {
            snapshotsPassed[frame.instrument]++;
        }
        if (idShift == 0) {
            learn();
        }
        moved = false;
        var tick = tick();
        at++;
        return tick;
    }

    private Tick tick() {
        long eventTime = (frame.eventTime == 0 ? firstEvent : frame.eventTime) + timeShift;
        long transactTime = frame.transactTime == 0 ? eventTime : frame.transactTime + timeShift;
        int i = frame.instrument;
        return switch (frame.kind) {
            case TRADE ->
                new Tick.Traded(
                        i,
                        eventTime,
                        transactTime,
                        frame.tradeId + idShift,
                        frame.price,
                        frame.size,
                        frame.buyerIsMaker,
                        frame.offMarket ? Tick.Origin.NOTHING : Tick.Origin.MARKET);
            case QUOTE ->
                new Tick.Quoted(
                        i,
                        eventTime,
                        transactTime,
                        frame.lastId + idShift,
                        frame.bid,
                        frame.bidSize,
                        frame.ask,
                        frame.askSize);
            case DEPTH ->
                frame.cameOn(changesNames.get(i))
                        ? new Tick.Changed(
                                i,
                                eventTime,
                                transactTime,
                                frame.firstId + idShift,
                                frame.lastId + idShift,
                                frame.previousId + idShift,
                                bids(),
                                asks())
                        : new Tick.Foreign(recording.stream(at));
            case SNAPSHOT -> new Tick.Snapshot(i, frame.lastId + idShift, bids(), asks());
            case OTHER -> new Tick.Foreign(recording.stream(at));
            case ASIDE -> new Tick.Aside();
        };
    }

    private Levels bids() {
        return Levels.of(frame.bids, frame.bidLevels);
    }

    private Levels asks() {
        return Levels.of(frame.asks, frame.askLevels);
    }

    private void learn() {
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

    /** What the stream said, with the moved numbers in it. */
    @Override
    public Optional<FrameText> recorded() {
        if (!moved) {
            moved = true;
            move();
        }
        return recorded;
    }

    private void move() {
        int done = frame.dataFrom;
        text.clear();
        for (int i = 0; i < frame.marks; i++) {
            long shift = frame.markIsTime[i] ? timeShift : idShift;
            if (shift != 0) {
                text.bytes(frame.text, done, frame.markFrom[i]).number(frame.markValue[i] + shift);
                done = frame.markTo[i];
            }
        }
        text.bytes(frame.text, done, frame.dataTo);
    }
}
