package trysail.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that a misspelt one was meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known} by edits, if it is near enough to be meant. */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> Spelling.distance(word, k)))
                .filter(k -> Spelling.distance(word, k) <= Math.max(1, Math.min(3, word.length() / 2)));
    }
}
