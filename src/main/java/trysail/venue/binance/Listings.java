package trysail.venue.binance;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Filter;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Symbol;
import trysail.model.Instrument;

/** What the venue lists, as instruments: perpetuals that trade and whose names we can write. */
final class Listings {
    private Listings() {}

    static Optional<Instrument> instrument(Symbol listed) {
        if (!is(listed.getContractType(), "PERPETUAL")
                || !is(listed.getStatus(), "TRADING")
                || listed.getFilters() == null) {
            return Optional.empty();
        }
        var name = listed.getBaseAsset() + "-" + listed.getQuoteAsset();
        if (!BinanceSymbols.toVenue(name).equals(listed.getSymbol())
                || !BinanceSymbols.fromVenue(listed.getSymbol()).equals(Optional.of(name))) {
            return Optional.empty();
        }
        var price = filter(listed, "PRICE_FILTER");
        var size = filter(listed, "LOT_SIZE");
        if (price.isEmpty() || size.isEmpty()) {
            return Optional.empty();
        }
        var notional = filter(listed, "MIN_NOTIONAL").map(Filter::getNotional);
        return Optional.of(new Instrument(
                name,
                new BigDecimal(price.get().getTickSize()),
                new BigDecimal(size.get().getStepSize()),
                new BigDecimal(size.get().getMinQty()),
                notional.map(BigDecimal::new).orElse(BigDecimal.ZERO)));
    }

    /** A venue that does not say is taken at its best. */
    private static boolean is(@Nullable String said, String word) {
        return said == null || said.equals(word);
    }

    private static Optional<Filter> filter(Symbol listed, String type) {
        return Arrays.stream(listed.getFilters())
                .filter(f -> type.equals(f.getFilterType()))
                .findFirst();
    }
}
