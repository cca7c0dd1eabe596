package trysail.simulator.binance.capture;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.Symbol;

/**
 * What Binance lists its usual USD-M contracts with, and how its symbols and ours correspond.
 *
 * <p>Ticks, lots and minimum notionals are those of Binance's {@code exchangeInfo}; they change a few times a year.
 */
public final class Listing {
    private static final List<String> QUOTES =
            List.of("FDUSD", "USDT", "USDC", "BUSD", "USD1", "BTC", "ETH", "BNB", "USD");
    private static final Map<String, Instrument> USUAL = Map.of(
            "BTC-USDT", instrument("BTC-USDT", "0.1", "0.001", "50"),
            "ETH-USDT", instrument("ETH-USDT", "0.01", "0.001", "20"),
            "SOL-USDT", instrument("SOL-USDT", "0.01", "0.01", "5"),
            "BNB-USDT", instrument("BNB-USDT", "0.01", "0.01", "5"),
            "XRP-USDT", instrument("XRP-USDT", "0.0001", "0.1", "5"),
            "DOGE-USDT", instrument("DOGE-USDT", "0.00001", "1", "5"));

    private Listing() {}

    private static Instrument instrument(String symbol, String tick, String lot, String minNotional) {
        return new Instrument(
                symbol, new BigDecimal(tick), new BigDecimal(lot), new BigDecimal(lot), new BigDecimal(minNotional));
    }

    /** The contract as Binance lists it, for the usual ones; {@code symbol} as {@code BTC-USDT}. */
    public static Optional<Instrument> usual(String symbol) {
        return Optional.ofNullable(USUAL.get(symbol));
    }

    /**
     * {@code BTC-USDT} for {@code BTCUSDT} or {@code btcusdt}, {@code BTC-USDT-261225} for {@code BTCUSDT_261225}; empty
     * when no known quote currency ends the pair.
     */
    public static Optional<String> symbol(String venueSymbol) {
        var upper = venueSymbol.toUpperCase(Locale.ROOT);
        var dated = upper.indexOf('_');
        var pair = dated < 0 ? upper : upper.substring(0, dated);
        var day = dated < 0 ? "" : "-" + upper.substring(dated + 1);
        return QUOTES.stream()
                .filter(q -> pair.endsWith(q) && pair.length() > q.length())
                .findFirst()
                .map(q -> pair.substring(0, pair.length() - q.length()) + "-" + q + day)
                .filter(Symbol::isValid);
    }

    /** {@code BTCUSDT} for {@code BTC-USDT}, {@code BTCUSDT_261225} for {@code BTC-USDT-261225}. */
    public static String venueSymbol(Instrument instrument) {
        var pair = instrument.base() + instrument.quote();
        return instrument.expiry().isEmpty()
                ? pair
                : pair + "_" + instrument.symbol().substring(pair.length() + 2);
    }

    /** A contract that is not among the usual ones, with these decimals. */
    static Instrument inferred(String symbol, int priceScale, int sizeScale) {
        return usual(symbol)
                .filter(i -> i.priceScale() >= priceScale && i.sizeScale() >= sizeScale)
                .orElseGet(() -> instrument(
                        symbol,
                        BigDecimal.ONE.movePointLeft(priceScale).toPlainString(),
                        BigDecimal.ONE.movePointLeft(sizeScale).toPlainString(),
                        "5"));
    }
}
