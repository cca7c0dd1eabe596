package trysail.receipt;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A position that stays open after its session.
 *
 * @param symbol such as {@code BTC-USDT}
 * @param size in base currency: positive when long, negative when short
 * @param mark middle of the last quote, in quote currency; empty: no quote was heard
 * @param unrealised profit of what is open at the mark, in quote currency; empty: not known, without a mark
 * @param why it was not closed
 */
public record OpenPosition(
        String symbol, BigDecimal size, Optional<BigDecimal> mark, Optional<BigDecimal> unrealised, String why) {}
