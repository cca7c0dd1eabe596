package trysail.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ASCII text that is written again and again into one array: JSON without garbage. Not thread-safe. */
public final class FrameText {
    private static final int MAX_DIGITS = 20;

    private byte[] bytes = new byte[4096];
    private int length;

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public FrameText clear() {
        length = 0;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    public FrameText ascii(String text) {
        int n = text.length();
        room(n);
        for (int i = 0; i < n; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    public FrameText bytes(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    public FrameText utf8(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        return bytes(encoded, 0, encoded.length);
    }

    /** A whole number that is not negative. */
    public FrameText number(long value) {
        room(MAX_DIGITS);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** A decimal in quotes: {@code value} with its point {@code scale} places from the right; not negative. */
    public FrameText decimal(long value, int scale) {
        ascii("\"");
        long unit = 1;
        for (int i = 0; i < scale; i++) {
            unit *= 10;
        }
        number(value / unit);
        if (scale > 0) {
            ascii(".");
            long fraction = value % unit;
            for (long u = unit / 10; u > Math.max(1, fraction); u /= 10) {
                if (fraction < u) {
                    ascii("0");
                }
            }
            number(fraction);
        }
        return ascii("\"");
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
