package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every command has in common. */
class EveryCommandTest {
    @TempDir
    private Path directory;

    private Deck deck;

    @BeforeEach
    void open() {
        deck = new Deck(Helm.Mode.COMMAND, directory);
    }

    @AfterEach
    void close() {
        deck.close();
    }

    static Stream<String> names() {
        return Commands.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatItDoes(String name) {
        assertThat(Commands.named(name).orElseThrow().header()).isNotBlank();
        assertThat(deck.run(name, "-h")).isZero();
        assertThat(deck.out()).contains("Usage: " + name);
        assertThat(deck.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasTheSameForPrograms(String name) {
        if (name.equals("jshell")) {
            return; // what it prints is its script's
        }
        var options = deck.commands.parser(Commands.named(name).orElseThrow()).getCommandSpec();
        assertThat(options.optionsMap()).containsKey("--json");
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAnOptionItDoesNotKnowInOneLine(String name) {
        assertThat(deck.run(name, "--no-such-option")).isEqualTo(2);
        assertThat(deck.err().lines()).singleElement().asString().contains("'--no-such-option'");
        assertThat(deck.out()).isEmpty();
    }

    @Test
    void noNameIsTaken() {
        assertThat(Commands.ALL.stream()
                        .flatMap(e -> Stream.concat(
                                Stream.of(e.name()), List.of(e.about().aliases()).stream())))
                .doesNotHaveDuplicates();
    }

    @Test
    void aMisspeltOptionIsSuggested() {
        assertThat(deck.run("start", "paper", "--symbls", "BTC-USDT")).isEqualTo(2);
        assertThat(deck.err()).contains("unknown option '--symbls'; did you mean '--symbols'?");
        assertThat(deck.run("sessions", "too", "many")).isEqualTo(2);
        assertThat(deck.err()).contains("sessions: 'too' is one word too many");
    }

    @Test
    void helpGroupsThemAndHidesWhatCannotBeUsedHere() {
        deck.run("help");
        assertThat(deck.out()).contains("Sessions\n", "\n  start ", "\nTools\n", "\n  venue ");
        try (var prompt = Deck.script(directory)) {
            prompt.run("help");
            assertThat(prompt.out()).contains("\n  start ").doesNotContain("\n  venue ");
        }
    }

    @Test
    void helpExplainsOneWithExamples() {
        assertThat(deck.run("help", "start")).isZero();
        assertThat(deck.out()).contains("Usage: start", "Examples:", "start paper 60s");
    }

    @Test
    void theConfigurationIsATable() {
        deck.run("config", "show");
        assertThat(deck.out()).startsWith("option").containsPattern("journal +" + directory + " +TRYSAIL_JOURNAL");
        try (var json = new Deck(Helm.Mode.COMMAND, directory)) {
            json.run("config", "show", "--json");
            assertThat(json.out()).contains("{\"option\":\"on-stop\",\"value\":\"cancel\",\"from\":\"default\"}");
        }
    }

    @Test
    void strategiesAndVenuesAreListed() {
        deck.run("strategies");
        assertThat(deck.out()).containsPattern("crossover +fast +10 +1 +499 +bars of the fast average");
        deck.run("venues");
        assertThat(deck.out()).contains("simulator", "https://fapi.binance.com");
    }

    @Test
    void aDialectThatNobodySpeaksIsRefused() {
        assertThat(deck.run("start", "paper", "1s", "--dialect", "bingx")).isEqualTo(2);
        assertThat(deck.err()).contains("dialect 'bingx' is not spoken here; take binance-usdm");
    }
}
