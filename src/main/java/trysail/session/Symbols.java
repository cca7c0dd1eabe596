package trysail.session;

import java.util.List;
import java.util.Optional;
import trysail.exchange.Listed;
import trysail.model.Instrument;
import trysail.model.Symbol;
import trysail.words.BadInput;
import trysail.words.Nearest;

/** Which of a venue's instruments a session trades. */
final class Symbols {
    private static final int SHOWN = 12;

    private Symbols() {}

    /**
     * The one of those traded that is meant: its symbol, in any case, or its base alone where only one has it.
     *
     * @throws BadInput when none is, naming the nearest
     */
    static Instrument traded(String asked, List<Instrument> traded) {
        var symbol = Symbol.canonical(asked);
        var byBase = traded.stream().filter(i -> i.base().equals(symbol)).toList();
        return traded.stream()
                .filter(i -> i.symbol().equals(symbol))
                .findFirst()
                .or(() -> byBase.size() == 1 ? Optional.of(byBase.getFirst()) : Optional.empty())
                .orElseThrow(() -> {
                    var symbols = traded.stream().map(Instrument::symbol).toList();
                    var meant = Nearest.to(symbol, symbols)
                            .map(s -> "; did you mean " + s + "?")
                            .orElse("");
                    return new BadInput("instrument '" + asked + "' is not traded by this session: it trades "
                            + String.join(", ", symbols) + meant);
                });
    }

    /**
     * Those that a user wrote, in capitals, each once.
     *
     * @throws BadInput when one cannot be an instrument
     */
    static List<String> canonical(List<String> written) {
        var symbols = written.stream().map(Symbol::canonical).distinct().toList();
        for (var symbol : symbols) {
            if (!Symbol.isValid(symbol)) {
                throw new BadInput("--symbols '" + symbol + "' is not an instrument: write BTC-USDT,ETH-USDT");
            }
        }
        return symbols;
    }

    /**
     * Those asked for, or the usual ones that the venue lists.
     *
     * @param usual of this kind of venue
     * @throws BadInput when one is not to be had, saying why
     */
    static List<Instrument> chosen(List<String> asked, List<String> usual, Listed listed) {
        var tradable = listed.instruments();
        if (asked.isEmpty()) {
            var some = tradable.stream().filter(i -> usual.contains(i.symbol())).toList();
            return some.isEmpty() ? tradable.stream().limit(usual.size()).toList() : some;
        }
        return asked.stream()
                .map(Symbol::canonical)
                .map(symbol -> tradable.stream()
                        .filter(i -> i.symbol().equals(symbol))
                        .findFirst()
                        .orElseThrow(() -> refusal(symbol, listed)))
                .toList();
    }

    private static BadInput refusal(String symbol, Listed listed) {
        for (var other : listed.others()) {
            if (other.symbol().equals(symbol)) {
                return new BadInput("instrument '" + symbol + "' cannot be traded: it " + other.why());
            }
        }
        var all = listed.instruments().stream().map(Instrument::symbol).toList();
        var meant =
                Nearest.to(symbol, all).map(s -> "; did you mean " + s + "?").orElse("");
        return new BadInput("instrument '" + symbol + "' is not listed by the venue"
                + (meant.isEmpty() ? "; it has " + some(all) : meant));
    }

    /** A few of them, in words. */
    static String some(List<String> symbols) {
        var shown = String.join(", ", symbols.subList(0, Math.min(SHOWN, symbols.size())));
        return symbols.isEmpty() ? "none to trade" : symbols.size() > SHOWN ? shown + " and others" : shown;
    }

    /** The listing's odd entries, for the log; empty when there is none. */
    static Optional<String> odd(Listed listed) {
        var odd = listed.others().stream()
                .filter(Listed.Other::odd)
                .map(o -> o.symbol() + " " + o.why())
                .toList();
        return odd.isEmpty()
                ? Optional.empty()
                : Optional.of("skipped " + odd.size() + " of the venue's listing: "
                        + String.join("; ", odd.subList(0, Math.min(SHOWN, odd.size())))
                        + (odd.size() > SHOWN ? " and others" : ""));
    }
}
