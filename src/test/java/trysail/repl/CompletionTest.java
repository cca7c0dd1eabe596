package trysail.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Parser;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.command.Catalogue;
import trysail.command.Choices;
import trysail.command.Commands;
import trysail.command.Grammar;
import trysail.console.PlainConsole;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.session.SessionSpec;
import trysail.session.Sessions;

/** What is offered where, and what each thing offered says of itself. */
class CompletionTest {
    private final PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    private final PlainConsole console = new PlainConsole(Paper.plain(), nowhere, nowhere);
    private final Sessions sessions = new Sessions();
    private final Helm helm = new Helm(sessions, new Signals(), console, Helm.Mode.SCRIPT, Catalogue::has);
    private final Grammar grammar = new Grammar(new Commands(helm, Map.of()));

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void commandsAreOfferedByGroupWithWhatTheyDo() {
        var start = offered("st").stream()
                .filter(c -> c.value().equals("start"))
                .findFirst()
                .orElseThrow();

        assertThat(start.group()).isEqualTo("Sessions");
        assertThat(start.descr()).contains("session");
        assertThat(values("")).contains("start", "stop", "help", "exit", "scopes", "chart");
    }

    @Test
    void everyOptionIsOfferedWithItsHelpUntilItStands() {
        assertThat(offered("start paper --"))
                .allSatisfy(c -> assertThat(c.descr()).as(c.value()).isNotBlank());
        assertThat(values("start paper --")).contains("--strategy", "--fault", "--on-stop");
        assertThat(values("start paper --on-stop keep --")).doesNotContain("--on-stop");
    }

    @Test
    void aValueIsOfferedByWhatItStandsFor() {
        assertThat(values("start ")).contains("paper", "replay");
        assertThat(values("start paper --on-stop ")).containsExactlyInAnyOrder("keep", "cancel", "flatten");
        assertThat(values("start paper --on-stop=")).contains("--on-stop=keep");
        assertThat(values("start paper --fault ")).contains("mute@3s");
        assertThat(values("start paper --strategy ")).contains("quoter", "crossover");
        assertThat(values("start paper --strategy crossover,fast=5,")).contains("crossover,fast=5,slow=");
        assertThat(values("start paper --symbols BTC-USDT,")).contains("BTC-USDT,ETH-USDT");
        assertThat(values("chart ")).contains("BTC-USDT");
        assertThat(values("chart BTC-USDT ")).contains("1m", "1h");
        assertThat(values("help ")).contains("start");
        assertThat(values("watch 2s ")).contains("positions");
        assertThat(values("watch 2s chart ")).contains("BTC-USDT");
        assertThat(values("stop ")).contains("all", "keep", "cancel", "flatten");
    }

    @Test
    void sessionsAreOfferedByName() throws Exception {
        try (var session = helm.begin(SessionSpec.paper().journal(directory), true)) {
            assertThat(values("use ")).containsExactly(session.name());
            assertThat(values("stop ")).contains(session.name(), "all");
        }
    }

    @Test
    void filesAreOfferedWhereTheyBelong() throws Exception {
        Files.createFile(directory.resolve("two sessions.try"));
        Files.createFile(directory.resolve("mine.jsh"));
        Files.createDirectory(directory.resolve("deep"));

        assertThat(values("source " + directory + "/")).contains(directory + "/two sessions.try", directory + "/deep/");
        assertThat(values("start paper --strategy " + directory + "/"))
                .contains(directory + "/mine.jsh")
                .doesNotContain(directory + "/two sessions.try");
        assertThat(values("start paper --feed recording:" + directory + "/"))
                .contains("recording:" + directory + "/mine.jsh");
    }

    @Test
    void aWordWithABlankIsQuoted() {
        var line = (org.jline.reader.CompletingParsedLine)
                new Typing().parse("source \"tw", 10, Parser.ParseContext.COMPLETE);

        assertThat(line.word()).isEqualTo("tw");
        assertThat(line.rawWordCursor()).isEqualTo(3);
        assertThat(line.escape("two sessions.try", true)).hasToString("\"two sessions.try\"");
        assertThat(line.escape("plain", true)).hasToString("plain");
    }

    @Test
    void theLineIsColouredByWhatItsWordsAre() throws Exception {
        assertThat(coloured("start paper 60s")).startsWith("\u001b[36;1mstart").contains("\u001b[33;22m60s");
        assertThat(coloured("stert ")).contains("\u001b[31mstert");
        assertThat(coloured("sta")).doesNotContain("\u001b[31m");
        assertThat(coloured("start --strateg ")).contains("\u001b[31;22m--strateg");
        assertThat(coloured("start --strategy 'a b'")).contains("\u001b[34;22m--strategy", "\u001b[32;22m'a b'");
        assertThat(coloured("status\nstert ")).contains("\u001b[31;22mstert");
    }

    private String coloured(String text) throws Exception {
        try (var terminal =
                new LineDisciplineTerminal("memory", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
            return new Colours(grammar)
                    .highlight(new HelmReader(terminal, () -> {}), text)
                    .toAnsi(terminal);
        }
    }

    private List<String> values(String text) {
        return offered(text).stream().map(Candidate::value).toList();
    }

    private List<Candidate> offered(String text) {
        var found = new ArrayList<Candidate>();
        var line = new Typing().parse(text, text.length(), Parser.ParseContext.COMPLETE);
        try (var terminal =
                new LineDisciplineTerminal("memory", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
            new Completion(grammar, new Choices(helm)).complete(new HelmReader(terminal, () -> {}), line, found);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }
}
