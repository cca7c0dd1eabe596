package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;

/** fault, record, reconnect and journal, as a pipe says them to a running session. */
class ToolCommandsTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private Deck deck;
    private int shown;

    @BeforeEach
    void open() {
        deck = Deck.script(directory);
    }

    @AfterEach
    void close() throws Exception {
        deck.helm.stopAll(new StopReason.StopRequested("test"));
        deck.close();
    }

    private Session started() throws Exception {
        assertThat(deck.line("start paper")).isZero();
        var session = deck.helm.current().orElseThrow();
        until(() -> session.snapshot().fills() > 0);
        return session;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        var deadline = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(deadline.expired()).as("condition not met in time").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(2));
        }
    }

    /** What a line that works prints. */
    private String said(String line) {
        shown = deck.out().length();
        assertThat(deck.line(line)).as("%s: %s", line, deck.err()).isZero();
        return deck.out().substring(shown);
    }

    /** What a line that is refused complains of. */
    private String refused(String line) {
        var before = deck.err().length();
        assertThat(deck.line(line)).as(line).isEqualTo(2);
        return deck.err().substring(before);
    }

    @Test
    void aFaultIsInjectedListedAndCleared() throws Exception {
        assertThat(said("fault")).contains("http500:0.2", "REST fails with 500").doesNotContain("in force");
        assertThat(refused("fault mute")).contains("no session runs here");
        var session = started();
        assertThat(said("fault mute@30s for 2s"))
                .isEqualTo("fault mute@30s for 2s at the exchange of " + session.name() + "\n");
        assertThat(said("fault http500:0")).contains("http500:0");
        assertThat(said("fault")).containsPattern("in force in paper-1: http500:0.0 · mute for 2s in [23]");
        var json = JSON.readTree(said("fault --json"));
        assertThat(json.get("in_force")).hasSize(2);
        assertThat(json.at("/forms/0/fault").asText()).isEqualTo("mute@3s");
        assertThat(said("fault clear")).startsWith("no faults any more");
        until(() -> session.faults().isEmpty());
        assertThat(refused("fault mut")).contains("fault 'mut' is none of: mute@3s, ");
        assertThat(refused("fault drop for 2s")).contains("'drop' happens once");
    }

    @Test
    void aFaultOnASharedExchangeNamesWhoElseIsHit() throws Exception {
        var first = started();
        var second = started();
        assertThat(said("fault latency:1ms"))
                .isEqualTo("fault latency:1ms at the exchange of " + second.name() + ", which " + first.name()
                        + " shares: hit as well\n");
        assertThat(said("fault none --session " + first.name())).contains("which " + second.name() + " shares");
    }

    @Test
    void aSessionOnAMutedExchangeIsStoppedInBoundedTime() throws Exception { // A9
        var session = started();
        said("fault mute");
        until(() -> session.snapshot().dataAge().orElseThrow().toMillis() > 300);
        var before = System.nanoTime();
        assertThat(said("stop")).contains("stop requested by stop", "exit 0", "left      0 threads");
        stalls.assertSince(before, Duration.ofMillis(5_450));
    }

    @Test
    void streamsAreCutAndComeBackWithTheTimeItTook() throws Exception { // F9
        var session = started();
        assertThat(said("reconnect")).containsPattern("paper-1 +simulator +\\d+ ms +\\d+ ms +back");
        var json = JSON.readTree(said("reconnect simulator --json"));
        assertThat(json.at("/0/session").asText()).isEqualTo("paper-1");
        assertThat(json.at("/0/market_ms").asDouble()).isPositive();
        assertThat(json.at("/0/outcome").asText()).isEqualTo("back");
        assertThat(refused("reconnect bingx")).contains("no session runs on venue 'bingx': they run on simulator");
        said("fault mute");
        assertThat(deck.line("reconnect --within 300ms")).isEqualTo(1);
        assertThat(deck.out()).contains("not back yet; it goes on trying");
        assertThat(session.receipt()).isEmpty();
    }

    @Test
    void aRecordingBeginsIsRefusedTwiceEndsAndReplays() throws Exception {
        var session = started();
        var file = directory.resolve("frames.raw");
        assertThat(refused("record")).contains("paper-1 is not being recorded: record FILE begins");
        assertThat(refused("record stop")).contains("not being recorded");
        assertThat(said("record " + file)).startsWith("paper-1 is being recorded to " + file);
        assertThat(refused("record " + file)).contains("is being recorded already to " + file);
        until(() -> session.recording().orElseThrow().frames() > 300);
        assertThat(said("reconnect")).contains("back");
        var before = session.recording().orElseThrow().frames();
        until(() -> session.recording().orElseThrow().frames() > before + 300);
        var json = JSON.readTree(said("record stop --json"));
        assertThat(json.get("frames").asLong()).isGreaterThan(600);
        assertThat(json.get("books").asLong()).isGreaterThanOrEqualTo(3);
        assertThat(refused("record " + file)).contains("is there already; take another name, or --force");
        assertThat(refused("record " + directory)).contains("is a directory");
        assertThat(said("stop")).contains("exit 0");

        said("start replay " + file + " --json");
        var replay = deck.helm.current().orElseThrow();
        var receipt = replay.await();
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.marketEvents()).isEqualTo(json.get("frames").asLong());
    }

    @Test
    void aFullDiskIsAnnouncedOnce() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
        var session = started();
        said("record /dev/full --force");
        until(() -> deck.out().contains("No space left on device"));
        assertThat(deck.line("record stop")).isEqualTo(1);
        assertThat(session.receipt()).isEmpty();
        assertThat(said("stop")).contains("exit 0");
    }

    @Test
    void theJournalTellsOneOrdersStoryAndTheLastEntries() throws Exception {
        var unused = started();
        var last = said("journal --last 3");
        assertThat(last.lines()).hasSize(3);
        var lines = said("journal --json --last 1000").lines().toList();
        var filled = JSON.readTree(lines.stream()
                .filter(l -> l.contains("\"kind\":\"filled\""))
                .findFirst()
                .orElseThrow());
        var id = filled.get("client_id").asText();
        assertThat(said("journal " + id))
                .startsWith("order " + id + " · ")
                .containsSubsequence("+0.00 ms", "intended", "why: ", "accepted", "filled");
        assertThat(JSON.readTree(said("journal " + id + " --json")
                                .lines()
                                .findFirst()
                                .orElseThrow())
                        .get("kind")
                        .asText())
                .isEqualTo("intended");
        assertThat(refused("journal s1-e1-")).contains("is in the ids of several orders of paper-1");
        assertThat(refused("journal nosuch")).contains("no order of paper-1 has 'nosuch' in its id");

        said("stop");
        assertThat(said("journal --last 1")).contains("closed");
        try (var later = Deck.script(directory)) { // another process's prompt, days later
            assertThat(later.line("journal --session paper-1 --last 2 --journal " + directory))
                    .isZero();
            assertThat(later.out()).contains("closed");
            assertThat(later.line("journal " + id + " --session paper-1 --journal " + directory))
                    .isZero();
            assertThat(later.line("journal --session paper-9 --journal " + directory))
                    .isEqualTo(2);
            assertThat(later.err()).contains("no session 'paper-9' in " + directory);
            assertThat(later.line("journal --session ../x")).isEqualTo(2);
            assertThat(later.err()).contains("is not a session's name");
        }
    }

    @Test
    void theJournalIsFollowedUntilTheSessionEnds() throws Exception {
        assertThat(deck.line("start paper 3s")).isZero();
        var session = deck.helm.current().orElseThrow();
        until(() -> session.snapshot().fills() > 0 || session.receipt().isPresent());
        var all = said("journal -f --json --last 1")
                .lines()
                .filter(l -> l.startsWith("{\"seq\""))
                .toList();
        var previous = JSON.readTree(all.getFirst()).get("seq").asLong() - 1;
        for (var line : all) {
            var number = JSON.readTree(line).get("seq").asLong();
            assertThat(number).isEqualTo(++previous);
        }
        assertThat(all.size()).isGreaterThan(1);
        assertThat(all.getLast()).contains("\"kind\":\"closed\"");
    }
}
