package trysail.model;

import java.math.BigDecimal;

/**
 * What an account holds of one currency.
 *
 * @param wallet cash, realised profit and fees included
 * @param available what new orders may use
 */
public record Balance(String asset, BigDecimal wallet, BigDecimal available) {}
