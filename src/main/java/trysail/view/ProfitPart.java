package trysail.view;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One of the amounts that a profit is the sum of.
 *
 * @param amount in quote currency; negative when it was lost or paid
 * @param paid of a fee or a payment, what it was of its own asset, such as {@code 0.0012 BNB}
 */
public record ProfitPart(What what, BigDecimal amount, Optional<String> paid) {
    /** What for. */
    public enum What {
        /** By what was closed, fees not counted. */
        REALISED("realised"),
        /** Of what is open, at the last marks. */
        UNREALISED("unrealised"),
        /** What positions had gained before the session took them over: not its own, and taken off. */
        GAINED_BEFORE("gained before"),
        /** Fees of trades. */
        FEES("fees"),
        /** Between those who are long and those who are short. */
        FUNDING("funding"),
        /** Fees of liquidations. */
        LIQUIDATION_FEES("liquidation fees"),
        /** What the venue names otherwise, or not at all. */
        OTHER("other payments");

        private final String words;

        What(String words) {
            this.words = words;
        }

        /** As people read it. */
        public String words() {
            return words;
        }
    }
}
