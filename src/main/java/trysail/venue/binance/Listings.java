package trysail.venue.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import trysail.exchange.Listed;
import trysail.model.Instrument;
import trysail.model.InstrumentKind;
import trysail.model.Numbers;
import trysail.model.Symbol;

/**
 * What the venue lists, entry by entry: instruments, and what cannot be traded with the reason. An entry that cannot be
 * read is one of the latter. What an entry does not say is taken at its best: a perpetual that trades.
 */
final class Listings {
    /** What may stand in an address and in a subscription as it is. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]{1,80}");

    private static final Pattern DATED = Pattern.compile(".*_(\\d{6})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}(\\.\\d{1,20})?");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private final List<Listed.Other> others = new ArrayList<>();

    /** Why an entry cannot be traded. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;
        private final boolean odd;

        private Unfit(String why, boolean odd) {
            super(why, null, false, false);
            this.odd = odd;
        }

        static Unfit odd(String why) {
            return new Unfit(why, true);
        }

        static Unfit unsupported(String why) {
            return new Unfit(why, false);
        }
    }

    private Listings() {}

    /** Reads the array {@code symbols} in the answer of {@code exchangeInfo}. */
    static Listed read(JsonNode symbols) {
        var listings = new Listings();
        symbols.forEach(listings::entry);
        return new Listed(List.copyOf(listings.instruments.values()), listings.others);
    }

    private void entry(JsonNode listed) {
        var theirs = text(listed, "symbol");
        var named = theirs.isEmpty() ? "an entry" : shown(theirs);
        try {
            if (!NAME.matcher(theirs).matches()) {
                throw Unfit.odd(theirs.isEmpty() ? "has no name" : "has a name that cannot be asked for");
            }
            named = symbol(listed, theirs);
            if (instruments.putIfAbsent(named, instrument(listed, named, theirs)) != null) {
                throw Unfit.odd("is listed twice, the second time as " + theirs);
            }
        } catch (Unfit unfit) {
            others.add(new Listed.Other(named, String.valueOf(unfit.getMessage()), unfit.odd));
        }
    }

    private static String symbol(JsonNode listed, String theirs) throws Unfit {
        var symbol = text(listed, "baseAsset") + "-" + text(listed, "quoteAsset") + day(listed, theirs);
        if (!Symbol.isValid(symbol)) {
            throw Unfit.odd("has assets or a day that make no symbol: " + shown(symbol));
        }
        return symbol;
    }

    /** What a symbol with a day of delivery ends with. The name tells the day; where it does not, the date does. */
    private static String day(JsonNode listed, String theirs) throws Unfit {
        var kind = kind(listed);
        var dated = DATED.matcher(theirs);
        if (kind.equals(Optional.of(InstrumentKind.LINEAR_PERPETUAL))) {
            return "";
        }
        if (dated.matches()) {
            return "-" + dated.group(1);
        }
        if (kind.isEmpty()) {
            return "";
        }
        if (!listed.path("deliveryDate").canConvertToLong()) {
            throw Unfit.odd("has no day of delivery");
        }
        return "-" + DAY.format(Instant.ofEpochMilli(listed.path("deliveryDate").longValue()));
    }

    private static Optional<InstrumentKind> kind(JsonNode listed) {
        return switch (listed.path("contractType").asText("PERPETUAL")) {
            case "PERPETUAL" -> Optional.of(InstrumentKind.LINEAR_PERPETUAL);
            case "CURRENT_MONTH", "NEXT_MONTH", "CURRENT_QUARTER", "NEXT_QUARTER" ->
                Optional.of(InstrumentKind.LINEAR_DELIVERY);
            default -> Optional.empty();
        };
    }

    private static Instrument instrument(JsonNode listed, String symbol, String theirs) throws Unfit {
        var quote = Symbol.quote(symbol);
        var margin = listed.path("marginAsset").asText(quote);
        if (margin.equals(Symbol.base(symbol)) && !margin.equals(quote)) {
            throw Unfit.unsupported("is an inverse contract, settled in " + margin + ": only linear ones are traded");
        }
        var kind = kind(listed);
        if (kind.isEmpty()) {
            throw Unfit.unsupported("is a contract of type '" + shown(text(listed, "contractType"))
                    + "': perpetual and delivery contracts alone are traded");
        }
        var status = listed.path("status").asText("TRADING");
        if (!status.equals("TRADING")) {
            throw Unfit.unsupported("is not trading now: its state is " + shown(status));
        }
        var price = filter(listed, "PRICE_FILTER");
        var size = filter(listed, "LOT_SIZE");
        var notional = filter(listed, "MIN_NOTIONAL");
        return new Instrument(
                symbol,
                kind.get(),
                Optional.of(theirs),
                BigDecimal.ONE,
                step(price, "tickSize"),
                step(size, "stepSize"),
                number(size, "minQty"),
                notional.isMissingNode() ? BigDecimal.ZERO : number(notional, "notional"));
    }

    private static JsonNode filter(JsonNode listed, String type) {
        for (var filter : listed.path("filters")) {
            if (type.equals(text(filter, "filterType"))) {
                return filter;
            }
        }
        return MissingNode.getInstance();
    }

    private static BigDecimal step(JsonNode filter, String name) throws Unfit {
        var step = number(filter, name);
        if (step.signum() == 0) {
            throw Unfit.odd("has a " + name + " of 0");
        }
        return step;
    }

    private static BigDecimal number(JsonNode filter, String name) throws Unfit {
        var text = text(filter, name);
        if (!NUMBER.matcher(text).matches()) {
            throw Unfit.odd(text.isEmpty() ? "has no " + name : "has a " + name + " of '" + shown(text) + "'");
        }
        return Numbers.of(text);
    }

    private static String text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isNull() ? "" : value.asText("");
    }

    /** The venue's text, fit for a line of ours. */
    private static String shown(String theirs) {
        return theirs.substring(0, Math.min(60, theirs.length())).replaceAll("\\p{Cntrl}", " ");
    }
}
