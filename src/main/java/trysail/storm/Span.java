package trysail.storm;

import java.util.SplittableRandom;

/**
 * From where to where a number may be drawn, both included.
 *
 * @param least 0 or more
 * @param most not less than {@code least}
 */
public record Span(long least, long most) {
    public Span {
        if (least < 0 || most < least) {
            throw new IllegalArgumentException("a span from " + least + " to " + most);
        }
    }

    /** One number alone. */
    static Span only(long number) {
        return new Span(number, number);
    }

    long draw(SplittableRandom random) {
        return random.nextLong(least, most + 1);
    }
}
