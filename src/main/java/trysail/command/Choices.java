package trysail.command;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.fault.Fault;
import trysail.helm.Helm;
import trysail.provider.OptionSpec;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.strategy.Strategies;
import trysail.venue.Venues;

/**
 * The words that may stand for something now: the sessions there are, the instruments they trade, strategies, faults.
 * Thread-safe.
 */
public final class Choices {
    private final Helm helm;

    /**
     * One word that may stand here.
     *
     * @param whole whether it is all there is to write: a blank may follow
     */
    public record Choice(String value, String description, boolean whole) {
        private static Choice of(String value, String description) {
            return new Choice(value, description, true);
        }
    }

    /** @param helm whose sessions are offered */
    public Choices(Helm helm) {
        this.helm = helm;
    }

    /** What may stand for these kinds of things, where {@code typed} is there already. Files are not among them. */
    public List<Choice> of(Set<Grammar.Kind> kinds, String typed) {
        return kinds.stream().flatMap(k -> of(k, typed)).toList();
    }

    private Stream<Choice> of(Grammar.Kind kind, String typed) {
        return switch (kind) {
            case SESSION ->
                helm.known().stream()
                        .map(s -> Choice.of(
                                s.name(), s.state().text() + ", " + s.spec().venue()));
            case INSTRUMENT -> instruments().stream().map(s -> Choice.of(before(typed) + s, ""));
            case STRATEGY -> strategies(typed);
            case VENUE ->
                Stream.concat(
                        Stream.of(Choice.of(SessionSpec.SIMULATOR, "the exchange inside this process, or another's")),
                        Stream.concat(
                                kinds("real market data, simulated fills"),
                                Venues.provided().all().stream().map(o -> Choice.of(o.name(), o.about()))));
            case DIALECT -> kinds("spoken by the simulator");
            case POLICY ->
                Stream.of(
                        Choice.of("cancel", "working orders are cancelled, positions stay"),
                        Choice.of("keep", "orders and positions stay"),
                        Choice.of("flatten", "orders are cancelled, positions closed"));
            case FAULT -> Fault.ALL.stream().map(f -> Choice.of(f.example(), f.meaning()));
            case FEED ->
                Stream.of(
                        new Choice("synthetic:1", "a generated market, by its seed", true),
                        new Choice("recording:", "a raw capture, played again", false));
            case PROTOCOL -> Stream.of(Choice.of("2026", "as venues speak now"), Choice.of("2024", "as they did"));
            case SPEED -> Stream.of(Choice.of("1", "real time"), Choice.of("max", "as fast as it goes"));
            case FRAME -> Stream.of("1m", "5m", "15m", "1h", "4h", "1d").map(f -> Choice.of(f, "bars of " + f));
            case MODE ->
                Stream.of(
                        Choice.of("paper", "market data, simulated fills"),
                        Choice.of("live", "real orders with your account; asks first"),
                        Choice.of("replay", "a recording: replay FILE"));
            case COMMAND, FILE, DIR -> Stream.empty();
        };
    }

    private static Stream<Choice> kinds(String use) {
        return Venues.all().stream().map(kind -> Choice.of(kind.word(), kind.title() + ": " + use));
    }

    /** The part of a list of words that stands already. */
    private static String before(String typed) {
        return typed.substring(0, typed.lastIndexOf(',') + 1);
    }

    private Set<String> instruments() {
        var all = new TreeSet<String>();
        Venues.all().forEach(kind -> all.addAll(kind.usualSymbols()));
        for (Session session : helm.known()) {
            session.positions().forEach(h -> all.add(h.symbol()));
        }
        return all;
    }

    private static Stream<Choice> strategies(String typed) {
        var comma = typed.indexOf(',');
        var name = comma < 0 ? "" : typed.substring(0, comma);
        var offers = Strategies.offers();
        if (comma < 0) {
            return offers.all().stream()
                    .map(o -> Choice.of(
                            o.name(), o.options().stream().map(OptionSpec::name).collect(Collectors.joining(", "))));
        }
        return offers.find(name).map(Strategies::options).orElse(List.of()).stream()
                .map(line -> new Choice(before(typed) + line.split("=")[0] + "=", line, false));
    }
}
