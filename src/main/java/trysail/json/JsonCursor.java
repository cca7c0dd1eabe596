package trysail.json;

/**
 * Walks one JSON text inside a byte array and checks its grammar as it goes, without making objects. A market frame is
 * walked once a pass at some hundred nanoseconds, which a tree of nodes cannot do. Not thread-safe.
 */
public final class JsonCursor {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 18;

    private byte[] text = new byte[0];
    private int from;
    private int end;
    public int at;
    /** Where the string or number that was read last lies, without quotes. */
    public int valueFrom;

    public int valueTo;

    /** What is wrong with a text; its message says what and in which column. */
    public static final class Malformed extends RuntimeException {
        public Malformed(String message) {
            super(message, null, false, false);
        }
    }

    public void over(byte[] bytes, int start, int to) {
        text = bytes;
        from = start;
        at = start;
        end = to;
    }

    public Malformed bad(String what) {
        return new Malformed(what + " at column " + (at - from + 1));
    }

    /** The next byte that is not white space, not consumed; 0 at the end. */
    public byte peek() {
        while (at < end) {
            byte c = text[at];
            if (c > ' ') {
                return c;
            }
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                return c;
            }
            at++;
        }
        return 0;
    }

    public boolean take(char c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    public void expect(char c) {
        if (!take(c)) {
            throw bad("expected '" + c + "'");
        }
    }

    public void finish() {
        if (peek() != 0 || at < end) {
            throw bad("unexpected text after the frame");
        }
    }

    /** Reads a string; {@link #valueFrom} and {@link #valueTo} say where it lies. */
    public void string() {
        expect('"');
        valueFrom = at;
        while (at < end) {
            byte c = text[at++];
            if (c == '"') {
                valueTo = at - 1;
                return;
            }
            if (c == '\\') {
                escape();
            } else if (c >= 0 && c < ' ') {
                throw bad("control character in a string");
            }
        }
        throw bad("a string has no end");
    }

    private void escape() {
        byte c = at < end ? text[at++] : 0;
        if (c == 'u') {
            for (int i = 0; i < 4; i++, at++) {
                if (at >= end || Character.digit(text[at], 16) < 0) {
                    throw bad("bad \\u escape");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw bad("bad escape");
        }
    }

    /** A key of an object and its colon; answers the first byte of a key one byte long, 0 for any other key. */
    public byte key() {
        string();
        int length = valueTo - valueFrom;
        byte only = length == 1 ? text[valueFrom] : 0;
        expect(':');
        return only;
    }

    public boolean valueIs(String ascii) {
        if (valueTo - valueFrom != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (text[valueFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A whole number that is not negative. */
    public long whole() {
        byte c = peek();
        valueFrom = at;
        long value = 0;
        while (at < end && (c = text[at]) >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            at++;
        }
        valueTo = at;
        if (valueTo == valueFrom || valueTo - valueFrom > MAX_DIGITS) {
            throw bad("expected a whole number");
        }
        return value;
    }

    /** A decimal in quotes, as the venue sends prices and sizes, moved {@code scale} places: 0.10 at scale 2 is 10. */
    public long decimal(int scale) {
        expect('"');
        valueFrom = at;
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int digits = 0;
        int fraction = -1;
        while (at < end) {
            byte c = text[at];
            if (c >= '0' && c <= '9') {
                if (fraction < scale) {
                    value = value * 10 + (c - '0');
                    digits++;
                    fraction += fraction >= 0 ? 1 : 0;
                }
            } else if (c == '.' && fraction < 0) {
                fraction = 0;
            } else {
                break;
            }
            at++;
        }
        if (digits == 0 || at >= end || text[at] != '"') {
            throw bad("expected a decimal number in quotes");
        }
        valueTo = at++;
        for (int missing = scale - Math.max(0, fraction); missing > 0; missing--, digits++) {
            value *= 10;
        }
        if (digits > MAX_DIGITS && value != 0) {
            throw bad("a number is too large");
        }
        return negative ? -value : value;
    }

    public boolean bool() {
        if (peek() == 't') {
            literal("true");
            return true;
        }
        literal("false");
        return false;
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at >= end || text[at] != word.charAt(i)) {
                throw bad("expected a value");
            }
        }
    }

    private void number() {
        int start = at;
        while (at < end && "+-.eE0123456789".indexOf(text[at]) >= 0) {
            at++;
        }
        valueFrom = start;
        valueTo = at;
        if (start == at) {
            throw bad("expected a value");
        }
    }

    /** Steps over any value. */
    public void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("nested too deeply");
        }
        switch (peek()) {
            case '"' -> string();
            case '{' -> members('{', '}', depth);
            case '[' -> members('[', ']', depth);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void members(char open, char close, int depth) {
        expect(open);
        if (take(close)) {
            return;
        }
        do {
            if (open == '{') {
                key();
            }
            skip(depth + 1);
        } while (take(','));
        expect(close);
    }
}
