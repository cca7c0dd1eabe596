package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import trysail.helm.Helm;

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
        return Catalogue.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatItDoes(String name) {
        assertThat(Catalogue.named(name).orElseThrow().header(deck.helm)).isNotBlank();
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
        var options = deck.commands.parser(Catalogue.named(name).orElseThrow()).getCommandSpec();
        assertThat(options.optionsMap()).containsKey("--json");
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAnOptionItDoesNotKnowInOneLine(String name) {
        assertThat(deck.run(name, "--no-such-option")).isEqualTo(2);
        assertThat(deck.err().lines()).singleElement().asString().contains("'--no-such-option'");
        assertThat(deck.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isCalledWhatItsClassSays(String name) {
        var entry = Catalogue.named(name).orElseThrow();
        var said = entry.make().apply(deck.helm).getClass().getAnnotation(Command.class);
        assertThat(entry.names()).first().isEqualTo(said.name());
        assertThat(entry.names().stream().skip(1)).containsExactly(said.aliases());
    }

    @Test
    void namingThemLoadsNoneOfThem() throws Exception {
        var path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(p -> asUrl(Path.of(p)))
                .toArray(URL[]::new);
        try (var loader = new Watching(path)) {
            Class.forName(Catalogue.class.getName(), true, loader);
            assertThat(loader.has(Catalogue.Entry.class)).isTrue(); // it watches
            assertThat(Catalogue.ALL.stream()
                            .map(e -> e.make().apply(deck.helm).getClass())
                            .filter(loader::has))
                    .isEmpty();
        }
    }

    private static URL asUrl(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the classes of this program once more, and tells which it has loaded. */
    private static final class Watching extends URLClassLoader {
        Watching(URL[] path) {
            super(path, ClassLoader.getPlatformClassLoader());
        }

        boolean has(Class<?> type) {
            return findLoadedClass(type.getName()) != null;
        }
    }

    @Test
    void noNameIsTaken() {
        assertThat(Catalogue.ALL.stream().flatMap(e -> e.names().stream())).doesNotHaveDuplicates();
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
        assertThat(deck.out()).contains("simulator", "https://fapi.binance.com", "linear perpetual, linear delivery");
    }

    @Test
    void aDialectIsNamedInTheHelpAndAsTheMisspeltOneThatIsMeant() {
        assertThat(deck.run("start", "paper", "1s", "--dialect", "binance-usmd"))
                .isEqualTo(2);
        assertThat(deck.err()).contains("did you mean 'binance-usdm'?");
        assertThat(deck.run("help", "start")).isZero();
        assertThat(deck.out())
                .containsPattern(
                        "--dialect=NAME\\s+whose protocol the simulator speaks, by\\s+default\\s+the\\s+first\\s+of:\\s+binance-usdm")
                .containsPattern("--venue=NAME\\s+simulator, or a real market with paper fills:\\s+binance-usdm");
    }

    @Test
    void aDialectThatNobodySpeaksIsRefused() {
        assertThat(deck.run("start", "paper", "1s", "--dialect", "bingx")).isEqualTo(2);
        assertThat(deck.err()).contains("dialect 'bingx' is not spoken here; take binance-usdm");
        assertThat(deck.run("venue", "--port", "0", "--dialect", "kucoin")).isEqualTo(2);
        assertThat(deck.err()).contains("dialect 'kucoin' is not spoken here");
    }
}
