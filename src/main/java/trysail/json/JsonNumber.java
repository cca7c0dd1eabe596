package trysail.json;

import java.nio.charset.StandardCharsets;

/**
 * A number that is not negative, as any program may write it: in quotes or bare, with an exponent, with zeros at its end.
 * Holds the one that was read last, with the fewest decimals that it takes; makes no objects. One thread.
 */
public final class JsonNumber {
    private static final int MOST_DIGITS = 64;
    private static final int MOST_DECIMALS = 18;
    private static final long ROOM_FOR_A_DIGIT = Long.MAX_VALUE / 10 - 1;
    private static final double[] POWERS = new double[MOST_DECIMALS + 1];

    static {
        for (var i = 0; i < POWERS.length; i++) {
            POWERS[i] = Math.pow(10, i);
        }
    }

    private long value;
    private int decimals;
    private boolean quoted;
    private boolean plain;
    private int from;
    private int to;

    /**
     * Reads the number that begins in {@code bytes[at, end)}, quotes included.
     *
     * @return where what follows it begins
     * @throws MalformedFrame when there is none, or one with more digits than can be counted with
     */
    public int read(byte[] bytes, int at, int end) throws MalformedFrame {
        quoted = at < end && bytes[at] == '"';
        plain = true;
        value = 0;
        decimals = 0;
        from = quoted ? at + 1 : at;
        var i = digits(bytes, end);
        to = i;
        if (i > from && i < end && (bytes[i] == 'e' || bytes[i] == 'E')) {
            plain = false;
            i = exponent(bytes, i + 1, end);
        }
        if (quoted && i < end && bytes[i] == '\\') {
            return escaped(bytes, at, end);
        }
        if (to == from || i >= end || (quoted ? bytes[i] != '"' : !endsNumber(bytes[i]))) {
            throw new MalformedFrame("a number is malformed", bytes, at, end);
        }
        return quoted ? i + 1 : i;
    }

    private int digits(byte[] bytes, int end) throws MalformedFrame {
        var point = false;
        var zeros = 0;
        var i = from;
        for (; i < end; i++) {
            var b = bytes[i];
            if (b == '.' && !point && i > from) {
                point = true;
                continue;
            }
            if (b < '0' || b > '9') {
                break;
            }
            if (i - from > MOST_DIGITS) {
                throw new MalformedFrame("a number is too long", bytes, from, end);
            }
            if (point && b == '0') {
                zeros++;
                continue;
            }
            for (; zeros > 0; zeros--, decimals++) {
                append(0);
            }
            append(b - '0');
            decimals += point ? 1 : 0;
        }
        if (decimals > MOST_DECIMALS) {
            throw new MalformedFrame("a number with too many decimals", bytes, from, end);
        }
        return i;
    }

    private void append(int digit) throws MalformedFrame {
        if (value > ROOM_FOR_A_DIGIT) {
            throw new MalformedFrame("a number too large");
        }
        value = value * 10 + digit;
    }

    private int exponent(byte[] bytes, int start, int end) throws MalformedFrame {
        var i = start;
        var negative = i < end && bytes[i] == '-';
        if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
            i++;
        }
        var power = 0;
        for (; i < end && bytes[i] >= '0' && bytes[i] <= '9' && power <= MOST_DIGITS; i++) {
            power = power * 10 + (bytes[i] - '0');
        }
        decimals += negative ? power : -power;
        for (; decimals > 0 && value % 10 == 0 && value != 0; decimals--) {
            value /= 10;
        }
        for (; decimals < 0 && value != 0; decimals++) {
            append(0);
        }
        decimals = value == 0 ? 0 : decimals;
        if (decimals > MOST_DECIMALS) {
            throw new MalformedFrame("a number with too many decimals", bytes, from, end);
        }
        return i;
    }

    /** Digits that are written as escapes are rare enough for a copy. */
    private int escaped(byte[] bytes, int at, int end) throws MalformedFrame {
        var json = new JsonBytes();
        json.over(bytes, at, end);
        json.string();
        var unescaped = json.asString();
        if (unescaped.indexOf('\\') >= 0) {
            throw new MalformedFrame("a number is malformed", bytes, at, end);
        }
        var copy = ('"' + unescaped + '"').getBytes(StandardCharsets.UTF_8);
        read(copy, 0, copy.length);
        plain = false;
        return json.position();
    }

    private static boolean endsNumber(byte b) {
        return b == ',' || b == '}' || b == ']' || (b >= 0 && b <= ' ');
    }

    /** How many decimals it takes. */
    public int decimals() {
        return decimals;
    }

    /** Whether it stood in quotes. */
    public boolean quoted() {
        return quoted;
    }

    /** Whether it was digits and at most one point. */
    public boolean plain() {
        return plain;
    }

    /** Where its first character lies, without the quote. */
    public int from() {
        return from;
    }

    /** Where its digits end. */
    public int to() {
        return to;
    }

    public double approximately() {
        return value / POWERS[decimals];
    }

    /** The number times 10 to the {@code scale}; digits beyond it are cut off, or lead to the next whole number. */
    public long at(int scale, boolean up) throws MalformedFrame {
        var unscaled = value;
        for (var i = decimals; i < scale && unscaled != 0; i++) {
            if (unscaled > ROOM_FOR_A_DIGIT) {
                throw new MalformedFrame("a number too large");
            }
            unscaled *= 10;
        }
        var rest = false;
        for (var i = decimals; i > scale; i--) {
            rest |= unscaled % 10 != 0;
            unscaled /= 10;
        }
        return up && rest ? unscaled + 1 : unscaled;
    }

    /** The number when it is a whole one. */
    public long whole() throws MalformedFrame {
        if (decimals > 0) {
            throw new MalformedFrame("a whole number is missing");
        }
        return value;
    }
}
