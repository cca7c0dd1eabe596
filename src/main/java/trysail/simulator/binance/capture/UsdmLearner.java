package trysail.simulator.binance.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;
import trysail.recording.CaptureLearner;
import trysail.recording.CaptureReader;
import trysail.recording.Frame;
import trysail.recording.StreamNames;

/** Learns a capture of Binance USD-M: its streams, its instruments, whose each snapshot is. */
final class UsdmLearner implements CaptureLearner {
    private static final int MAX_INSTRUMENTS = 1000;
    private static final int NONE = -1;

    private final StreamNames names = new StreamNames();
    private final UsdmParser parser = new UsdmParser(names);
    private final List<Seen> seen = new ArrayList<>();
    private final Map<String, Integer> bySymbol = new HashMap<>();
    private final List<Integer> byStream = new ArrayList<>();
    private final SnapshotOwners owners = new SnapshotOwners();
    private final List<Steps> ofSnapshots = new ArrayList<>();

    /** An instrument as the frames show it so far. */
    private static final class Seen {
        final String symbol;
        final Steps steps = new Steps();
        boolean trades;
        boolean aggregates;
        /** A quote, a change of the book, a snapshot that names it. */
        boolean other;

        Seen(String symbol) {
            this.symbol = symbol;
        }

        boolean isPlayed() {
            return trades || aggregates || other;
        }
    }

    @Override
    public Optional<String> refusal(List<String> first) {
        var kind = CaptureKind.of(first);
        return switch (kind) {
            case BINANCE_USDM, UNREADABLE -> Optional.empty();
            case UNKNOWN ->
                Optional.of("holds no combined streams ({\"stream\":…,\"data\":…}), nor what one stream sends "
                        + "({\"e\":…,\"s\":…}); record from /stream?streams=…");
            case BINANCE_SPOT, BINGX_SWAP ->
                Optional.of("is a " + kind.word() + " capture; only " + CaptureKind.BINANCE_USDM.word()
                        + " captures can be played");
        };
    }

    @Override
    public void read(byte[] text, int from, int to, Frame into) throws MalformedFrame {
        var envelope = parser.begin(text, from, to, into);
        int instrument = into.stream >= 0
                ? ofStream(into.stream)
                : envelope.symbol().map(this::of).orElse(NONE);
        if (envelope.event() == UsdmEvent.SNAPSHOT) {
            snapshot(instrument, into);
            return;
        }
        parser.data(0, 0, instrument < 0 ? UsdmParser.NOBODY : seen.get(instrument).steps);
        if (instrument >= 0) {
            learn(instrument, envelope.event(), into);
        }
    }

    private void learn(int instrument, UsdmEvent event, Frame frame) {
        var one = seen.get(instrument);
        switch (event) {
            case QUOTE -> {
                one.other = true;
                double a = one.steps.before();
                double b = one.steps.last();
                owners.quote(instrument, frame.lastId, Math.min(a, b), Math.max(a, b));
            }
            case TRADE -> {
                one.trades = true;
                owners.trade(instrument, one.steps.last());
            }
            case AGGREGATE -> {
                one.aggregates = true;
                owners.trade(instrument, one.steps.last());
            }
            case DEPTH -> {
                one.other = true;
                owners.change(instrument, frame.firstId, frame.lastId, frame.previousId);
            }
            case SNAPSHOT, OTHER, NONE -> {}
        }
    }

    private void snapshot(int instrument, Frame frame) throws MalformedFrame {
        var steps = new Steps.OfSnapshot();
        boolean named = instrument >= 0;
        if (!named) {
            ofSnapshots.add(steps.steps()); // counted also when it cannot be read: who plays it counts so too
        }
        try {
            parser.data(0, 0, steps);
        } finally {
            if (!named) {
                owners.snapshot(frame.lastId, steps.bid(), steps.ask());
            }
        }
        if (named) {
            seen.get(instrument).other = true;
            seen.get(instrument).steps.add(steps.steps());
        }
    }

    private int ofStream(int stream) {
        while (byStream.size() <= stream) {
            var name = names.name(byStream.size());
            int at = name.indexOf('@');
            byStream.add(at > 0 ? of(name.substring(0, at)) : NONE);
        }
        return byStream.get(stream);
    }

    /** The number of the instrument that the venue calls so; -1 when it cannot be one. */
    private int of(String venueSymbol) {
        var symbol = Listing.symbol(venueSymbol);
        if (symbol.isEmpty()) {
            return NONE;
        }
        var known = bySymbol.get(symbol.get());
        if (known != null) {
            return known;
        }
        if (seen.size() >= MAX_INSTRUMENTS) {
            return NONE;
        }
        seen.add(new Seen(symbol.get()));
        bySymbol.put(symbol.get(), seen.size() - 1);
        return seen.size() - 1;
    }

    @Override
    public CaptureReader learned() {
        var whose = owners.owners();
        for (int i = 0; i < whose.size(); i++) {
            if (whose.get(i) >= 0) {
                seen.get(whose.get(i)).steps.add(ofSnapshots.get(i));
            }
        }
        var instruments = new ArrayList<Instrument>();
        var aggregated = new ArrayList<Boolean>();
        var numbers = new int[seen.size()];
        for (int i = 0; i < seen.size(); i++) {
            var one = seen.get(i);
            numbers[i] = one.isPlayed() ? instruments.size() : NONE;
            if (one.isPlayed()) {
                instruments.add(one.steps.instrument(one.symbol));
                aggregated.add(one.aggregates && !one.trades);
            }
        }
        return new UsdmReader(
                instruments,
                aggregated,
                names.all(),
                byStream.stream().map(i -> i < 0 ? NONE : numbers[i]).toList(),
                whose.stream().map(i -> i < 0 ? NONE : numbers[i]).toList());
    }
}
