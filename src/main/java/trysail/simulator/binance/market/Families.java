package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trysail.model.Instrument;
import trysail.simulator.host.Protocol;

/**
 * What a frame says of the family of contracts it is of. Contracts with a margin in quote currency and those with a margin
 * in coins came from hosts of their own; since they share their streams a frame says of which it is, and a stream of all
 * instruments carries both.
 */
enum Families {
    /** Only one family is here, and no frame speaks of it. */
    ALONE,
    MERGED;

    private static final int USD_MARGIN = 1;
    private static final int COIN_MARGIN = 2;

    static Families of(Protocol protocol) {
        return switch (protocol) {
            case OF_2024 -> ALONE;
            case OF_2026 -> MERGED;
        };
    }

    /** The frame, told to be of an instrument with a margin in quote currency. */
    ObjectNode told(ObjectNode frame, Instrument of) {
        return switch (this) {
            case ALONE -> frame;
            case MERGED -> frame.put("st", USD_MARGIN).put("ps", of.base() + of.quote());
        };
    }

    /** Puts an instrument's frame among those of all, and beside it that of the contract with a margin in coins. */
    void putAll(ArrayNode all, ObjectNode frame, Instrument of) {
        all.add(told(frame, of));
        if (hasTwin(of)) {
            all.add(frame.deepCopy().put("s", twin(of)).put("st", COIN_MARGIN).put("ps", pair(of)));
        }
    }

    /** Whether there is, on streams of all instruments, a contract on the same coin with a margin in it. */
    boolean hasTwin(Instrument of) {
        return switch (this) {
            case ALONE -> false;
            case MERGED -> of.expiry().isEmpty();
        };
    }

    private static String pair(Instrument of) {
        return of.base() + "USD";
    }

    static String twin(Instrument of) {
        return pair(of) + "_PERP";
    }

    /** How a frame that is written without a tree ends. */
    String end(Instrument of) {
        return switch (this) {
            case ALONE -> "}";
            case MERGED -> ",\"st\":" + USD_MARGIN + ",\"ps\":\"" + of.base() + of.quote() + "\"}";
        };
    }

    /** The same of its contract with a margin in coins. */
    String endOfTwin(Instrument of) {
        return ",\"st\":" + COIN_MARGIN + ",\"ps\":\"" + pair(of) + "\"}";
    }
}
