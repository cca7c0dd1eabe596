package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.helm.FreeWords;
import trysail.helm.Helm;
import trysail.helm.Words;

/** Each command that a page shows is one: its words are understood by the command it names. */
class ShownTest {
    private static final Pattern SHELL = Pattern.compile("scripts/trysail((?: [^`|&\\n]*)?)");
    private static final Pattern PROMPT = Pattern.compile("(?m)^(?:trysail|[a-z][a-z0-9-]* [●○][^>\\n]*) > (.+)$");
    private static final Pattern PIPED = Pattern.compile("printf '([^']*)' \\| scripts/trysail");

    @TempDir
    private Path journal;

    @Test
    void everyCommandOfThePagesIsUnderstood() throws IOException {
        var shown = shown();
        assertThat(shown.size()).as("commands shown").isGreaterThan(25);
        try (var deck = new Deck(Helm.Mode.COMMAND, journal)) {
            for (var line : shown) {
                assertThatCode(() -> understood(deck, line)).as(line).doesNotThrowAnyException();
            }
        }
    }

    private static void understood(Deck deck, String line) {
        var words = Words.of(line);
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            return; // the prompt, or how it takes its pipe
        }
        var entry = Catalogue.named(words.getFirst());
        assertThat(entry).as("a command").isPresent();
        var parser = deck.commands.parser(entry.orElseThrow());
        if (!(parser.getCommand() instanceof FreeWords)) {
            parser.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        }
    }

    private static Set<String> shown() throws IOException {
        var all = new LinkedHashSet<String>();
        for (var page : pages()) {
            var text = Files.readString(page);
            for (var pattern : List.of(SHELL, PROMPT)) {
                pattern.matcher(text).results().forEach(found -> all.add(plain(found.group(1))));
            }
            PIPED.matcher(text).results().forEach(found -> all.addAll(List.of(found.group(1).split("\\\\n"))));
        }
        return all;
    }

    /** Without what the shell takes for itself, and without the sentence that goes on behind a command. */
    private static String plain(String line) {
        return line.replaceAll("\\s#.*", "").replaceAll("\\s2?>.*", "").strip();
    }

    /** What a user reads; decisions are of their day. */
    private static List<Path> pages() throws IOException {
        var all = new ArrayList<Path>();
        all.add(Path.of("README.md"));
        try (var site = Files.walk(Path.of("src/site/markdown"))) {
            site.filter(f -> f.toString().endsWith(".md") && !f.toString().contains("/adr/"))
                    .forEach(all::add);
        }
        return all;
    }
}
