package trysail.venue.binance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Our {@code BTC-USDT} is Binance's {@code BTCUSDT} in REST and events, and {@code btcusdt} in stream names. */
final class BinanceSymbols {
    /** Longest first: {@code FDUSD} ends with no other, but {@code USDT} and {@code USD} must be tried in this order. */
    private static final List<String> QUOTES = List.of("FDUSD", "USDT", "USDC", "BUSD", "BTC", "ETH", "BNB", "USD");

    private BinanceSymbols() {}

    /** {@code BTC-USDT} to {@code BTCUSDT}. */
    static String toVenue(String symbol) {
        return symbol.replace("-", "");
    }

    /** {@code BTC-USDT} to {@code btcusdt}. */
    static String toStream(String symbol) {
        return toVenue(symbol).toLowerCase(Locale.ROOT);
    }

    /** {@code BTCUSDT} or {@code btcusdt} to {@code BTC-USDT}; empty for what is no plain pair, such as a dated future. */
    static Optional<String> fromVenue(String venueSymbol) {
        var name = venueSymbol.toUpperCase(Locale.ROOT);
        for (var quote : QUOTES) {
            var base = name.length() - quote.length();
            if (base > 0 && name.endsWith(quote) && plain(name)) {
                return Optional.of(name.substring(0, base) + '-' + quote);
            }
        }
        return Optional.empty();
    }

    private static boolean plain(String name) {
        return name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }
}
