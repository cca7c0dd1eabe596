package trysail.simulator.host;

import java.util.Arrays;

/** Which year's rules of its wire a simulated venue keeps to. */
public enum Protocol {
    /** As it was spoken until 2025. */
    OF_2024("2024"),
    /** As it is spoken since the autumn of 2026. */
    OF_2026("2026");

    /** The one that is spoken where none is asked for. */
    public static final Protocol USUAL = OF_2026;

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /**
     * The one of this year.
     *
     * @throws IllegalArgumentException in one line, when no simulator keeps to that year's rules
     */
    public static Protocol parse(String word) {
        return Arrays.stream(values())
                .filter(p -> p.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "protocol '" + word + "' is unknown: write 2026, as venues speak now, or 2024"));
    }

    /** The year, as the command line writes it. */
    @Override
    public String toString() {
        return word;
    }
}
