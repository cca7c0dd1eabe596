package trysail.simulator.play;

import trysail.model.Numbers;

/** How fast a market is played against its own time. */
public sealed interface Speed {
    /** As fast as its subscribers take it; every frame is delivered. */
    Speed MAX = new Unbounded();

    Speed REAL_TIME = new Times(1);

    /** This many times as fast as it happened. */
    record Times(double factor) implements Speed {
        public Times {
            if (!(factor > 0 && factor <= 1_000_000)) {
                throw new IllegalArgumentException("speed must be between 0 and 1000000, not " + factor);
            }
        }
    }

    /** See {@link #MAX}. */
    record Unbounded() implements Speed {}

    /**
     * Reads {@code 1}, {@code 0.5}, {@code 10} or {@code max}.
     *
     * @throws IllegalArgumentException with one line that says what is accepted
     */
    static Speed parse(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        try {
            double factor = Numbers.of(text).doubleValue();
            if (factor > 0 && factor <= 1_000_000) {
                return new Times(factor);
            }
        } catch (NumberFormatException e) {
            // falls through to the one line below
        }
        throw new IllegalArgumentException(
                "speed '" + text + "' is neither 'max' nor a number above 0 such as 1 or 10");
    }
}
