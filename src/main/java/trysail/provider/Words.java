package trysail.provider;

import java.util.Comparator;
import java.util.List;
import trysail.words.Spelling;

/** The known word that was probably meant. */
final class Words {
    private Words() {}

    /** The one with the fewest letters to change; the word itself where there is none. */
    static String nearest(String word, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> Spelling.distance(word, k)))
                .orElse(word);
    }
}
