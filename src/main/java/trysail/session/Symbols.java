package trysail.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.words.BadInput;
import trysail.words.Nearest;

/** Which of a venue's instruments a session trades. */
final class Symbols {
    private static final List<String> USUAL = List.of("BTC-USDT", "ETH-USDT", "SOL-USDT");

    private Symbols() {}

    /**
     * The one of those traded that is meant: its symbol, in any case, or its base alone where only one has it.
     *
     * @throws BadInput when none is, naming the nearest
     */
    static Instrument traded(String asked, List<Instrument> traded) {
        var symbol = asked.trim().toUpperCase(Locale.ROOT);
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

    /** Those asked for, or the usual ones that the venue lists. */
    static List<Instrument> chosen(List<String> asked, List<Instrument> listed) {
        if (asked.isEmpty()) {
            var usual = listed.stream().filter(i -> USUAL.contains(i.symbol())).toList();
            return usual.isEmpty() ? listed.stream().limit(USUAL.size()).toList() : usual;
        }
        var chosen = new ArrayList<Instrument>();
        for (var symbol : asked) {
            chosen.add(listed.stream()
                    .filter(i -> i.symbol().equalsIgnoreCase(symbol.trim()))
                    .findFirst()
                    .orElseThrow(() -> new BadInput("instrument '" + symbol + "' is not listed by the venue; it has "
                            + String.join(
                                    ", ",
                                    listed.stream()
                                            .map(Instrument::symbol)
                                            .limit(12)
                                            .toList()))));
        }
        return List.copyOf(chosen);
    }
}
