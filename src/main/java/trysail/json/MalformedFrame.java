package trysail.json;

import java.nio.charset.StandardCharsets;

/** A message that is no JSON, or not the JSON its type promises. The connection it came on is not to be trusted. */
public final class MalformedFrame extends Exception {
    private static final int EXCERPT = 40;

    public MalformedFrame(String what) {
        super(what);
    }

    MalformedFrame(String what, byte[] buffer, int at, int end) {
        super(what + " before '" + excerpt(buffer, at, end) + "'");
    }

    private static String excerpt(byte[] buffer, int at, int end) {
        var from = Math.min(at, end);
        var text = new String(buffer, from, Math.min(EXCERPT, end - from), StandardCharsets.ISO_8859_1);
        return text.replaceAll("[^ -~]", "?");
    }
}
