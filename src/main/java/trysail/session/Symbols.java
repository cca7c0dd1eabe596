package trysail.session;

import java.util.ArrayList;
import java.util.List;
import trysail.model.Instrument;

/** Which of a venue's instruments a session trades. */
final class Symbols {
    private static final List<String> USUAL = List.of("BTC-USDT", "ETH-USDT", "SOL-USDT");

    private Symbols() {}

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
