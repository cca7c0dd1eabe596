package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.Stalls;
import trysail.fault.Fault;
import trysail.look.SessionState;
import trysail.scope.StopReason;
import trysail.strategy.Strategies;

/** Faults of the disk and of the strategy, in real sessions on files and sockets; and what a stop makes of them. */
class MishapsTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    private Path journals;

    private final Sessions sessions = new Sessions();

    private SessionSpec spec() {
        return SessionSpec.paper().journal(journals).strategy(Strategies.named("quoter"));
    }

    private Session running(SessionSpec spec) throws Exception {
        var session = sessions.start(spec);
        until(() -> session.snapshot().vitals().sent() > 0 || session.receipt().isPresent());
        return session;
    }

    // A5; a thread is looked at where the compiler lets it be: in its loop or in what the loop calls
    @ParameterizedTest
    @CsvSource({
        "strategy-spins, FaultyStrategy.spin|Spells.now, spin",
        "strategy-deaf, FaultyStrategy.nap, doze",
        "strategy-locks, Spells, Spells"
    })
    void aStrategyThatNothingEndsIsNamedWithItsStackAndTheStopEndsInTime(String fault, String at, String where)
            throws Exception {
        var session = running(spec());
        try {
            session.inject(Fault.parse(fault));
            assertThat(session.faults()).containsExactly(fault);
            until(() -> Pattern.compile(at).matcher(session.scopes().toString()).find());
            var receipt = stopped(session);
            stalls.assertStop(receipt, Duration.ofMillis(5_450));
            assertThat(receipt.exitCode()).isEqualTo(3);
            assertThat(receipt.left().tasks()).singleElement().satisfies(t -> {
                assertThat(t.name()).contains("coordinator");
                assertThat(t.stack()).contains("FaultyStrategy", where);
            });
            assertThat(receipt.left().orders()).isEmpty();
            assertThat(receipt.left().sockets()).isEmpty();
        } finally {
            session.clearFaults();
        }
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().contains("coordinator")));
    }

    // A5
    @ParameterizedTest
    @ValueSource(strings = {"strategy-spins", "strategy-deaf", "strategy-locks"})
    void aStrategyThatComesBackInTimeLeavesNothing(String fault) throws Exception {
        var session = running(spec());
        session.inject(Fault.parse(fault + " for 300ms"));
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.left().isEmpty()).isTrue();
        until(() -> session.faults().isEmpty()); // where the stop came first it is over by the clock
    }

    // A4
    @Test
    void aStrategyThatThrowsEndsTheSessionAsItsFirstFailure() throws Exception {
        var session = running(spec().faults(List.of(Fault.parse("strategy-throws@700ms"))));
        var receipt = session.await();
        assertThat(receipt.reason()).isInstanceOf(StopReason.Failed.class);
        assertThat(receipt.reason().toString()).contains("strategy-throws");
        assertThat(receipt.left().isEmpty()).isTrue();
    }

    // A7
    @Test
    void aFloodOfOrdersIsWorkedOffOrDeniedAndAllOfItSettled() throws Exception {
        var session = running(spec());
        var sent = session.snapshot().vitals().sent();
        session.inject(Fault.parse("strategy-floods:400"));
        until(() ->
                session.snapshot().vitals().sent() + session.snapshot().vitals().denied() > sent + 100
                        || session.receipt().isPresent());
        var receipt = stopped(session);
        assertThat(receipt.left().isEmpty()).isTrue();
        assertThat(receipt.exitCode()).isZero();
    }

    // E2
    @Test
    void aFullDiskEndsTheSessionAndItsOrdersAreCancelledNevertheless() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.running();
            until(() -> !scene.exchange.record().workingOrders().isEmpty());
            session.inject(Fault.parse("full-disk"));
            assertThat(session.faults()).containsExactly("full-disk");
            var receipt = session.await();
            assertThat(receipt.reason().toString()).contains("full");
            assertThat(receipt.exitCode()).isNotZero();
            assertThat(receipt.left().isEmpty()).isTrue();
            assertThat(scene.exchange.record().workingOrders()).isEmpty();
        }
    }

    // E3
    @Test
    void aSlowDiskSlowsAndDoesNotStopTheStop() throws Exception {
        var session = running(spec());
        session.inject(Fault.parse("slow-disk:150ms"));
        var receipt = stopped(session);
        stalls.assertStop(receipt, Duration.ofMillis(5_450));
        assertThat(receipt.left().isEmpty()).isTrue();
    }

    // E4
    @Test
    void theNextSessionReadsTheGoodPartOfATornJournalAndSetsItAside() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var keys = scene.keys();
            var spec = scene.spec(new SessionScene.Rests(2)).credentials(keys);
            var first = scene.sessions.start(spec);
            until(() -> scene.exchange.record().workingOrders().size() == 2);
            first.inject(Fault.parse("torn-journal"));
            first.pause(); // the entry that is torn
            first.resume();
            scene.exchange.inject(Fault.parse("half-open")); // the stop cannot know what became of its orders
            assertThat(stopped(first).exitCode()).isEqualTo(3);
            scene.exchange.clearFaults();

            var second = scene.sessions.start(spec.strategy((event, state) -> List.of()));
            until(() -> second.state() instanceof SessionState.Running
                    || second.receipt().isPresent());
            assertThat(second.recovered()).contains(first.name());
            assertThat(stopped(second).exitCode()).isZero();
            assertThat(scene.exchange.record().workingOrders()).isEmpty();
            assertThat(Files.exists(journals.resolve(first.name() + ".damaged.db")))
                    .isTrue();
        }
    }

    @Test
    void aSessionElsewhereTakesThoseThatAreItsOwn() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.sessions.start(
                    scene.spec(Strategies.named("quoter")).faults(List.of(Fault.parse("slow-disk:10ms@30s"))));
            until(() -> session.faults().stream().anyMatch(f -> f.startsWith("slow-disk:10ms in ")));
            assertThat(session.state()).isInstanceOf(SessionState.Running.class);
            assertThat(session.faults()).hasSize(1);
            assertThat(session.inject(Fault.parse("strategy-deaf for 10ms"))).isEmpty();
            assertThat(session.clearFaults()).isEmpty();
            assertThat(stopped(session).left().isEmpty()).isTrue();
        }
    }

    // D9
    @Test
    void anAnswerThatWouldBurstIsRefusedAndTheSessionGoesOn() throws Exception {
        var session = running(spec());
        for (var i = 0; i < 3; i++) {
            session.inject(Fault.parse("gzip-bomb"));
        }
        until(() -> session.faults().isEmpty() || session.receipt().isPresent());
        var receipt = stopped(session);
        assertThat(receipt.left().isEmpty()).isTrue();
        assertThat(receipt.reason().toString()).doesNotContain("OutOfMemory");
    }
}
