package trysail.console;

import java.nio.charset.Charset;
import java.util.Map;

/** Text for an output that takes ASCII alone: signs of ours become plain ones of as many columns, others their number. */
final class Ascii {
    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('·', "-"),
            Map.entry('…', "."),
            Map.entry('→', ">"),
            Map.entry('±', "~"),
            Map.entry('×', "x"),
            Map.entry('µ', "u"),
            Map.entry('–', "-"),
            Map.entry('─', "-"),
            Map.entry('┄', "-"),
            Map.entry('│', "|"),
            Map.entry('┃', "|"),
            Map.entry('├', "+"),
            Map.entry('└', "+"),
            Map.entry('┤', "+"),
            Map.entry('┬', "+"),
            Map.entry('✓', "+"),
            Map.entry('✗', "x"),
            Map.entry('●', "*"),
            Map.entry('○', "o"),
            Map.entry('◐', "o"),
            Map.entry('▲', "^"),
            Map.entry('▼', "v"),
            Map.entry('◆', "X"),
            Map.entry('◂', "<"),
            Map.entry('█', "#"));

    private Ascii() {}

    /** Whether an output of this charset can show no sign but ASCII's. */
    static boolean isAll(Charset charset) {
        return charset.canEncode() && !charset.newEncoder().canEncode('·');
    }

    static String of(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            plain.append(c < 128 ? String.valueOf(c) : PLAIN.getOrDefault(c, "\\u%04x".formatted((int) c)));
        }
        return plain.toString();
    }
}
