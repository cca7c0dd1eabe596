package trysail.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser;
import trysail.helm.Words;

/** What is typed is taken apart in the same way while it is coloured, completed and run. */
class TypingProperties {
    @Property(tries = 2_000)
    void aFinishedTextHasTheSameWordsInColoursAsWhenItRuns(@ForAll("texts") String text) {
        if (Lines.missing(text).isEmpty()) {
            var run = Lines.of(text).stream().flatMap(l -> Words.of(l).stream()).toList();

            assertThat(Tokens.of(text).stream().map(Tokens.Token::text)).containsExactlyElementsOf(run);
        }
    }

    @Property(tries = 2_000)
    void theWordAtTheCursorEndsThere(@ForAll("texts") String text) {
        for (var cursor = 0; cursor <= text.length(); cursor++) {
            var line = (CompletingParsedLine) new Typing().parse(text, cursor, Parser.ParseContext.COMPLETE);

            assertThat(line.words()).isNotEmpty();
            assertThat(line.rawWordCursor()).isBetween(0, cursor);
            assertThat(line.rawWordLength()).isBetween(line.rawWordCursor(), text.length());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", " ", "'", "\"", "\\", "\n", "#", "stop", "--on-stop=")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Example
    void aBackslashOrAnOpenQuoteGoesOnInTheNextLine() {
        assertThat(Lines.of("start paper \\\n 5s\nstatus\n\n")).containsExactly("start paper  5s", "status");
        assertThat(Lines.of("echo 'a\nb'\nstatus")).containsExactly("echo 'a\nb'", "status");
        assertThat(Lines.missing("echo 'a")).isEqualTo("'");
        assertThat(Lines.missing("echo a\\")).isEqualTo("\\");
        assertThat(Lines.missing("echo it # it's over")).isEmpty();
        assertThat(List.of(Lines.missing(""), Lines.missing("a\n"))).containsOnly("");
    }
}
