package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trysail.Stalls;

/** What a scope promises of its end, told by a trail of what really happened. */
class SessionScopeTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private final Trial trial = new Trial(Duration.ofSeconds(2));

    @Test
    void closesInReverseOrderOfOpening() {
        trial.run(Duration.ofMillis(300), scope -> {
            scope.hold(Rung.JOURNAL, "journal", () -> "journal", trial::closed);
            scope.hold(Rung.STREAMS, "feed", () -> "feed", trial::closed);
        });

        assertThat(trial.trail).containsExactly("feed", "journal");
        assertThat(trial.reason()).isEqualTo(new StopReason.DurationReached());
    }

    @Test
    void firstFailureIsTheReasonAndLaterOnesAreSuppressedUnderIt() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second");
        trial.run(
                Duration.ofSeconds(30),
                scope -> scope.fork("fails", () -> {
                    throw first;
                }));
        trial.stop.request(new StopReason.Failed(second));

        assertThat(trial.reason()).isEqualTo(new StopReason.Failed(first));
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @Test
    void requestShutsTheGateInTheCallersThreadAtOnce() { // A6
        trial.stop.request(new StopReason.StopRequested("test"));

        assertThat(trial.gate.isShut()).isTrue();
        assertThat(trial.gate.tryEnter(false)).isFalse();
    }

    @Test
    void aHundredRequestsAreOneStop() throws Exception { // A1
        var closes = new AtomicInteger();
        var started = new CountDownLatch(1);
        var askers = new CopyOnWriteArrayList<Thread>();
        var asked = Thread.ofPlatform().start(() -> {
            await(started);
            for (var i = 0; i < 100; i++) {
                var n = i;
                askers.add(
                        Thread.ofVirtual().start(() -> trial.stop.request(new StopReason.StopRequested("asker " + n))));
            }
        });
        trial.run(Duration.ofSeconds(30), scope -> {
            scope.hold(Rung.CLIENTS, "client", () -> "client", (c, d) -> "" + closes.incrementAndGet());
            started.countDown();
        });
        asked.join();
        for (var asker : askers) {
            asker.join();
        }

        assertThat(closes).hasValue(1);
        assertThat(trial.audits).hasValue(1);
    }

    @Test
    void aCloseThatHangsIsCutAndTheNextOneRuns() {
        var never = new CountDownLatch(1);
        trial.run(Duration.ofMillis(300), scope -> {
            scope.hold(Rung.JOURNAL, "journal", () -> "journal", trial::closed);
            scope.hold(Rung.STREAMS, "feed", () -> "feed", (f, d) -> {
                never.await();
                return "";
            });
        });

        assertThat(trial.trail).containsExactly("journal");
        assertThat(trial.outcome(Rung.STREAMS)).isEqualTo("cut");
        assertThat(trial.outcome(Rung.JOURNAL)).isEqualTo("done");
    }

    @Test
    void anErrorOutOfACloseIsAFailureOfThatCloseAndNothingMore() {
        trial.run(Duration.ofMillis(300), scope -> {
            scope.hold(Rung.JOURNAL, "journal", () -> "journal", trial::closed);
            scope.hold(Rung.STREAMS, "feed", () -> "feed", (f, d) -> {
                throw new StackOverflowError("in close");
            });
        });

        assertThat(trial.trail).containsExactly("journal");
        assertThat(trial.outcome(Rung.STREAMS)).isEqualTo("failed");
        assertThat(trial.ladder.errors()).singleElement().asString().contains("feed", "in close");
    }

    @Test
    void whatIsClosedEarlierIsOpenedLaterOrNotAtAll() {
        trial.run(Duration.ofSeconds(60), scope -> {
            scope.hold(Rung.STREAMS, "feed", () -> "feed", trial::closed);
            scope.hold(Rung.STREAMS, "account", () -> "account", trial::closed);
            scope.hold(Rung.JOURNAL, "journal", () -> trial.trail.add("opened"), (j, d) -> "");
        });

        assertThat(trial.trail).containsExactly("account", "feed");
        assertThat(trial.reason())
                .isInstanceOfSatisfying(
                        StopReason.Failed.class,
                        f -> assertThat(f.cause())
                                .hasMessageContaining("journal")
                                .hasMessageContaining("feed"));
    }

    @Test
    void aTaskThatSwallowsOneInterruptIsInterruptedAgain() {
        var interrupts = new AtomicInteger();
        var begun = new CountDownLatch(1);
        trial.run(Duration.ofMinutes(1), scope -> {
            scope.fork("deaf", () -> {
                begun.countDown();
                while (interrupts.get() < 3) {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupts.incrementAndGet();
                    }
                }
                return Optional.empty();
            });
            begun.await();
            trial.stop.request(new StopReason.StopRequested("test"));
        });

        assertThat(interrupts).hasValue(3);
        assertThat(trial.outcome(Rung.TASKS)).isEqualTo("done");
    }

    @Test
    void aTaskThatIgnoresInterruptionIsNamedWithItsStackWhileTheVerdictIsOutInTime() throws Exception { // A13
        var free = new AtomicBoolean();
        var owner = Thread.ofVirtual()
                .start(() -> trial.run(Duration.ofMinutes(10), scope -> {
                    var begun = new CountDownLatch(1);
                    scope.fork("spinner", () -> {
                        begun.countDown();
                        spin(free);
                        return Optional.empty();
                    });
                    begun.await();
                    trial.stop.request(new StopReason.StopRequested("test"));
                }));
        var verdict = trial.supervisor.awaitVerdict(trial.context.clock().deadline(Duration.ofSeconds(60)));

        assertThat(verdict)
                .hasValueSatisfying(
                        left -> assertThat(left).anySatisfy(e -> assertThat(e).contains("spinner")));
        assertThat(trial.outcome(Rung.TASKS)).isEqualTo("cut");
        assertThat(trial.detail(Rung.TASKS)).contains("spinner ignores interruption", "SessionScopeTest.spin");
        assertThat(owner.isAlive()).isTrue(); // the scope itself waits for its task: the verdict did not
        free.set(true);
        assertThat(owner.join(Duration.ofSeconds(60))).isTrue();
    }

    private static void spin(AtomicBoolean free) {
        while (!free.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingOpensOnceTheStopHasBegun() {
        trial.run(Duration.ofSeconds(30), scope -> {
            trial.stop.request(new StopReason.StopRequested("test"));
            assertThatThrownBy(() -> scope.hold(Rung.CLIENTS, "client", () -> "client", trial::closed))
                    .isInstanceOf(SessionScope.StoppedWhileOpening.class);
            assertThatThrownBy(() -> scope.fork("task", Optional::empty))
                    .isInstanceOf(SessionScope.StoppedWhileOpening.class);
        });

        assertThat(trial.trail).isEmpty();
    }

    @Test
    void aStopDoesNotWaitForASlowOpeningAndWhatItOpensLateIsClosed() throws Exception {
        var opening = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var closedLate = new CountDownLatch(1);
        var owner = Thread.ofVirtual()
                .start(() -> trial.run(Duration.ofSeconds(30), scope -> {
                    scope.holdSlow(
                            Rung.JOURNAL,
                            "slow",
                            () -> {
                                opening.countDown();
                                awaitThroughInterrupts(release);
                                return "slow";
                            },
                            (r, d) -> {
                                closedLate.countDown();
                                return "";
                            });
                }));
        await(opening);
        trial.stop.request(new StopReason.StopRequested("test"));

        assertThat(owner.join(Duration.ofSeconds(60))).isTrue();
        assertThat(trial.left.get()).anySatisfy(e -> assertThat(e).contains("open-slow"));
        release.countDown();
        assertThat(closedLate.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void openingThatFailsIsTheReasonAndWhatWasOpenIsClosed() {
        trial.run(Duration.ofSeconds(30), scope -> {
            scope.hold(Rung.JOURNAL, "journal", () -> "journal", trial::closed);
            scope.hold(
                    Rung.CLIENTS,
                    "client",
                    () -> {
                        throw new IllegalStateException("no such venue");
                    },
                    trial::closed);
        });

        assertThat(trial.reason())
                .isInstanceOfSatisfying(
                        StopReason.Failed.class, f -> assertThat(f.cause()).hasMessage("no such venue"));
        assertThat(trial.trail).containsExactly("journal");
    }

    @Test
    void aHurryMovesTheStopToItsNextRung() throws Exception {
        var closing = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var slow = new Trial(Duration.ofSeconds(60));
        var owner = Thread.ofVirtual()
                .start(() -> slow.run(Duration.ofSeconds(30), scope -> {
                    scope.hold(Rung.JOURNAL, "journal", () -> "journal", slow::closed);
                    scope.hold(Rung.STREAMS, "feed", () -> "feed", (f, d) -> {
                        closing.countDown();
                        never.await();
                        return "";
                    });
                    slow.stop.request(new StopReason.StopRequested("test"));
                }));
        await(closing);

        assertThat(slow.ladder.hurry()).isEqualTo(Rung.STREAMS);
        assertThat(owner.join(Duration.ofSeconds(60))).isTrue();
        assertThat(slow.outcome(Rung.STREAMS)).isEqualTo("cut");
        assertThat(slow.trail).containsExactly("journal");
    }

    @Test
    void theSupervisorClosesWhatAStuckOwnerDoesNot() throws Exception {
        var stuck = new CountDownLatch(1);
        var owner = Thread.ofPlatform()
                .start(() -> trial.run(Duration.ofSeconds(30), scope -> {
                    scope.hold(Rung.CLIENTS, "client", () -> "client", trial::closed);
                    trial.stop.request(new StopReason.StopRequested("test"));
                    awaitThroughInterrupts(stuck); // the owner never comes to its closes
                }));
        var verdict = trial.supervisor.awaitVerdict(trial.context.clock().deadline(Duration.ofSeconds(60)));

        assertThat(verdict).isPresent();
        assertThat(trial.trail).containsExactly("client");
        stuck.countDown();
        owner.join();
        assertThat(trial.trail).containsExactly("client"); // once, whoever came first
    }

    @Test
    void theSessionsNameTravelsToItsTasksAndTheirThreads() {
        var seen = new AtomicBoolean();
        var thread = new AtomicReference<String>();
        var ran = new CountDownLatch(1);
        trial.run(Duration.ofMillis(200), scope -> {
            scope.fork("task", () -> {
                seen.set(trial.context.isCurrent());
                thread.set(Thread.currentThread().getName());
                ran.countDown();
                return Optional.empty();
            });
            await(ran);
        });

        assertThat(seen).isTrue();
        assertThat(thread).hasValue("trial-1/task");
    }

    @Test
    void theQuietRungWaitsForCallsInsideTheGate() {
        var left = new AtomicBoolean();
        var inside = new CountDownLatch(1);
        trial.run(Duration.ofMillis(300), scope -> {
            scope.fork("order-loop", () -> {
                assertThat(trial.gate.tryEnter(false)).isTrue();
                inside.countDown();
                while (!trial.gate.isShut()) {
                    Thread.onSpinWait();
                }
                left.set(!Thread.currentThread().isInterrupted());
                trial.gate.leave();
                return Optional.empty();
            });
            await(inside);
        });

        assertThat(left).isTrue(); // it left before it was cancelled
        assertThat(trial.detail(Rung.QUIET)).isEqualTo("nothing on the wire");
    }

    @Test
    void aFarewellThatThrowsDoesNotKeepTheTasksFromBeingCancelled() {
        trial.run(Duration.ofMillis(100), scope -> {
            scope.onFarewell(() -> {
                throw new IllegalStateException("no good-bye");
            });
            scope.fork("task", SessionScopeTest::waitForEver);
        });

        assertThat(trial.outcome(Rung.TASKS)).isEqualTo("done");
        assertThat(trial.ladder.errors()).singleElement().asString().contains("no good-bye");
    }

    @Test
    void aFarewellThatHangsIsCutWithTheQuietRung() {
        var free = new CountDownLatch(1);
        trial.run(Duration.ofMillis(100), scope -> {
            scope.onFarewell(() -> awaitThroughInterrupts(free, Duration.ofSeconds(3)));
            scope.fork("task", SessionScopeTest::waitForEver);
        });
        free.countDown();

        assertThat(trial.outcome(Rung.QUIET)).isEqualTo("cut");
        assertThat(trial.outcome(Rung.TASKS)).isEqualTo("done");
        stalls.assertSince(trial.askedAt(), Duration.ofSeconds(2));
    }

    @Test
    void anOwnerThatIsInterruptedWhileItJoinsShutsTheGateAndStopsItsTasks() {
        trial.run(Duration.ofSeconds(30), scope -> {
            scope.fork("task", SessionScopeTest::waitForEver);
            Thread.currentThread().interrupt();
        });

        assertThat(Thread.interrupted()).isFalse();
        assertThat(trial.gate.isShut()).isTrue();
        assertThat(trial.reason()).isInstanceOf(StopReason.Failed.class);
        assertThat(trial.outcome(Rung.TASKS)).isEqualTo("done");
    }

    @Test
    void anAuditThatFailsIsStillAVerdict() throws Exception {
        trial.audit = () -> {
            throw new IllegalStateException("cannot count");
        };
        trial.run(Duration.ofMillis(10), scope -> {});

        assertThat(trial.supervisor.awaitVerdict(trial.context.clock().deadline(Duration.ofSeconds(60))))
                .hasValueSatisfying(
                        left -> assertThat(left).singleElement().asString().contains("cannot count"));
    }

    @Test
    void anAuditThatHangsDoesNotKeepTheVerdictBackBeyondTheDeadline() throws Exception {
        var never = new CountDownLatch(1);
        var audits = new AtomicInteger();
        trial.audit = () -> {
            if (audits.getAndIncrement() == 0) { // the owner's: as if its carrier were taken from it
                awaitThroughInterrupts(never);
            }
        };
        var owner = Thread.ofVirtual().start(() -> trial.run(Duration.ofMillis(10), scope -> {}));

        assertThat(trial.supervisor.awaitVerdict(trial.context.clock().deadline(Duration.ofSeconds(60))))
                .isPresent();
        stalls.assertSince(trial.askedAt(), Duration.ofMillis(2_250));
        never.countDown();
        assertThat(owner.join(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aRungThatNeverEndedIsNotSaidToBeDone() {
        trial.ladder.begin(Rung.ORDERS);

        assertThat(trial.outcome(Rung.ORDERS)).isEqualTo("cut");
    }

    @Test
    void aCloseThatTheSupervisorTookOverIsInterruptedInTheThreadThatRunsIt() throws Exception {
        var interrupted = new CountDownLatch(1);
        var stuck = new CountDownLatch(1);
        var owner = Thread.ofPlatform()
                .start(() -> trial.run(Duration.ofSeconds(30), scope -> {
                    scope.hold(Rung.CLIENTS, "client", () -> "client", (c, d) -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                        return "";
                    });
                    trial.stop.request(new StopReason.StopRequested("test"));
                    awaitThroughInterrupts(stuck);
                }));

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(trial.outcome(Rung.CLIENTS)).isEqualTo("cut");
        assertThat(trial.detail(Rung.CLIENTS)).startsWith("client: out of time in ");
        stuck.countDown();
        owner.join();
    }

    @Test
    void aFailureAfterTheFirstIsSuppressedUnderItWhoeverFails() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second");
        trial.run(Duration.ofSeconds(30), scope -> {
            scope.fork("second", () -> {
                while (!trial.stop.isRequested()) {
                    Thread.onSpinWait();
                }
                throw second;
            });
            scope.fork("first", () -> {
                throw first;
            });
        });

        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @Test
    void aFailureInOtherWordsIsNotSuppressedUnderItself() {
        trial.run(
                Duration.ofSeconds(30),
                scope -> scope.holdSlow(
                        Rung.CLIENTS,
                        "venue",
                        () -> {
                            throw new java.io.IOException("port in use");
                        },
                        trial::closed));

        assertThat(trial.reason()).isInstanceOfSatisfying(StopReason.Failed.class, f -> {
            assertThat(f.cause()).hasMessage("port in use");
            assertThat(f.cause().getSuppressed()).isEmpty();
        });
    }

    private static Optional<StopReason> waitForEver() throws InterruptedException {
        new CountDownLatch(1).await();
        return Optional.empty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitThroughInterrupts(CountDownLatch latch) {
        awaitThroughInterrupts(latch, Duration.ofSeconds(20));
    }

    private static void awaitThroughInterrupts(CountDownLatch latch, Duration most) {
        var deadline = SessionClock.SYSTEM.deadline(most);
        while (!deadline.expired()) {
            try {
                if (latch.await(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                continue; // that is the point: it ignores them
            }
        }
    }

    /** One session's worth of scope, with nothing in it but what a test puts there. */
    private static final class Trial {
        private final SessionContext context =
                new SessionContext("trial-1", SessionClock.SYSTEM, new Ledger(SessionClock.SYSTEM));
        private final Gate gate = new Gate(context.clock());
        private final StopSignal stop = new StopSignal(context.clock(), gate);
        private final StopLadder ladder;
        private final List<String> trail = new CopyOnWriteArrayList<>();
        private final AtomicInteger audits = new AtomicInteger();
        private final AtomicReference<List<String>> left = new AtomicReference<>(List.of());
        private final Supervisor<List<String>> supervisor;
        private Runnable audit = audits::incrementAndGet;

        private Trial(Duration whole) {
            ladder = new StopLadder(context.clock(), whole);
            supervisor = new Supervisor<>(context, stop, ladder, this::audit, this::failed);
        }

        private List<String> failed(Throwable cause) {
            return List.of("audit failed: " + cause);
        }

        /** The moment of the first request. */
        private long askedAt() {
            return stop.first().orElseThrow().nanos();
        }

        private List<String> audit() {
            audit.run();
            left.set(context.ledger().entries().stream().map(Object::toString).toList());
            return left.get();
        }

        private interface Body {
            void run(SessionScope scope) throws Exception;
        }

        private void run(Duration duration, Body body) {
            var term = new Term(context.clock(), stop, duration, Optional.of(duration), IllegalStateException::new);
            term.begin();
            supervisor.start(term);
            context.bound(() -> {
                try (var scope = SessionScope.open(context, stop, ladder, gate, term)) {
                    supervisor.watch(scope);
                    var before = scope.held().size();
                    try (var tasks = scope.tasks()) {
                        body.run(scope);
                        scope.join();
                    } catch (Throwable late) {
                        stop.request(new StopReason.Failed(late));
                    } finally {
                        for (var i = scope.held().size() - 1; i >= before; i--) {
                            scope.held().get(i).close();
                        }
                        supervisor.conclude();
                    }
                }
            });
        }

        private String closed(String resource, Deadline deadline) {
            trail.add(resource);
            return resource + " closed";
        }

        private StopReason reason() {
            return stop.first().orElseThrow().reason();
        }

        private String outcome(Rung rung) {
            return step(rung).outcome().word();
        }

        private String detail(Rung rung) {
            return step(rung).detail();
        }

        private StopLadder.Step step(Rung rung) {
            return ladder.steps().stream()
                    .filter(s -> s.rung() == rung)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
