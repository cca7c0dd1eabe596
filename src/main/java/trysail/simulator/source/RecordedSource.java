package trysail.simulator.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.recording.Frame;
import trysail.recording.Playback;
import trysail.recording.Recording;
import trysail.recording.RecordingException;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.Opening;
import trysail.simulator.play.Tick;

/**
 * A recording as a market, read from the disk while it is played. Event times move by one constant a pass, so that a pass
 * begins now; prices and sizes stay as they are; ids stay on the first pass and rise by one constant with each later one,
 * so that they never repeat. An instrument without recorded quotes has those of its book.
 */
public final class RecordedSource implements MarketSource {
    private final Recording recording;
    private final Set<String> streams;
    private final List<Opening> openings = new ArrayList<>();
    private final List<Optional<String>> changes = new ArrayList<>();
    private final List<Optional<BestOfBook>> books = new ArrayList<>();
    private final int[] changesNumber;
    private final int[] snapshotsPassed;
    private final IdRanges ids = new IdRanges();
    private final Queue<Tick> made = new ArrayDeque<>();
    private final FrameText text = new FrameText();
    private final Optional<FrameText> recorded = Optional.of(text);

    private Playback playback;
    private Frame frame;
    private boolean ahead;
    private boolean over;
    private volatile Consumer<RuntimeException> onBroken = e -> {};
    private long timeShift;
    private long idShift;
    private long lastDue;
    private boolean moved;
    private boolean asRecorded;

    /**
     * Opens the recording's file.
     *
     * @throws RecordingException when it cannot be opened, or has changed since it was checked
     */
    public RecordedSource(Recording recording) {
        this.recording = recording;
        streams = Set.copyOf(new HashSet<>(recording.streams()));
        int count = recording.instruments().size();
        changesNumber = new int[count];
        snapshotsPassed = new int[count];
        for (int i = 0; i < count; i++) {
            var instrument = recording.instruments().get(i);
            changes.add(recording.dialect().changes(instrument, streams));
            changesNumber[i] = changes.get(i).map(recording.streams()::indexOf).orElse(-1);
            openings.add(new FirstFrames(recording, i).opening());
            books.add(
                    recording.first(i, Frame.Kind.QUOTE).isEmpty()
                            ? Optional.of(new BestOfBook(i))
                            : Optional.<BestOfBook>empty());
        }
        playback = recording.play();
        frame = playback.frame();
    }

    @Override
    public List<Instrument> instruments() {
        return recording.instruments();
    }

    @Override
    public Set<String> streams() {
        return streams;
    }

    @Override
    public Optional<String> changesStream(int instrument) {
        return changes.get(instrument);
    }

    @Override
    public Opening opening(int i) {
        return openings.get(i).later(idShift);
    }

    @Override
    public boolean snapshotInside(int i) {
        return recording.snapshots(i) > 0;
    }

    @Override
    public boolean snapshotAhead(int i) {
        return snapshotsPassed[i] < recording.snapshots(i);
    }

    @Override
    public void begin(int pass, long now) {
        if (pass > 0) {
            idShift += 1 + ids.width();
            playback.close();
            playback = recording.play();
            frame = playback.frame();
        }
        ahead = false;
        over = false;
        made.clear();
        Arrays.fill(snapshotsPassed, 0);
        for (int i = 0; i < books.size(); i++) {
            var opening = opening(i);
            books.get(i).ifPresent(book -> book.begin(opening));
        }
        lastDue = 0;
        timeShift = now - recording.firstEvent();
    }

    /** Also false when the disk fails. */
    @Override
    public boolean hasNext() {
        if (!ahead && !over && made.isEmpty()) {
            try {
                ahead = playback.advance();
                over = !ahead;
            } catch (RecordingException e) {
                over = true;
                onBroken.accept(e);
            }
        }
        return ahead || !made.isEmpty();
    }

    @Override
    public List<String> notes() {
        return recording.notes();
    }

    @Override
    public void onBroken(Consumer<RuntimeException> listener) {
        onBroken = listener;
    }

    @Override
    public long due() {
        if (made.isEmpty()) {
            lastDue = Math.max(lastDue, playback.receivedAt() - recording.firstReceived());
        }
        return lastDue;
    }

    @Override
    public Tick next() {
        var extra = made.poll();
        if (extra != null) {
            asRecorded = false;
            return extra;
        }
        ahead = false;
        if (frame.kind == Frame.Kind.SNAPSHOT) {
            snapshotsPassed[frame.instrument]++;
        }
        if (idShift == 0) {
            ids.add(frame);
        }
        moved = false;
        var tick = tick();
        asRecorded = frame.asSpelled || tick instanceof Tick.Foreign;
        if (frame.instrument >= 0) {
            books.get(frame.instrument).flatMap(book -> book.after(tick)).ifPresent(made::add);
        }
        return tick;
    }

    private Tick tick() {
        long eventTime = (frame.eventTime == 0 ? recording.firstEvent() : frame.eventTime) + timeShift;
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
                frame.stream == changesNumber[i]
                        ? new Tick.Changed(
                                i,
                                eventTime,
                                transactTime,
                                frame.firstId + idShift,
                                frame.lastId + idShift,
                                frame.previousId + idShift,
                                bids(),
                                asks())
                        : foreign();
            case SNAPSHOT -> new Tick.Snapshot(i, frame.lastId + idShift, bids(), asks());
            case OTHER -> foreign();
            case ASIDE -> new Tick.Aside();
        };
    }

    private Tick foreign() {
        return new Tick.Foreign(recording.streams().get(frame.stream));
    }

    private Levels bids() {
        return Levels.of(frame.bids, frame.bidLevels);
    }

    private Levels asks() {
        return Levels.of(frame.asks, frame.askLevels);
    }

    /** What the stream said, with the moved numbers in it; empty where the venue itself would write it in another way. */
    @Override
    public Optional<FrameText> recorded() {
        if (!asRecorded) {
            return Optional.empty();
        }
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

    @Override
    public void close() {
        playback.close();
    }
}
