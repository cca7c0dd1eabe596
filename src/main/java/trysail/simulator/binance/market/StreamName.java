package trysail.simulator.binance.market;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trysail.simulator.candle.TimeFrame;

/**
 * The name of a market stream, taken apart.
 *
 * @param symbol lower case as the venue writes it in stream names; empty for a stream of all instruments
 */
public record StreamName(String text, String symbol, Topic topic) {
    private static final int DEFAULT_DEPTH_MS = 250;
    private static final int DEFAULT_MARK_MS = 3000;
    private static final Pattern DIFF = Pattern.compile("depth(?:@(0|100|250|500)ms)?");
    private static final Pattern TOP = Pattern.compile("depth(5|10|20)(?:@(0|100|250|500)ms)?");
    private static final Pattern MARK = Pattern.compile("markPrice(?:@(1|3)s)?");

    /** What a stream carries. Periods are milliseconds of market time. */
    public sealed interface Topic {
        record Trades() implements Topic {}

        record AggTrades() implements Topic {}

        record Quotes() implements Topic {}

        record Diff(int period) implements Topic {}

        record Top(int levels, int period) implements Topic {}

        record Klines(TimeFrame frame) implements Topic {}

        record Ticker(boolean mini) implements Topic {}

        record Mark(int period) implements Topic {}
    }

    /** Takes {@code btcusdt@depth@100ms} or {@code !ticker@arr} apart; empty when the venue has no such stream. */
    public static Optional<StreamName> parse(String text) {
        if (text.startsWith("!")) {
            return all(text.substring(1)).map(t -> new StreamName(text, "", t));
        }
        int at = text.indexOf('@');
        return at <= 0
                ? Optional.empty()
                : topic(text.substring(at + 1)).map(t -> new StreamName(text, text.substring(0, at), t));
    }

    public boolean ofAll() {
        return symbol.isEmpty();
    }

    private static Optional<Topic> all(String name) {
        return switch (name) {
            case "bookTicker" -> Optional.of(new Topic.Quotes());
            case "ticker@arr" -> Optional.of(new Topic.Ticker(false));
            case "miniTicker@arr" -> Optional.of(new Topic.Ticker(true));
            case "markPrice@arr" -> Optional.of(new Topic.Mark(DEFAULT_MARK_MS));
            case "markPrice@arr@1s" -> Optional.of(new Topic.Mark(1000));
            default -> Optional.empty();
        };
    }

    private static Optional<Topic> topic(String name) {
        switch (name) {
            case "trade":
                return Optional.of(new Topic.Trades());
            case "aggTrade":
                return Optional.of(new Topic.AggTrades());
            case "bookTicker":
                return Optional.of(new Topic.Quotes());
            case "ticker":
                return Optional.of(new Topic.Ticker(false));
            case "miniTicker":
                return Optional.of(new Topic.Ticker(true));
            default:
        }
        if (name.startsWith("kline_")) {
            return TimeFrame.of(name.substring("kline_".length())).map(Topic.Klines::new);
        }
        var diff = DIFF.matcher(name);
        if (diff.matches()) {
            return Optional.of(new Topic.Diff(period(diff, 1, 1, DEFAULT_DEPTH_MS)));
        }
        var top = TOP.matcher(name);
        if (top.matches()) {
            return Optional.of(new Topic.Top(Integer.parseInt(top.group(1)), period(top, 2, 1, DEFAULT_DEPTH_MS)));
        }
        var mark = MARK.matcher(name);
        return mark.matches() ? Optional.of(new Topic.Mark(period(mark, 1, 1000, DEFAULT_MARK_MS))) : Optional.empty();
    }

    private static int period(Matcher matched, int group, int unit, int otherwise) {
        var digits = Optional.ofNullable(matched.group(group));
        return digits.map(d -> Integer.parseInt(d) * unit).orElse(otherwise);
    }
}
