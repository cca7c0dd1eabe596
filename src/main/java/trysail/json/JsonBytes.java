package trysail.json;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the bytes of one JSON text, which checks its grammar as it goes and makes no objects: names are compared as
 * bytes, numbers become longs. One thread.
 */
public final class JsonBytes {
    private static final JsonFactory GENERAL = new JsonFactory();
    private static final long ROOM_FOR_A_DIGIT = Long.MAX_VALUE / 10 - 1;
    private static final int DEEPEST = 64;

    private byte[] buffer = new byte[0];
    private int pos;
    private int end;

    /** The last {@link #string}: between {@code textFrom} and {@code textTo}, escapes undone. */
    private byte[] text = buffer;

    private int textFrom;
    private int textTo;

    public void over(byte[] bytes, int from, int to) {
        buffer = bytes;
        pos = from;
        end = to;
    }

    public int position() {
        return pos;
    }

    public void position(int at) {
        pos = at;
    }

    /** The next byte that is not white space, not taken. */
    public byte peek() throws MalformedFrame {
        while (pos < end) {
            var b = buffer[pos];
            if (b > ' ') {
                return b;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw fail("a stray byte");
            }
            pos++;
        }
        throw new MalformedFrame("the message ends too early");
    }

    public void expect(char c) throws MalformedFrame {
        if (peek() != c) {
            throw fail("'" + c + "' is missing");
        }
        pos++;
    }

    public boolean tryTake(char c) throws MalformedFrame {
        if (peek() != c) {
            return false;
        }
        pos++;
        return true;
    }

    /** Whether another member or element follows; takes the comma or the closing bracket. */
    public boolean more(char closing) throws MalformedFrame {
        if (tryTake(',')) {
            return true;
        }
        expect(closing);
        return false;
    }

    /** Nothing but white space may be left. */
    public void finish() throws MalformedFrame {
        for (; pos < end; pos++) {
            if (buffer[pos] > ' ' || buffer[pos] < 0) {
                throw fail("unexpected text after the message");
            }
        }
    }

    /** Takes a member's name and its colon; the name's one byte when it has one only, 0 for any other. */
    public byte key() throws MalformedFrame {
        string();
        var only = length() == 1 ? at(0) : 0;
        expect(':');
        return only;
    }

    /** Takes a string; see {@link #is}, {@link #length}, {@link #at}. */
    public void string() throws MalformedFrame {
        expect('"');
        var from = pos;
        for (var i = from; i < end; i++) {
            var b = buffer[i];
            if (b == '"') {
                text = buffer;
                textFrom = from;
                textTo = i;
                pos = i + 1;
                return;
            }
            if (b == '\\') {
                escaped(from - 1);
                return;
            }
            if (b >= 0 && b < ' ') {
                throw fail("a control character in a string");
            }
        }
        throw new MalformedFrame("a string does not end");
    }

    /** A string with escapes is rare enough for the general parser. */
    private void escaped(int quote) throws MalformedFrame {
        pos = quote;
        skipString();
        try (var parser = GENERAL.createParser(buffer, quote, pos - quote)) {
            text = parser.nextTextValue().getBytes(StandardCharsets.UTF_8);
            textFrom = 0;
            textTo = text.length;
        } catch (IOException e) {
            throw new MalformedFrame("a string with a bad escape");
        }
    }

    public int length() {
        return textTo - textFrom;
    }

    public byte at(int i) {
        return text[textFrom + i];
    }

    public boolean is(byte[] other) {
        if (other.length != textTo - textFrom) {
            return false;
        }
        for (var i = 0; i < other.length; i++) {
            if (other[i] != text[textFrom + i]) {
                return false;
            }
        }
        return true;
    }

    public boolean is(String ascii) {
        if (ascii.length() != textTo - textFrom) {
            return false;
        }
        for (var i = 0; i < ascii.length(); i++) {
            if (text[textFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public String asString() {
        return new String(text, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    }

    /** A whole number that is not negative, in quotes or not. */
    public long integer() throws MalformedFrame {
        return decimal(0);
    }

    /**
     * A number that is not negative, in quotes or not, times 10 to the {@code scale}. Zeros beyond the scale are
     * dropped; other digits there, an exponent or more digits than a long holds are malformed.
     */
    public long decimal(int scale) throws MalformedFrame {
        return decimal(scale, false);
    }

    /** The same with digits beyond the scale cut off. */
    public long decimalCut(int scale) throws MalformedFrame {
        return decimal(scale, true);
    }

    private long decimal(int scale, boolean cut) throws MalformedFrame {
        var quoted = tryTake('"');
        var start = pos;
        var value = 0L;
        var digits = 0;
        var decimals = -1;
        var i = pos;
        for (; i < end; i++) {
            var b = buffer[i];
            if (b >= '0' && b <= '9') {
                digits++;
                if (decimals >= scale) {
                    if (b != '0' && !cut) {
                        throw fail("a number with more than " + scale + " decimals");
                    }
                    continue;
                }
                if (decimals >= 0) {
                    decimals++;
                }
                if (value > ROOM_FOR_A_DIGIT) {
                    throw fail("a number too large");
                }
                value = value * 10 + (b - '0');
            } else if (b == '.' && decimals < 0 && digits > 0) {
                decimals = 0;
            } else {
                break;
            }
        }
        if (quoted && i < end && buffer[i] == '\\') {
            return escapedDecimal(start - 1, scale, cut);
        }
        if (digits == 0 || i >= end || (quoted ? buffer[i] != '"' : !endsNumber(buffer[i]))) {
            throw fail("a number is malformed");
        }
        pos = quoted ? i + 1 : i;
        return scaled(value, scale - Math.max(0, decimals));
    }

    private long escapedDecimal(int quote, int scale, boolean cut) throws MalformedFrame {
        escaped(quote);
        var plain = new JsonBytes();
        var bytes = ('"' + asString() + '"').getBytes(StandardCharsets.UTF_8);
        plain.over(bytes, 0, bytes.length);
        if (asString().indexOf('\\') >= 0) {
            throw fail("a number is malformed");
        }
        return plain.decimal(scale, cut);
    }

    private long scaled(long value, int zeros) throws MalformedFrame {
        var scaled = value;
        for (var i = 0; i < zeros; i++) {
            if (scaled > ROOM_FOR_A_DIGIT) {
                throw fail("a number too large");
            }
            scaled *= 10;
        }
        return scaled;
    }

    private static boolean endsNumber(byte b) {
        return b == ',' || b == '}' || b == ']' || (b >= 0 && b <= ' ');
    }

    public boolean bool() throws MalformedFrame {
        var first = peek();
        var word = first == 't' ? "true" : "false";
        if (!literal(word)) {
            throw fail("true or false is missing");
        }
        return first == 't';
    }

    private boolean literal(String word) {
        if (end - pos < word.length()) {
            return false;
        }
        for (var i = 0; i < word.length(); i++) {
            if (buffer[pos + i] != word.charAt(i)) {
                return false;
            }
        }
        pos += word.length();
        return true;
    }

    /** Takes a value of any kind. */
    public void skip() throws MalformedFrame {
        skip(0);
    }

    private void skip(int depth) throws MalformedFrame {
        if (depth > DEEPEST) {
            throw fail("nested too deep");
        }
        switch (peek()) {
            case '"' -> skipString();
            case '{' -> skipMembers(depth);
            case '[' -> skipElements(depth);
            case 't' -> skipLiteral("true");
            case 'f' -> skipLiteral("false");
            case 'n' -> skipLiteral("null");
            default -> skipNumber();
        }
    }

    private void skipMembers(int depth) throws MalformedFrame {
        expect('{');
        if (!tryTake('}')) {
            do {
                if (peek() != '"') {
                    throw fail("a name is missing");
                }
                skipString();
                expect(':');
                skip(depth + 1);
            } while (more('}'));
        }
    }

    private void skipElements(int depth) throws MalformedFrame {
        expect('[');
        if (!tryTake(']')) {
            do {
                skip(depth + 1);
            } while (more(']'));
        }
    }

    private void skipString() throws MalformedFrame {
        for (var i = pos + 1; i < end; i++) {
            var b = buffer[i];
            if (b == '"') {
                pos = i + 1;
                return;
            }
            if (b == '\\') {
                i += escape(i + 1);
            } else if (b >= 0 && b < ' ') {
                throw fail("a control character in a string");
            }
        }
        throw new MalformedFrame("a string does not end");
    }

    /** How many bytes the escape takes whose second byte is at {@code i}, without its backslash. */
    private int escape(int i) throws MalformedFrame {
        if (i < end && "\"\\/bfnrt".indexOf(buffer[i]) >= 0) {
            return 1;
        }
        for (var digit = i + 1; i < end && buffer[i] == 'u' && digit < end; digit++) {
            if (Character.digit(buffer[digit], 16) < 0) {
                break;
            }
            if (digit == i + 4) {
                return 5;
            }
        }
        throw fail("a string with a bad escape");
    }

    private void skipLiteral(String word) throws MalformedFrame {
        if (!literal(word)) {
            throw fail("a value is missing");
        }
    }

    private void skipNumber() throws MalformedFrame {
        var from = pos;
        while (pos < end && ((buffer[pos] >= '0' && buffer[pos] <= '9') || "+-.eE".indexOf(buffer[pos]) >= 0)) {
            pos++;
        }
        if (pos == from) {
            throw fail("a value is missing");
        }
    }

    /** What was taken since {@code from}. */
    public String since(int from) {
        return new String(buffer, from, pos - from, StandardCharsets.UTF_8);
    }

    public MalformedFrame fail(String what) {
        return new MalformedFrame(what, buffer, pos, end);
    }
}
