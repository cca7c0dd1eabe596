package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.fault.Fault;
import trysail.helm.Helm;
import trysail.look.SessionState;
import trysail.scope.SessionClock;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.strategy.Strategies;

/** Looks at sessions that this process never knew: they have ended, or run elsewhere. */
@Timeout(180)
class PastSessionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path journals;

    private static void until(Supplier<Boolean> condition) throws InterruptedException {
        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        while (!condition.get()) {
            assertThat(soon.expired()).as("condition not met in time").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
        }
    }

    private Session traded() throws Exception {
        var session = new Sessions()
                .start(SessionSpec.paper()
                        .journal(journals)
                        .strategy(Strategies.named("quoter"))
                        .faults(List.of(Fault.parse("latency:1ms"))));
        until(() -> session.state() instanceof SessionState.Running && session.fills(3).size() == 3);
        return session;
    }

    private void ran() throws Exception {
        var session = new Sessions().start(SessionSpec.paper().journal(journals));
        until(() -> session.state() instanceof SessionState.Running);
        session.stop();
    }

    private Deck shell() {
        return new Deck(Helm.Mode.COMMAND, journals);
    }

    private JsonNode json(String... words) throws Exception {
        try (var deck = shell()) {
            assertThat(deck.run(words)).as(deck.err()).isZero();
            return JSON.readTree(deck.out());
        }
    }

    @Test
    void whatASessionDidCanBeLookedAtAfterItsProcess() throws Exception {
        var session = traded();
        var receipt = session.stop();
        var last = session.fills(1).getFirst();

        var fills = json("fills", "--session", "paper-1", "--json", "--last", "100000");
        assertThat(fills).hasSize((int) session.snapshot().fills());
        assertThat(fills.get(fills.size() - 1).path("trade_id").asText())
                .isEqualTo(last.fill().tradeId());
        assertThat(fills.get(fills.size() - 1).path("time").asText())
                .isEqualTo(last.fill().time().toString());

        var pnl = json("pnl", "--session", "paper-1", "--json");
        assertThat(new BigDecimal(pnl.path("pnl").asText())).isEqualByComparingTo(receipt.pnl());
        assertThat(pnl.path("fills").asLong()).isEqualTo(receipt.fills());
        assertThat(pnl.path("equity").isNull()).isTrue();
        assertThat(pnl.path("samples").size()).isGreaterThan(2);

        var positions = json("positions", "--session", "paper-1", "--json");
        assertThat(positions.findValuesAsText("symbol")).containsExactly("BTC-USDT", "ETH-USDT", "SOL-USDT");
        for (var held : session.positions()) {
            var row = positions.valueStream()
                    .filter(p -> p.path("symbol").asText().equals(held.symbol()))
                    .findFirst()
                    .orElseThrow();
            assertThat(new BigDecimal(row.path("size").asText())).isEqualByComparingTo(held.size());
            assertThat(new BigDecimal(row.path("realised").asText())).isEqualByComparingTo(held.realised());
        }
        assertThat(json("orders", "--session", "paper-1", "--json")).isEmpty();

        var chart = json("chart", last.fill().symbol(), "--session", "paper-1", "--json");
        assertThat(chart.path("own_trades_alone").asBoolean()).isTrue();
        assertThat(chart.path("bars").size()).isPositive();
        assertThat(chart.path("fills").size()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fills paper-1",
                "fills --session paper",
                "positions --session paper-1",
                "pnl --session paper-1",
                "orders --session paper-1",
                "chart BTC --session paper-1",
                "chart BTC-USDT 1h --session paper-1",
                "log --session paper-1",
                "log paper-1 --json",
                "journal --session paper-1",
                "journal --session paper-1 --json"
            })
    void everyLookTakesTheSessionByName(String line) throws Exception {
        traded().stop();
        try (var deck = shell()) {
            assertThat(deck.line(line)).as(deck.err()).isZero();
            assertThat(deck.out()).isNotEmpty();
        }
    }

    @Test
    void oneThatStillRunsElsewhereIsReadFromItsJournal() throws Exception {
        try (var session = traded()) {
            var fills = json("fills", "--session", "paper-1", "--json", "--last", "2");
            assertThat(fills).hasSize(2);
            assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fills", "positions", "pnl", "orders", "chart BTC", "log", "journal"})
    void aNameThatNobodyHasIsRefusedNamingThoseThereAre(String command) throws Exception {
        ran();
        try (var deck = shell()) {
            assertThat(deck.line(command + " --session paper-9")).isEqualTo(2);
            assertThat(deck.err()).contains("no session 'paper-9' in " + journals, "there is paper-1");
        }
        try (var deck = shell()) {
            assertThat(deck.line(command + " --session ../x")).isEqualTo(2);
            assertThat(deck.err()).contains("is not a session's name");
        }
        try (var deck = shell()) {
            assertThat(deck.line(command)).isEqualTo(2);
            assertThat(deck.err()).contains("no session runs here: name one with --session", "there is paper-1");
        }
    }

    @Test
    void whereThereIsNoSessionAtAllThatIsSaid() throws Exception {
        try (var deck = shell()) {
            assertThat(deck.line("fills --session paper-1")).isEqualTo(2);
            assertThat(deck.err()).contains("no session 'paper-1' in " + journals + "; there is none yet");
        }
    }

    @Test
    void historySinceHasALineADayAndTheirSum() throws Exception {
        var first = traded().stop();
        ran();
        try (var deck = shell()) {
            assertThat(deck.line("history --since 7d --json")).isZero();
            var lines = deck.out().lines().toList();
            assertThat(lines).hasSize(3);
            var sums = JSON.readTree(lines.getLast());
            assertThat(sums.path("sum").path("sessions").asInt()).isEqualTo(2);
            assertThat(sums.path("sum").path("not_clean").asInt()).isZero();
            assertThat(sums.path("sum").path("fills").asLong()).isGreaterThanOrEqualTo(first.fills());
            var fills = sums.path("days").valueStream().mapToLong(d -> d.path("fills").asLong()).sum();
            assertThat(fills).isEqualTo(sums.path("sum").path("fills").asLong());
        }
        try (var deck = shell()) {
            assertThat(deck.line("history --since 2001-02-03")).isZero();
            assertThat(deck.out()).contains("day", "sum ", "paper-1", "paper-2");
        }
        try (var deck = shell()) {
            assertThat(deck.line("history --since 2999-01-01")).isZero();
            assertThat(deck.out()).contains("no session in this time").doesNotContain("paper-1");
        }
        for (var wrong : List.of("x", "2026-13-01", "2026-11-31", "7", "-7d", "2026-11-30T25:00:00Z")) {
            try (var deck = shell()) {
                assertThat(deck.line("history --since=" + wrong)).as(wrong).isEqualTo(2);
                assertThat(deck.err()).contains("--since");
            }
        }
    }

    @Test
    void aLogThatWasBegunAnewIsShownWithTheEndOfTheOldOne() throws Exception {
        ran();
        Files.writeString(journals.resolve("paper-1.log.1"), "a\nb\n");
        Files.writeString(journals.resolve("paper-1.log"), "c\n");
        try (var deck = shell()) {
            assertThat(deck.line("log --session paper-1 --last 2")).isZero();
            assertThat(deck.out()).isEqualTo("b\nc\n");
        }
    }
}
