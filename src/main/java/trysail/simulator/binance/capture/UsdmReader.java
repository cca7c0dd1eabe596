package trysail.simulator.binance.capture;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;
import trysail.recording.CaptureReader;
import trysail.recording.Frame;
import trysail.recording.StreamNames;

/**
 * Takes the frames of a capture of Binance USD-M apart that is known.
 *
 * @param aggregated of each instrument whether its trades came aggregated only
 * @param byStream the instrument of each stream, -1 where it is of none that is played
 * @param owners the instrument of each snapshot that names nobody, in their order
 */
record UsdmReader(
        List<Instrument> instruments,
        List<Boolean> aggregated,
        List<String> streams,
        List<Integer> byStream,
        List<Integer> owners)
        implements CaptureReader {
    UsdmReader {
        instruments = List.copyOf(instruments);
        aggregated = List.copyOf(aggregated);
        streams = List.copyOf(streams);
        byStream = List.copyOf(byStream);
        owners = List.copyOf(owners);
    }

    @Override
    public CaptureReader.Pass pass() {
        return new Pass(this);
    }

    private static final class Pass implements CaptureReader.Pass {
        private static final int NONE = -1;

        private final UsdmReader capture;
        private final UsdmParser parser;
        private final Map<String, Integer> bySymbol = new HashMap<>();
        private int snapshots;

        Pass(UsdmReader capture) {
            this.capture = capture;
            var names = new StreamNames();
            for (var name : capture.streams) {
                var bytes = name.getBytes(StandardCharsets.UTF_8);
                names.number(bytes, 0, bytes.length);
            }
            parser = new UsdmParser(names);
            for (int i = 0; i < capture.instruments.size(); i++) {
                bySymbol.put(capture.instruments.get(i).symbol(), i);
            }
        }

        @Override
        public void read(byte[] text, int from, int to, Frame into) throws MalformedFrame {
            var envelope = parser.begin(text, from, to, into);
            int instrument = into.stream >= 0 ? ofStream(into.stream) : ofSymbol(envelope);
            if (envelope.event() == UsdmEvent.SNAPSHOT && instrument < 0) {
                instrument = snapshots < capture.owners.size() ? capture.owners.get(snapshots) : NONE;
                snapshots++;
            }
            into.instrument = instrument;
            if (instrument < 0) {
                parser.data(0, 0, UsdmParser.NOBODY);
                into.kind = into.kind == Frame.Kind.ASIDE || into.kind == Frame.Kind.SNAPSHOT
                        ? Frame.Kind.ASIDE
                        : Frame.Kind.OTHER;
                return;
            }
            var of = capture.instruments.get(instrument);
            parser.data(of.priceScale(), of.sizeScale(), UsdmParser.NOBODY);
            if (envelope.event() == UsdmEvent.AGGREGATE && capture.aggregated.get(instrument)) {
                into.kind = Frame.Kind.TRADE;
            }
        }

        private int ofStream(int stream) {
            return stream < capture.byStream.size() ? capture.byStream.get(stream) : NONE;
        }

        private int ofSymbol(UsdmEnvelope envelope) {
            return envelope.symbol()
                    .flatMap(Listing::symbol)
                    .map(symbol -> bySymbol.getOrDefault(symbol, NONE))
                    .orElse(NONE);
        }
    }
}
