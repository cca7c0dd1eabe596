package trysail.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt in a real terminal: what is typed, what stands on the screen, how the terminal is left. */
class TerminalTest {
    private static final String PRODUCT = "trysail.Trysail";

    /** The prompt of a session that has orders at the venue. */
    private static final Pattern WORKS = Pattern.compile("[1-9]\\d* orders? >");

    @TempDir
    private Path directory;

    @Test
    void aSessionIsStartedSeenStoppedAndTheTerminalIsLeftAsItWas() throws Exception {
        try (var pane = Pane.open(directory, 100, 30).product(PRODUCT, "")) {
            pane.line("start paper 60s");
            var prompt = Pattern.compile("paper-1 . BTC-USDT \\+2 \\d+\\.\\ds . \\d+ orders? >");
            var running = pane.await(s -> prompt.matcher(s).find() && s.contains("left") && s.contains("/s"));
            assertThat(running.stripTrailing().lines().toList().getLast())
                    .startsWith("paper-1 [")
                    .contains("p&l");

            pane.type("sessi"); // a line half typed is cleared by Ctrl+C, and nothing else
            pane.awaitText("> sessi");
            pane.key("C-c");
            pane.await(s ->
                    s.lines().filter(l -> l.endsWith(" >") || l.endsWith("> ")).count() >= 1);
            pane.line("sessions");
            pane.awaitText("running");

            pane.key("C-c"); // on an empty line it stops the session
            var receipt = pane.awaitText("left      0 threads").everything();
            assertThat(receipt).contains("paper-1 stops", "stop requested by Ctrl+C", "exit 0");
            pane.await(s -> s.stripTrailing().endsWith("trysail >"));

            pane.line("exit");
            pane.awaitText("code 0");
            pane.leftAsItWas();
        }
    }

    @Test
    void ctrlCMovesAStopThatHangsFromRungToRung() throws Exception { // A2
        try (var pane = Pane.open(directory, 100, 40).product(PRODUCT, "")) {
            pane.line("start paper").await(s -> WORKS.matcher(s).find());
            pane.line("fault latency:30s");
            pane.line("stop --within 60s"); // no cancel is answered in that time
            pane.awaitText("stopping");
            pane.key("C-c");
            pane.awaitText("cut short, going on");
            for (var presses = 0; presses < 20 && !pane.everything().contains("total "); presses++) {
                pane.key("C-c");
                var before = System.nanoTime();
                pane.await(s -> System.nanoTime() - before > TimeUnit.MILLISECONDS.toNanos(400));
            }
            assertThat(pane.awaitText("total ").everything()).contains("paper-1 · stopped: stop requested by stop");
            pane.line("exit");
            pane.await(s -> s.contains("code"));
            pane.leftAsItWas();
        }
    }

    @Test
    void ctrlCStopsASessionThatIsStillOpening() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var pane = Pane.open(directory, 100, 30).product(PRODUCT, "")) {
            var address = "127.0.0.1:" + mute.getLocalPort();
            pane.line("start paper --rest-url http://" + address + " --ws-url ws://" + address);
            pane.awaitText("opening >").key("C-c");
            pane.awaitText("left      0 threads").awaitText("trysail >");
            assertThat(pane.everything()).contains("stop requested by Ctrl+C");
            pane.line("exit").awaitText("code 0");
        }
    }

    @Test
    void exitAsksWithOneKey() throws Exception { // A11
        try (var pane = Pane.open(directory, 100, 30).product(PRODUCT, "")) {
            pane.line("start paper");
            pane.await(s -> WORKS.matcher(s).find());
            pane.key("C-d").awaitText("(a)bort the exit?");
            pane.key("x").key("a");
            pane.await(s ->
                    s.stripTrailing().lines().filter(l -> l.contains("order")).count() >= 2);
            pane.line("sessions").awaitText("running");
            pane.key("C-d").await(s -> s.split("bort the exit").length == 3);
            pane.key("k");
            pane.awaitText("code 0");
            assertThat(pane.everything()).contains("stop requested by exit", "kept");
            pane.leftAsItWas();
        }
    }

    @Test
    void aWatchedTableIsRedrawnSurvivesResizingAndEndsWithAKey() throws Exception {
        try (var pane = Pane.open(directory, 110, 30).product(PRODUCT, "")) {
            pane.line("start paper 60s").await(s -> s.contains("order"));
            pane.line("sessions -w").await(s -> s.contains("data age"));
            pane.resize(80, 20);
            var smaller = pane.await(s -> s.contains("data age") && s.contains("left · p&l"));
            assertThat(smaller.split("data age")).hasSize(2);
            pane.key("C-c");
            pane.await(s -> s.contains(" >"));
            pane.resize(90, 12).type("stat").awaitText("> stat");
            pane.resize(120, 30);
            var grown = pane.await(s -> s.contains("> stat")
                    && s.lines().filter(l -> l.startsWith("paper-1 [")).count() == 1);
            assertThat(grown.stripTrailing().lines().toList().getLast()).startsWith("paper-1 [");
            pane.key("C-u").line("exit --force").awaitText("code 0");
            pane.leftAsItWas();
        }
    }

    @Test
    void sigtermStopsEverySessionAndRestoresTheTerminal() throws Exception { // A10
        try (var pane = Pane.open(directory, 100, 40).product(PRODUCT, "")) {
            pane.line("start paper").await(s -> s.contains("orders >"));
            pane.type("half a li").awaitText("half a li");
            pane.process().destroy();
            pane.awaitText("code 143");
            assertThat(pane.everything()).contains("stopped: SIGTERM", "left      0 threads");
            pane.leftAsItWas();
        }
    }

    @Test
    void aTerminalThatIsClosedEndsTheProcess() throws Exception {
        try (var pane = Pane.open(directory, 100, 40).product(PRODUCT, "")) {
            pane.line("start paper").await(s -> s.contains("orders >"));
            var process = pane.process();
            pane.killPane();
            process.onExit().get(60, TimeUnit.SECONDS);
            assertThat(directory.resolve("journal")).isNotEmptyDirectory();
        }
    }

    @Test
    void aPasteIsALineOfCommandsEach() throws Exception {
        try (var pane = Pane.open(directory, 100, 40).product(PRODUCT, "")) {
            pane.paste("start paper \\\n 40s\nuse paper-1\nhelp 'us\ne'");
            pane.awaitText("e'");
            assertThat(pane.screen()).doesNotContain("started");
            pane.key("Enter");
            pane.awaitText("unknown command 'us");
            assertThat(pane.everything()).contains("paper-1 started");
            pane.await(s -> s.contains("orders >"));
            pane.line("exit --force").awaitText("code 0");
        }
    }

    @Test
    void aDumbTerminalIsPlain() throws Exception {
        try (var pane = Pane.open(directory, 100, 40).product(PRODUCT, "TERM=dumb")) {
            pane.line("start paper 1s").awaitText("left      0 threads");
            assertThat(pane.screen()).contains("paper-1 started").doesNotContain("[");
            pane.line("exit").awaitText("code 0");
            pane.leftAsItWas();
        }
    }

    @Test
    void aFloodOfNewsLeavesTheLineThatIsTypedWhole() throws Exception {
        try (var pane = Pane.open(directory, 70, 20).product("trysail.repl.Chatty", "")) {
            pane.awaitText("news ");
            var typed = "status one two three four five six seven eight nine ten eleven twelve";
            for (var word : typed.split(" ")) {
                pane.type(word.equals("status") ? word : " " + word);
            }
            pane.type(" over").awaitText("over");
            Files.createFile(directory.resolve("state/enough"));
            var seen = pane.await(s ->
                    s.contains("the last of the news") && s.replace("\n", "").contains("twelve over"));
            var lines = seen.lines().toList();
            assertThat(lines.stream().filter(l -> l.startsWith("news")))
                    .isNotEmpty()
                    .allMatch(l -> l.matches("news \\d+ of a session that has much to tell"));
            assertThat(seen.replace("\n", "")).contains("trysail > " + typed + " over");
            pane.key("C-u").line("exit").awaitText("code 0");
            pane.leftAsItWas();
        }
    }
}
