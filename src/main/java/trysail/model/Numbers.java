package trysail.model;

import java.math.BigDecimal;

/**
 * Numbers from outside: of a venue, an option, a recording, a journal, a strategy. One such as {@code 1e50000000} is a few
 * bytes to write and would take all time and memory to add to another. Real ones are far inside these bounds: a price of
 * {@code 0.00000001}, a volume of {@code 10^15}, a size of {@code 1000SHIB}.
 */
public final class Numbers {
    /** No number has more digits. */
    public static final int DIGITS = 40;
    /** Nor more of them after the point, nor more zeros before it than this. */
    public static final int SCALE = 30;

    private static final int CHARACTERS = 80;
    private static final int SHOWN = 20;

    private Numbers() {}

    /**
     * A decimal number.
     *
     * @throws NumberFormatException when it is none, or beyond the bounds
     */
    public static BigDecimal of(String text) {
        if (text.length() > CHARACTERS) {
            throw beyond(text);
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw beyond(text);
        }
    }

    /**
     * The number itself.
     *
     * @throws NumberFormatException when it is beyond the bounds
     */
    public static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > SCALE || number.precision() > DIGITS) {
            throw new NumberFormatException("a number beyond " + DIGITS + " digits or 10^±" + SCALE);
        }
        return number;
    }

    private static NumberFormatException beyond(String text) {
        var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return new NumberFormatException(
                "'" + shown + "' is no number, or one beyond " + DIGITS + " digits or 10^±" + SCALE);
    }
}
