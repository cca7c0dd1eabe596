package trysail.strategy;

import java.math.BigDecimal;

/**
 * One option of a strategy, as in {@code crossover,fast=10}.
 *
 * @param standard what stands when it is not given
 * @param least the smallest value allowed
 * @param most the largest value allowed
 * @param meaning what it is, with its unit
 */
public record StrategyOption(String name, BigDecimal standard, BigDecimal least, BigDecimal most, String meaning) {
    static StrategyOption of(String name, String standard, String least, String most, String meaning) {
        return new StrategyOption(name, new BigDecimal(standard), new BigDecimal(least), new BigDecimal(most), meaning);
    }

    String bounds() {
        return least.toPlainString() + " to " + most.toPlainString();
    }
}
