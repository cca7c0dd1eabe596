package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.resting;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.fault.Fault;
import trysail.log.LogLevel;
import trysail.log.LogStyle;
import trysail.look.SessionState;
import trysail.model.Intent;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;

/** What a session's log tells, and what it does not. */
@Timeout(180)
class StoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path journals;

    private String text(Session session) throws IOException {
        return Files.readString(journals.resolve(session.name() + ".log"));
    }

    private List<JsonNode> objects(Session session) throws IOException {
        var all = new ArrayList<JsonNode>();
        for (var line : text(session).lines().toList()) {
            all.add(JSON.readTree(line));
        }
        return all;
    }

    private static List<JsonNode> of(String event, List<JsonNode> all) {
        return all.stream().filter(n -> n.path("event").asText().equals(event)).toList();
    }

    @Test
    void theFirstLineSaysWhatWasOpenedAndByWhat() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.sessions.start(scene.spec(Strategies.named("quoter"))
                    .strategy("crossover,fast=5,slow=20")
                    .symbols(List.of("BTC-USDT")));
            until(() -> session.state() instanceof SessionState.Running);
            stopped(session);

            assertThat(text(session).lines().findFirst().orElseThrow())
                    .contains(
                            "opened: paper on simulator (binance-usdm, elsewhere), BTC-USDT, strategy"
                                    + " crossover,fast=5,slow=20, until stopped; on stop cancel within 5s; trysail ",
                            "JDK " + Runtime.version());
        }
    }

    @Test
    void whatAStrategyThrowsIsThereWithItsStack() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.start((event, state) -> {
                throw new IllegalStateException("no way", new IllegalArgumentException("because"));
            });
            var receipt = session.await();

            assertThat(receipt.exitCode()).isEqualTo(1);
            assertThat(text(session))
                    .containsPattern(" ERROR " + session.name() + " (opening-)?failed: IllegalStateException: no way\n")
                    .contains(
                            "java.lang.IllegalStateException: no way\n\tat trysail.session.StoryTest.",
                            "Caused by: java.lang.IllegalArgumentException: because\n");
        }
    }

    @Test
    void whatKeptItFromOpeningIsThereWithItsStack() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.sessions.start(
                    scene.spec(Strategies.named("quoter")).symbols(List.of("NONE-USDT")));
            session.await();

            assertThat(text(session))
                    .contains(" ERROR " + session.name() + " opening-failed: instrument 'NONE-USDT' is not listed")
                    .contains("\tat trysail.session.");
        }
    }

    @Test
    void aStreamThatIsLostAndComesBackIsToldWithTheReason() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.sessions.start(scene.spec(Strategies.named("quoter"))
                    .log(LogStyle.USUAL.format(LogStyle.Format.JSON)));
            until(() -> session.state() instanceof SessionState.Running
                    && session.snapshot().vitals().venue().connects() > 0);
            scene.exchange.inject(Fault.parse("drop"));
            until(() -> session.snapshot().vitals().venue().connects() > 1);
            stopped(session);

            var all = objects(session);
            assertThat(of("stream-lost", all))
                    .isNotEmpty()
                    .allSatisfy(n -> assertThat(n.path("level").asText()).isEqualTo("WARN"))
                    .allSatisfy(n -> assertThat(n.path("details").path("why").asText()).isNotEmpty());
            assertThat(of("connected", all).stream()
                            .filter(n -> n.path("details").path("stream").asText().equals("market"))
                            .map(n -> n.path("message").asText()))
                    .anyMatch(m -> m.startsWith("market stream up"))
                    .anyMatch(m -> m.startsWith("market stream back after "));
        }
    }

    /** Asks for more than risk allows, at each quote. */
    private static Strategy greedy() {
        return (event, state) -> event instanceof Quote quote
                ? List.of(new Intent.Submit(
                        quote.instrument(),
                        Side.BUY,
                        new BigDecimal(1_000_000),
                        Terms.limit(quote.bid()),
                        false,
                        "greed"))
                : List.of();
    }

    @Test
    void denialsAreToldTheFirstTimeAndThenCounted() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.sessions.start(
                    scene.spec(greedy()).log(LogStyle.USUAL.format(LogStyle.Format.JSON)));
            until(() -> session.snapshot().vitals().denied() > 5);
            stopped(session);

            var all = objects(session);
            var denied = of("denied", all);
            var rules = denied.stream()
                    .map(n -> n.path("details"))
                    .filter(d -> d.has("rule"))
                    .map(d -> d.path("rule").asText())
                    .toList();
            assertThat(rules).isNotEmpty().doesNotHaveDuplicates();
            assertThat(denied).hasSizeLessThan(20);
            var more = denied.stream()
                    .mapToLong(n -> n.path("details").path("more").asLong())
                    .sum();
            assertThat(more + rules.size()).isEqualTo(session.snapshot().vitals().denied());
        }
    }

    @Test
    void fillsAndFaultsAndRungsAreTold() throws Exception {
        var spec = SessionSpec.paper()
                .journal(journals)
                .faults(List.of(Fault.parse("latency:1ms±0")))
                .log(LogStyle.USUAL.format(LogStyle.Format.JSON).level(LogLevel.DEBUG))
                .strategy((Strategy) (event, state) -> event instanceof Quote q && state.position(q.instrument()).isFlat()
                        ? List.of(new Intent.Submit(
                                q.instrument(),
                                Side.BUY,
                                q.instrument().smallestSize(q.ask()),
                                Terms.market(),
                                false,
                                "once"))
                        : List.of());
        var session = new Sessions().start(spec);
        until(() -> session.snapshot().fills() > 0);
        session.inject(Fault.parse("gap"));
        stopped(session);

        var all = objects(session);
        var fill = of("fill", all).getFirst().path("details");
        assertThat(fill.path("price").isNumber()).isTrue();
        assertThat(fill.path("side").asText()).isEqualTo("buy");
        assertThat(fill.path("fee_asset").asText()).isEqualTo("USDT");
        assertThat(of("fault", all)).singleElement().satisfies(n -> assertThat(
                        n.path("message").asText())
                .contains("latency:1ms±0"));
        assertThat(of("asked", all).stream().map(n -> n.path("message").asText())).contains("fault gap");
        assertThat(of("rung", all).stream().map(n -> n.path("details").path("rung").asText()))
                .contains("quiet", "tasks", "orders", "streams", "clients", "journal");
        assertThat(of("order", all)).isNotEmpty();
        assertThat(all.getLast().path("event").asText()).isEqualTo("ended");
        assertThat(all.getLast().path("details").path("fills").asLong())
                .isEqualTo(session.snapshot().fills());
    }

    @Test
    void aLogLosesNoKeyToAFault() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var keys = scene.keys();
            var session = scene.sessions.start(scene.spec((event, state) -> event instanceof Quote q
                            ? List.of(resting(q.instrument(), q, Side.BUY))
                            : List.of())
                    .credentials(keys)
                    .log(LogStyle.USUAL.level(LogLevel.DEBUG)));
            until(() -> session.state() instanceof SessionState.Running);
            scene.exchange.inject(Fault.parse("redirect for 1s"));
            until(() -> scene.exchange.faults().isEmpty());
            stopped(session);

            assertThat(text(session)).doesNotContain(keys.secrets());
        }
    }
}
