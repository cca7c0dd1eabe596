package trysail.json;

import java.util.Arrays;
import trysail.model.Instrument;
import trysail.model.Levels;

/** Reads {@code [["61800.20","2.909"],…]}; the numbers go through one array that is kept. One thread. */
public final class LevelsReader {
    private static final int MOST = 20_000;

    private final JsonBytes json;
    private long[] pairs = new long[256];

    public LevelsReader(JsonBytes json) {
        this.json = json;
    }

    public Levels read(Instrument instrument) throws MalformedFrame {
        var priceScale = instrument.priceScale();
        var sizeScale = instrument.sizeScale();
        var count = 0;
        json.expect('[');
        if (json.tryTake(']')) {
            return Levels.NONE;
        }
        do {
            if (2 * count == pairs.length) {
                grow();
            }
            json.expect('[');
            pairs[2 * count] = json.decimal(priceScale);
            json.expect(',');
            pairs[2 * count + 1] = json.decimal(sizeScale);
            count++;
            while (json.more(']')) {
                json.skip();
            }
        } while (json.more(']'));
        return Levels.of(pairs, count);
    }

    private void grow() throws MalformedFrame {
        if (pairs.length >= 2 * MOST) {
            throw new MalformedFrame("more than " + MOST + " levels in one message");
        }
        pairs = Arrays.copyOf(pairs, Math.min(2 * pairs.length, 2 * MOST));
    }
}
