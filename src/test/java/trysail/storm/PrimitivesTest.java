package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.schedule.Exhaustive;
import trysail.schedule.Outcome;
import trysail.schedule.Simulation;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.scope.Term;
import trysail.stream.Channel;

/** Gate, stop signal and channel in every schedule of a few threads. */
class PrimitivesTest {
    private interface Program {
        void run(SessionClock clock) throws Exception;
    }

    private static Exhaustive.Found everySchedule(Program program) {
        var found = Exhaustive.all(150_000).search(s -> s.run(() -> program.run(s.clock())));
        found.failing().stream().limit(1).forEach(Outcome::orThrow);
        assertThat(found.complete()).isTrue();
        return found;
    }

    private static Thread start(SessionClock clock, String name, Simulation.Body body) {
        return clock.threads().start(name, () -> {
            try {
                body.run();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whoHasEnteredTheGateIsWaitedForAndNobodyEntersItShut() {
        var seen = new HashSet<String>();
        var found = everySchedule(clock -> {
            var gate = new Gate(clock);
            var inside = new int[1];
            var places = start(clock, "places", () -> {
                if (gate.tryEnter(false)) {
                    inside[0]++;
                    clock.sleep(Duration.ofMillis(1));
                    inside[0]--;
                    gate.leave();
                }
                seen.add("refused " + (inside[0] == 0 && gate.isShut()));
            });
            gate.shut();
            assertThat(gate.awaitQuiet(Duration.ofMillis(10))).isZero();
            assertThat(inside[0]).isZero();
            assertThat(gate.tryEnter(false)).isFalse();
            seen.add(clock.nanos() > 1_000_000 ? "waited" : "at once");
            places.join();
        });
        System.out.println("gate: " + found.schedules() + " schedules");
        assertThat(seen).contains("waited", "at once");
    }

    @Test
    void ofTwoRequestsOneIsTheFirstForAllAndItsListenersRunOnce() {
        var winners = new HashSet<StopReason>();
        var late = new IllegalStateException("not open in time");
        var found = everySchedule(clock -> {
            var gate = new Gate(clock);
            var stop = new StopSignal(clock, gate);
            var heard = new ArrayList<String>();
            var wins = new ArrayList<String>();
            var other = start(clock, "other", () -> {
                if (stop.request(new StopReason.StopRequested("other"))) {
                    wins.add("other");
                }
                assertThat(gate.tryEnter(false)).isFalse();
            });
            stop.onRequest(() -> heard.add("heard"));
            var within = Duration.ofNanos(500);
            stop.await(new Term(clock, stop, within, Optional.empty(), () -> late));
            other.join();
            assertThat(heard).containsExactly("heard");
            winners.add(stop.first().orElseThrow().reason());
            assertThat(stop.first().orElseThrow().reason() instanceof StopReason.StopRequested)
                    .isEqualTo(wins.contains("other"));
        });
        System.out.println("stop signal: " + found.schedules() + " schedules");
        assertThat(winners).hasSize(2);
    }

    @Test
    void aChannelHandsOverEachItemOnceInOrderWhoeverWaits() {
        var found = everySchedule(clock -> {
            var channel = Channel.<Integer>blocking("items", 1);
            var taken = new ArrayList<Integer>();
            var taker = start(clock, "taker", () -> {
                while (channel.take(taken, 1).isEmpty()) {
                    continue;
                }
            });
            channel.put(1);
            channel.put(2);
            channel.end(new Channel.End.Done());
            taker.join();
            assertThat(taken).containsExactly(1, 2);
        });
        System.out.println("channel: " + found.schedules() + " schedules");
    }

    @Test
    void aGiverThatWaitsForRoomIsFreedByTheEndAndByAnInterruption() {
        var found = everySchedule(clock -> {
            var channel = Channel.<Integer>blocking("items", 1);
            channel.put(1);
            var outcomes = new ArrayList<String>();
            var waits = start(clock, "waits", () -> {
                try {
                    channel.put(2);
                    outcomes.add("over");
                } catch (InterruptedException e) {
                    outcomes.add("interrupted");
                }
            });
            var ends = start(clock, "ends", () -> channel.end(new Channel.End.Done()));
            waits.interrupt();
            waits.join();
            ends.join();
            assertThat(outcomes).hasSize(1);
            var left = new ArrayList<Integer>();
            assertThat(channel.take(left, 8)).isEmpty();
            assertThat(left).containsExactly(1);
        });
        System.out.println("giver: " + found.schedules() + " schedules");
    }

    @Test
    void aTakeUntilADeadlineNeitherLosesNorInventsAnItem() {
        var seen = new HashSet<String>();
        var found = everySchedule(clock -> {
            var channel = Channel.<Integer>conflating("items", 2, i -> Optional.of("key"));
            var gives = start(clock, "gives", () -> {
                clock.sleep(Duration.ofNanos(4_000));
                channel.put(1);
                channel.put(2);
            });
            var taken = new ArrayList<Integer>();
            assertThat(channel.take(taken, 8, clock, clock.deadline(Duration.ofNanos(6_000))))
                    .isEmpty();
            var first = List.copyOf(taken);
            gives.join();
            channel.tryTake(taken, 8);
            assertThat(taken).isIn(List.of(1, 2), List.of(2));
            seen.add(first.toString());
        });
        System.out.println("take: " + found.schedules() + " schedules " + seen);
        assertThat(seen).contains("[]", "[1]");
    }
}
