package trysail.past;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import trysail.model.Bar;
import trysail.model.Fill;
import trysail.model.Instrument;

/** Candles of a session's own trades: a journal keeps nothing else of the market. Frames without a trade have none. */
final class OwnBars {
    private OwnBars() {}

    static List<Bar> of(Instrument instrument, Duration frame, List<Fill> fills, int most) {
        var byFrame = new TreeMap<Long, List<Fill>>();
        for (var fill : fills) {
            byFrame.computeIfAbsent(Math.floorDiv(fill.time().toEpochMilli(), frame.toMillis()), f -> new ArrayList<>())
                    .add(fill);
        }
        return byFrame.entrySet().stream()
                .skip(Math.max(0, byFrame.size() - most))
                .map(e -> bar(instrument, frame, Instant.ofEpochMilli(e.getKey() * frame.toMillis()), e.getValue()))
                .toList();
    }

    private static Bar bar(Instrument instrument, Duration frame, Instant opened, List<Fill> fills) {
        var prices = fills.stream().map(Fill::price).toList();
        return new Bar(
                instrument,
                frame,
                opened,
                prices.getFirst(),
                prices.stream().max(BigDecimal::compareTo).orElseThrow(),
                prices.stream().min(BigDecimal::compareTo).orElseThrow(),
                prices.getLast(),
                fills.stream().map(Fill::size).reduce(BigDecimal.ZERO, BigDecimal::add),
                true);
    }
}
