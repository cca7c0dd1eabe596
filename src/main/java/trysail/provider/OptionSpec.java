package trysail.provider;

import java.math.BigDecimal;

/**
 * One option of something that is chosen by name, as in {@code crossover,fast=10}.
 *
 * @param name what it is set by
 * @param standard what stands when it is not given
 * @param least the smallest value allowed
 * @param most the largest value allowed
 * @param meaning what it is, with its unit
 */
public record OptionSpec(String name, BigDecimal standard, BigDecimal least, BigDecimal most, String meaning) {
    public OptionSpec {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,31}")) {
            throw new IllegalArgumentException("option '" + name + "' must be a word, such as fast");
        }
        if (standard.compareTo(least) < 0 || standard.compareTo(most) > 0) {
            throw new IllegalArgumentException("option " + name + "=" + standard.toPlainString() + " is not from "
                    + least.toPlainString() + " to " + most.toPlainString());
        }
    }

    /** The same, its numbers written as decimal digits. */
    public static OptionSpec of(String name, String standard, String least, String most, String meaning) {
        return new OptionSpec(name, new BigDecimal(standard), new BigDecimal(least), new BigDecimal(most), meaning);
    }

    String bounds() {
        return least.toPlainString() + " to " + most.toPlainString();
    }
}
