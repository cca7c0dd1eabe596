package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import trysail.QuietLog;
import trysail.fault.Fault;
import trysail.order.OnStop;
import trysail.receipt.Receipt;
import trysail.simulator.network.Weather;
import trysail.strategy.Strategies;

/**
 * Whole sessions in storms: our protocol on both ends, one schedule and up to three faults a seed. On JDK 21 a thread that waits
 * in a monitor pins the one carrier that a storm has.
 */
@ExtendWith(QuietLog.class)
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "whole-session storms need JDK 24 or later")
class SessionTrialTest {
    private static final int RUNS = 1_000;

    private final ArrayList<Receipt> receipts = new ArrayList<>();
    private final Storms<SessionPlan> storms =
            new Storms<>(new SessionTrial(() -> Strategies.named("quoter"), receipts::add));

    @Test
    void sessionsKeepTheirPromisesWhateverTheWeather() {
        var reports = new ArrayList<String>();
        var tally = storms.run(1, RUNS, storm -> storm.broken().ifPresent(b -> reports.add(storm.report())));

        assertThat(reports).isEmpty();
        assertThat(tally.broken()).isEmpty();
        assertThat(tally.schedules()).isGreaterThan(RUNS - 10);
        assertThat(receipts).hasSize(RUNS);
        assertThat(receipts.stream().filter(r -> r.fills() > 0))
                .as("storms that were traded in")
                .hasSizeGreaterThan(RUNS / 5);
    }

    @Test
    void anExchangeBehindAFrozenNetworkIsClosedInAFiftiethOfASecond() { // found by a storm: its lease was left
        var within = Duration.ofMillis(500);
        var frozen = new Fault.For(new Fault.HalfOpen(Duration.ofMillis(113)), Duration.ofSeconds(3));
        var plan = new SessionPlan(
                within,
                Weather.CALM,
                List.of(frozen),
                1,
                Duration.ofMillis(188),
                Optional.empty(),
                OnStop.CANCEL,
                within);

        assertThat(storms.run(plan, storms.schedule(361)).broken()).isEmpty();
    }

    @Test
    void equalSeedsMakeEqualTranscripts() { // A16
        for (var seed = 500L; seed < 508; seed++) {
            var first = storms.run(seed);
            assertThat(first.transcript())
                    .isNotEmpty()
                    .isEqualTo(storms.run(seed).transcript());
        }
    }

    @Test
    void everyFaultIsDrawn() {
        var drawn = LongStream.range(1, 600)
                .boxed()
                .flatMap(seed -> SessionPlan.draw(seed).faults().stream())
                .map(fault -> fault.what().replaceFirst(" for .*", ""))
                .collect(Collectors.toSet());
        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SessionPlan.KINDS.stream(), SessionPlan.LATER_KINDS.stream())
                                .toList());
    }

    @Test
    void whatCameLaterChangesNothingOfWhatASeedDrewBefore() {
        var old = PlanFile.parse(Path.of("old.plan"), "faults 0..3\n");
        for (var seed = 1L; seed < 300; seed++) {
            var now = SessionPlan.draw(seed);
            var then = old.draw(seed);
            assertThat(now.faults().subList(0, then.faults().size())).isEqualTo(then.faults());
            assertThat(now.life()).isEqualTo(then.life());
            assertThat(now.weather()).isEqualTo(then.weather());
            assertThat(now.asked()).isEqualTo(then.asked());
            assertThat(now.stopWithin()).isEqualTo(then.stopWithin());
            assertThat(now.faults().size() - then.faults().size()).isBetween(0, 1);
        }
    }

    // G1, G9, G10, G11
    @Test
    void whatVenuesDoToTheirMarketDataBreaksNoPromise() {
        for (var kind : SessionPlan.LATER_KINDS) {
            var lasts = Fault.parse(kind).lasts() ? " for 1500ms" : "";
            var plan = PlanFile.parse(Path.of(kind), """
                    life         2500ms
                    faults       1
                    fault        %s@200ms%s
                    stops        1
                    asked        2400ms
                    aimed        0%%
                    on-stop      cancel
                    stop-within  5s
                    """.formatted(kind, lasts)).draw(11);
            assertThat(storms.run(plan, storms.schedule(11)).broken()).as(kind).isEmpty();
        }
        assertThat(receipts).hasSize(SessionPlan.LATER_KINDS.size()).allMatch(r -> r.exitCode() == 0);
    }

    // D9: each of these ended in an out-of-memory error before answers had a bound
    @Test
    void anAnswerThatBurstsBreaksNoPromise() {
        var bombs = LongStream.iterate(40, seed -> seed + 1)
                .filter(seed -> SessionPlan.draw(seed).kind().contains("gzip-bomb"))
                .limit(3)
                .mapToObj(storms::run)
                .toList();
        assertThat(bombs).allSatisfy(storm -> assertThat(storm.broken()).isEmpty());
    }
}
