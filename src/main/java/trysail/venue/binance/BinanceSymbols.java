package trysail.venue.binance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import trysail.model.Instrument;
import trysail.model.Symbol;
import trysail.venue.binance.algo.AlgoLinks;

/**
 * Our {@code BTC-USDT} is Binance's {@code BTCUSDT} in REST and events, and {@code btcusdt} in stream names; our
 * {@code BTC-USDT-261225} is {@code BTCUSDT_261225}. What the venue has listed decides; where no listing is at hand (an
 * instrument from an older journal) the venue's usual spelling stands in. Thread-safe.
 */
final class BinanceSymbols {
    /** Longest first, so that {@code FDUSD} is not taken for {@code USD}. */
    private static final List<String> QUOTES =
            List.of("FDUSD", "USDT", "USDC", "BUSD", "USD1", "BTC", "ETH", "BNB", "USD");

    private final AlgoLinks conditional = new AlgoLinks();
    private volatile Map<String, String> listed = Map.of();

    /** What is known of conditional orders. */
    AlgoLinks conditional() {
        return conditional;
    }

    /** From now on the venue's names mean these. */
    void learn(List<Instrument> instruments) {
        listed = instruments.stream()
                .collect(
                        Collectors.toUnmodifiableMap(BinanceSymbols::toVenue, Instrument::symbol, (one, other) -> one));
    }

    /** Ours for the venue's; empty for what is neither listed nor of the usual spelling. */
    Optional<String> ours(String venueSymbol) {
        return Optional.ofNullable(listed.get(venueSymbol)).or(() -> usual(venueSymbol));
    }

    /** The venue's for ours, as listed or else as it is usual. */
    String theirs(String symbol) {
        return listed.entrySet().stream()
                .filter(e -> e.getValue().equals(symbol))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> toVenue(symbol));
    }

    /** The venue's name of it in requests and events. */
    static String toVenue(Instrument instrument) {
        return instrument.venueSymbol().orElseGet(() -> toVenue(instrument.symbol()));
    }

    /** {@code BTC-USDT} to {@code BTCUSDT}: the usual spelling. */
    static String toVenue(String symbol) {
        var pair = Symbol.base(symbol) + Symbol.quote(symbol);
        var dated = symbol.indexOf('-', symbol.indexOf('-') + 1);
        return dated < 0 ? pair : pair + '_' + symbol.substring(dated + 1);
    }

    /** The venue's name of it in streams. */
    static String toStream(Instrument instrument) {
        return toVenue(instrument).toLowerCase(Locale.ROOT);
    }

    /** {@code BTCUSDT} to {@code BTC-USDT}, by the quote assets we know. */
    private static Optional<String> usual(String venueSymbol) {
        var dated = venueSymbol.indexOf('_');
        var pair = dated < 0 ? venueSymbol : venueSymbol.substring(0, dated);
        var day = dated < 0 ? "" : '-' + venueSymbol.substring(dated + 1);
        return QUOTES.stream()
                .filter(quote -> pair.length() > quote.length() && pair.endsWith(quote))
                .findFirst()
                .map(quote -> pair.substring(0, pair.length() - quote.length()) + '-' + quote + day)
                .filter(Symbol::isValid);
    }
}
