package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trysail.order.OnStop;
import trysail.receipt.FailureCause;
import trysail.receipt.ReceiptJson;
import trysail.session.SessionScene.BuysOnce;

/** What a session says it leaves behind of its dealings: positions, denials, and whose failure ended it. */
class LeavingsTest {
    @TempDir
    private Path journals;

    private SessionScene scene;

    @BeforeEach
    void openExchange() throws Exception {
        scene = SessionScene.open(journals);
    }

    @AfterEach
    void closeExchange() throws Exception {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = OnStop.class,
            names = {"CANCEL", "KEEP"})
    void aPositionThatThePolicyLeavesIsNamedAndTheCodeIsZero(OnStop policy) throws Exception {
        var session = scene.sessions.start(scene.spec(new BuysOnce()).onStop(policy));
        until(() -> session.snapshot().fills() > 0);

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.positions()).singleElement().satisfies(p -> {
            assertThat(p.symbol())
                    .isEqualTo(scene.exchange.instruments().getFirst().symbol());
            assertThat(p.size()).isPositive();
            assertThat(p.mark()).isPresent();
            assertThat(p.unrealised()).isPresent();
            assertThat(p.why()).startsWith("kept: --on-stop " + policy.name().toLowerCase(Locale.ROOT));
        });
        assertThat(receipt.toText()).contains(" long ", " · kept: --on-stop ");
        assertThat(receipt.dealings().fees()).isPositive();
    }

    @Test
    void flattenLeavesNoPositionAndTheReceiptNamesNone() throws Exception {
        var session = scene.sessions.start(scene.spec(new BuysOnce()).onStop(OnStop.FLATTEN));
        until(() -> session.snapshot().fills() > 0);

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.dealings().positions()).contains(List.of());
        assertThat(receipt.fills()).isEqualTo(2);
        assertThat(receipt.toText()).contains("traded    2 fills").doesNotContain("position");
    }

    @Test
    void denialsAreCountedByRuleAndToldWithTheLatestReason() throws Exception {
        var session = scene.sessions.start(
                scene.spec(new ControlsTest.Renews()).rule("never", (order, state) -> Optional.of("not today")));
        until(() -> session.snapshot().vitals().denied() > 2);

        assertThat(session.denials()).singleElement().satisfies(d -> {
            assertThat(d.rule()).isEqualTo("never");
            assertThat(d.count()).isGreaterThan(2);
            assertThat(d.last()).isEqualTo("not today");
        });
        assertThat(session.why().lines()).anyMatch(l -> l.matches("  denied \\d+ by never, last: not today"));
        var receipt = stopped(session);
        assertThat(receipt.denials()).containsKey("never");
        assertThat(receipt.denials().get("never")).isGreaterThan(2L);
        assertThat(receipt.toText()).containsPattern("denied +\\d+ by never");
    }

    @Test
    void whatAnAdoptedPositionHadGainedIsInNeitherEquityNorProfit() throws Exception {
        var keys = scene.keys();
        var first = scene.sessions.start(scene.spec(new BuysOnce()).credentials(keys));
        until(() -> first.snapshot().fills() > 0);
        stopped(first);
        var quiet = scene.spec((event, state) -> List.of()).credentials(keys);
        var second = scene.sessions.start(quiet);
        until(() -> second.positions().stream() // a mark may be what was paid: then nothing is gained yet
                .anyMatch(p -> p.size().signum() > 0 && p.unrealised().signum() != 0));

        until(
                () -> { // one look takes equity and profit at marks that may be a quote apart
                    try {
                        var risk = second.risk();
                        return risk.equity().subtract(quiet.capital()).compareTo(risk.pnl()) == 0;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        stopped(second);
    }

    @Test
    void aStrategysFailureIsToldFromAVenuesThatCannotBeReached() throws Exception {
        var thrown = scene.start((event, state) -> {
                    throw new IllegalStateException("strategy is broken");
                })
                .await();
        assertThat(thrown.cause()).contains(FailureCause.STRATEGY);
        assertThat(thrown.reasonText()).isEqualTo("failed: strategy: IllegalStateException: strategy is broken");

        var nothing = scene.start((event, state) -> null).await();
        assertThat(nothing.cause()).contains(FailureCause.STRATEGY);

        var spec = scene.spec(new BuysOnce()).openWithin(Duration.ofSeconds(1));
        var lost = scene.sessions
                .start(spec.at(URI.create("http://127.0.0.1:9"), URI.create("ws://127.0.0.1:9")))
                .await();
        assertThat(lost.exitCode()).isEqualTo(1);
        assertThat(lost.cause()).contains(FailureCause.VENUE);
        assertThat(lost.reasonText()).startsWith("failed: venue: ");
        assertThat(ReceiptJson.read(lost.toJson()).get("cause").asText()).isEqualTo("venue");
        assertThat(lost.dealings().positions()).as("never heard of").isEmpty();
    }
}
