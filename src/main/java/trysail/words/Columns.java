package trysail.words;

/** How many columns of a terminal a text takes: ideographs and emoji take two, combining marks none. */
public final class Columns {
    private static final int ESCAPE = 0x1b;

    private Columns() {}

    /** The columns of a text on one line; colours in it take none. */
    public static int of(String text) {
        var width = 0;
        for (var i = 0; i < text.length(); ) {
            var point = text.codePointAt(i);
            if (point == ESCAPE) {
                i = afterColour(text, i);
            } else {
                width += of(point);
                i += Character.charCount(point);
            }
        }
        return width;
    }

    /** A colour is ESC [ … and a letter. */
    private static int afterColour(String text, int from) {
        for (var i = from + 2; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i))) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int of(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> wide(point) ? 2 : 1;
        };
    }

    /** What Unicode's East Asian Width calls wide or full-width, by blocks. */
    private static boolean wide(int p) {
        return p >= 0x1100
                && (p <= 0x115f
                        || p == 0x2329
                        || p == 0x232a
                        || within(p, 0x2e80, 0x303e)
                        || within(p, 0x3041, 0xa4cf)
                        || within(p, 0xa960, 0xa97f)
                        || within(p, 0xac00, 0xd7a3)
                        || within(p, 0xf900, 0xfaff)
                        || within(p, 0xfe10, 0xfe19)
                        || within(p, 0xfe30, 0xfe6f)
                        || within(p, 0xff00, 0xff60)
                        || within(p, 0xffe0, 0xffe6)
                        || within(p, 0x16fe0, 0x18aff)
                        || within(p, 0x1b000, 0x1b2ff)
                        || within(p, 0x1f300, 0x1f64f)
                        || within(p, 0x1f680, 0x1f6ff)
                        || within(p, 0x1f900, 0x1faff)
                        || within(p, 0x20000, 0x3fffd));
    }

    private static boolean within(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
