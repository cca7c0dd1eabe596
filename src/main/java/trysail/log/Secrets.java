package trysail.log;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes secrets out of text: those it was told, and what looks like one by the word before it. Immutable. */
final class Secrets {
    private static final String MASK = "***";
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:signature|api[-_ ]?key|api[-_ ]?secret|secret(?:[-_ ]?key)?|passphrase|password|listen[-_ ]?key"
                    + "|authorization)\"?\\s*[=:]\\s*\"?)[^\\s\"&,;}\\])]+");
    private final List<String> known;

    Secrets(Collection<String> known) {
        // shorter than this is no secret, and masking it would spoil every line
        this.known = known.stream().filter(s -> s.length() >= 6).toList();
    }

    String mask(String text) {
        var masked = text;
        for (var secret : known) {
            masked = masked.replace(secret, MASK);
        }
        return NAMED.matcher(masked).replaceAll("$1" + MASK);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d secrets", known.size());
    }
}
