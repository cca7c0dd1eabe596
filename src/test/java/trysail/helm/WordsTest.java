package trysail.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.words.BadInput;

class WordsTest {
    private static final Map<String, String> VALUES = Map.of("feed", "synthetic:3", "two", "a b", "none", "");

    private static List<String> words(String line) {
        return Words.of(line, name -> Optional.ofNullable(VALUES.get(name)));
    }

    @Test
    void quotesKeepBlanksAndACommentEndsTheLine() {
        assertThat(words("  start 'a b'\t\"c d\" e\\ f # what follows is none"))
                .containsExactly("start", "a b", "c d", "e f");
        assertThat(words("# all of it")).isEmpty();
        assertThat(words("a#b")).containsExactly("a#b");
    }

    @Test
    void aVariableIsPutInAsItIsAndNeverTakenApart() {
        assertThat(words("--feed ${feed}x \"${two}\" ${two} ${none}"))
                .containsExactly("--feed", "synthetic:3x", "a b", "a b", "");
    }

    @Test
    void singleQuotesAndABackslashKeepItFromBeingOne() {
        assertThat(words("'${feed}' \\${feed} $feed")).containsExactly("${feed}", "${feed}", "$feed");
    }

    @Test
    void aVariableWithoutAValueIsAnErrorUnlessTheLineHasOneForIt() {
        assertThat(words("${who:-nobody} ${feed:-other} x${who:-}")).containsExactly("nobody", "synthetic:3", "x");
        assertThatThrownBy(() -> words("${who}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown variable 'who'");
        assertThatThrownBy(() -> words("${HOME}")).hasMessageContaining("'HOME'"); // the environment is not read
    }

    @Test
    void whatIsNotClosedIsNamed() {
        assertThatThrownBy(() -> words("echo 'a")).hasMessageContaining("' is missing in: echo 'a");
        assertThatThrownBy(() -> words("echo ${a")).hasMessageContaining("} is missing in: echo ${a");
    }

    @Test
    void withoutVariablesTheyStandAsTheyAreWritten() {
        assertThat(Words.of("echo ${a}")).containsExactly("echo", "${a}");
    }
}
