package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.scope.StopLadder.Outcome.CUT;
import static trysail.scope.StopLadder.Outcome.DONE;
import static trysail.scope.StopLadder.Outcome.FAILED;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

class StopLadderTest {
    private final StopLadder ladder = new StopLadder(SessionClock.SYSTEM, Rung.WHOLE);

    private StopLadder.Outcome outcome(StopLadder.Outcome... ofParts) {
        ladder.begin(Rung.STREAMS);
        for (var part : ofParts) {
            ladder.end(Rung.STREAMS, part, "");
        }
        return ladder.steps().getFirst().outcome();
    }

    @Test
    void theWorstOutcomeOfItsPartsIsTheRungsWhicheverComesLast() {
        assertThat(outcome(FAILED, CUT, DONE)).isEqualTo(FAILED);
    }

    @Test
    void aPartThatWasCutIsNotMadeGoodByALaterOne() {
        assertThat(outcome(CUT, DONE)).isEqualTo(CUT);
    }

    @Test
    void theRungsBudgetsAddUpToTheWholeStop() {
        var sum = Arrays.stream(Rung.values()).map(r -> r.budget(Rung.WHOLE)).reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isEqualTo(Rung.WHOLE).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theLaterRungsAreEachSureOfSixInAHundred() {
        for (var rung : List.of(Rung.STREAMS, Rung.CLIENTS, Rung.JOURNAL, Rung.AUDIT)) {
            assertThat(rung.budget(Rung.WHOLE)).as(rung.label()).isEqualTo(Duration.ofMillis(300));
            assertThat(rung.budget(Duration.ofSeconds(10))).as(rung.label()).isEqualTo(Duration.ofMillis(600));
        }
        assertThat(Rung.ORDERS.budget(Rung.WHOLE)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theSupervisorsInstantsFollowFromTheReserves() {
        assertThat(Rung.ORDERS.latestStart(Rung.WHOLE)).isEqualTo(Duration.ofMillis(1_000));
        assertThat(Rung.STREAMS.latestStart(Rung.WHOLE)).isEqualTo(Duration.ofMillis(3_800));
        assertThat(Rung.CLIENTS.latestStart(Rung.WHOLE)).isEqualTo(Duration.ofMillis(4_100));
        assertThat(Rung.JOURNAL.latestStart(Rung.WHOLE)).isEqualTo(Duration.ofMillis(4_400));
        assertThat(Rung.AUDIT.latestStart(Rung.WHOLE)).isEqualTo(Duration.ofMillis(4_700));
        assertThat(Rung.STREAMS.latestStart(Duration.ofMillis(500))).isEqualTo(Duration.ofMillis(380));
    }

    @Test
    void timeThatTheFirstRungsDidNotNeedIsTheOrders() {
        var clock = new HandClock();
        var quick = new StopLadder(clock, Rung.WHOLE);
        quick.begin(Rung.QUIET);
        clock.pass(5);
        quick.begin(Rung.TASKS);
        clock.pass(5);

        assertThat(quick.begin(Rung.ORDERS).remaining()).isEqualTo(Duration.ofMillis(3_790));
    }

    @Test
    void timeThatTheOrdersDidNotNeedIsTheLaterOnes() {
        var clock = new HandClock();
        var quick = new StopLadder(clock, Rung.WHOLE);
        quick.begin(Rung.ORDERS);
        clock.pass(100);

        assertThat(quick.begin(Rung.STREAMS).remaining()).isEqualTo(Duration.ofMillis(4_000));
        assertThat(quick.begin(Rung.JOURNAL).remaining()).isEqualTo(Duration.ofMillis(4_600));
    }

    @Test
    void ordersThatTookAllLeaveTheOthersTheirReserves() {
        var clock = new HandClock();
        var slow = new StopLadder(clock, Rung.WHOLE);
        slow.begin(Rung.QUIET);
        clock.pass(3_800);

        assertThat(slow.begin(Rung.STREAMS).remaining()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void theTimeCountsFromTheRequestHoweverLateTheFirstRungBegins() {
        var clock = new HandClock();
        var stop = new StopSignal(clock, new Gate(clock));
        var late = new StopLadder(clock, Rung.WHOLE);
        late.countFrom(stop);
        stop.request(new StopReason.DurationReached());
        clock.pass(800);

        assertThat(late.begin(Rung.ORDERS).remaining()).isEqualTo(Duration.ofMillis(3_000));
    }

    @Test
    void aRungThatBeginsLateIsSureOfItsReserveAndOfNothingBeyondTheWhole() {
        var clock = new HandClock();
        var late = new StopLadder(clock, Rung.WHOLE);
        late.begin(Rung.QUIET);
        clock.pass(2_500);
        assertThat(late.begin(Rung.ORDERS).remaining()).isEqualTo(Duration.ofMillis(2_000));
        clock.pass(2_150);
        assertThat(late.begin(Rung.JOURNAL).remaining()).isEqualTo(Duration.ofMillis(300));
        clock.pass(200);
        assertThat(late.begin(Rung.AUDIT).remaining()).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void tasksThatAreDrainedLateHaveTheirTimeAllTheSame() {
        var clock = new HandClock();
        var late = new StopLadder(clock, Rung.WHOLE);
        late.begin(Rung.QUIET);
        clock.pass(1_100);

        assertThat(late.begin(Rung.TASKS).remaining()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aRungThatIsTheOrdersTimeHasNoMoreThanItsOwn() {
        var clock = new HandClock();
        var quick = new StopLadder(clock, Rung.WHOLE);
        quick.begin(Rung.QUIET);
        clock.pass(1);

        assertThat(quick.begin(Rung.TASKS).remaining()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aTimeAtTheEdgeOfItsTypeIsNoOverflow() {
        var clock = new HandClock();
        for (var whole : List.of(ChronoUnit.FOREVER.getDuration(), Duration.ofDays(1_000_000_000_000L))) {
            var endless = new StopLadder(clock, whole);
            assertThat(endless.begin(Rung.ORDERS).remaining()).isGreaterThan(Duration.ofDays(2_000));
            assertThat(clock.deadline(whole).expired()).isFalse();
            assertThat(clock.deadline(whole.negated()).expired()).isTrue();
        }
        var tiny = new StopLadder(clock, Duration.ofNanos(1));
        assertThat(tiny.begin(Rung.AUDIT).remaining()).isLessThanOrEqualTo(Duration.ofNanos(1));
    }

    /** Time passes when it is told to. */
    private static final class HandClock implements SessionClock {
        private long nanos;

        private void pass(int millis) {
            nanos += Duration.ofMillis(millis).toNanos();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public void await(Condition condition, Deadline until) {
            nanos += until.remaining().toNanos();
        }

        @Override
        public boolean join(Thread thread, Deadline until) {
            return false;
        }
    }
}
