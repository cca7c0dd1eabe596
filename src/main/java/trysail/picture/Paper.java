package trysail.picture;

import java.util.Locale;

/**
 * What text is drawn on.
 *
 * @param columns its width
 * @param rows its height
 * @param colour whether colours may be used; nothing is ever told by colour alone
 * @param unicode whether more than ASCII may be used
 */
public record Paper(int columns, int rows, boolean colour, boolean unicode) {
    /** What a word means, which decides its colour. */
    public enum Tone {
        PLAIN(""),
        /** A heading. */
        STRONG("1"),
        /** Of little weight. */
        DIM("2"),
        GOOD("32"),
        WARN("33"),
        BAD("31"),
        /** A name. */
        NAME("36");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** A pipe or a file. */
    public static Paper plain() {
        return new Paper(120, 40, false, unicodeOut());
    }

    /** Whether standard output takes more than ASCII. */
    public static boolean unicodeOut() {
        return System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""))
                .toUpperCase(Locale.ROOT)
                .startsWith("UTF");
    }

    /** Text in the colour of its meaning, where there are colours. */
    public String paint(Tone tone, String text) {
        return colour && !tone.code.isEmpty() && !text.isEmpty()
                ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
                : text;
    }

    /** One of two signs: {@code rich} where the paper takes it. */
    public String sign(String rich, String ascii) {
        return unicode ? rich : ascii;
    }
}
