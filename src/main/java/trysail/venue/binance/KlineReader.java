package trysail.venue.binance;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import trysail.json.JsonBytes;
import trysail.json.MalformedFrame;
import trysail.model.Bar;
import trysail.model.Instrument;

/** Reads the {@code k} member of a kline: {@code {"t":…,"T":…,"o":"…","c":"…","h":"…","l":"…","v":"…","x":false}}. */
final class KlineReader {
    private static final String NEEDED = "tTochlvx";

    private final JsonBytes json;
    private final long[] values = new long[NEEDED.length()];

    KlineReader(JsonBytes json) {
        this.json = json;
    }

    Bar read(Instrument instrument) throws MalformedFrame {
        var seen = 0;
        json.expect('{');
        if (!json.tryTake('}')) {
            do {
                json.string();
                var which = json.length() == 1 ? NEEDED.indexOf(json.at(0)) : -1;
                json.expect(':');
                if (which >= 0) {
                    values[which] = value(NEEDED.charAt(which), instrument);
                    seen |= 1 << which;
                } else {
                    json.skip();
                }
            } while (json.more('}'));
        }
        if (seen != (1 << NEEDED.length()) - 1) {
            throw new MalformedFrame("kline of " + instrument + " lacks members");
        }
        return new Bar(
                instrument,
                Duration.ofMillis(values[1] - values[0] + 1),
                Instant.ofEpochMilli(values[0]),
                price(instrument, values[2]),
                price(instrument, values[4]),
                price(instrument, values[5]),
                price(instrument, values[3]),
                BigDecimal.valueOf(values[6], instrument.sizeScale()),
                values[7] != 0);
    }

    private long value(char name, Instrument instrument) throws MalformedFrame {
        return switch (name) {
            case 't', 'T' -> json.integer();
            case 'x' -> json.bool() ? 1 : 0;
            case 'v' -> json.decimal(instrument.sizeScale());
            default -> json.decimal(instrument.priceScale());
        };
    }

    private static BigDecimal price(Instrument instrument, long unscaled) {
        return BigDecimal.valueOf(unscaled, instrument.priceScale());
    }
}
