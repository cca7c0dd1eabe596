package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.model.Purpose;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

@Timeout(180)
class RaceTest {
    @TempDir
    Path directory;

    private static <T> List<T> tenAtOnce(Callable<T> work) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<java.util.concurrent.Future<T>>();
            for (var i = 0; i < 10; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private void leaveADeadSession(int number) throws InterruptedException {
        var context = SessionContext.standalone("paper-" + number);
        var journal = Journal.open(context, JournalStores.at(directory), Samples.header(number), Samples.soon());
        journal.appendDurably(new Entry.Intended(Samples.order(1), Purpose.TRADE, "why"));
        journal.abandon(Samples.soon());
    }

    @Test
    void tenBooksOpenedAtOnceShareOneTagAndRisingNumbers() throws Exception {
        var seen = tenAtOnce(() -> {
            var book = Logbook.open(SessionContext.standalone("book"), directory, Samples.soon());
            var numbers = List.of(
                    book.newSession("paper", Samples.soon()).number(),
                    book.newSession("live", Samples.soon()).number());
            book.close(Samples.soon());
            return new Seen(book.tag(), numbers);
        });
        assertThat(seen.stream().map(Seen::tag).distinct()).hasSize(1);
        assertThat(seen.stream().flatMap(s -> s.numbers().stream()))
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    private record Seen(String tag, List<Integer> numbers) {}

    @Test
    void ofTenSessionsThatStartAtOnceOneFinishesTheDeadOneAndTheOthersWaitForIt() throws Exception {
        leaveADeadSession(1);
        var finished = new AtomicBoolean();
        var claims = tenAtOnce(() -> {
            var context =
                    SessionContext.standalone("paper-" + Thread.currentThread().threadId());
            var dead = new DeadSessions(context, directory, "fake", "http://fake", "acc");
            var claimed = dead.claimNext(Samples.soon());
            if (claimed.isPresent()) {
                assertThat(claimed.get().state().open()).hasSize(1);
                assertThat(claimed.get().state().epoch()).isEqualTo(2);
                claimed.get().record(new Entry.NotSent(Samples.id(1), "settled"));
                SessionClock.SYSTEM.sleep(Duration.ofMillis(200)); // as a venue takes its time
                finished.set(true);
                claimed.get().close("recovered by " + context.session(), Samples.soon());
            }
            assertThat(finished).isTrue();
            return claimed.isPresent();
        });
        assertThat(claims).containsOnlyOnce(true);
        var late = new DeadSessions(SessionContext.standalone("paper-99"), directory, "fake", "http://fake", "acc");
        assertThat(late.claimNext(Samples.soon())).isEmpty();
    }

    @Test
    void whoeverWaitsGoesOnWithWhatTheClaimantLeftUnfinished() throws Exception {
        leaveADeadSession(1);
        var claims = tenAtOnce(() -> {
            var context =
                    SessionContext.standalone("paper-" + Thread.currentThread().threadId());
            var claimed = new DeadSessions(context, directory, "fake", "http://fake", "acc")
                    .claimNext(Samples.soon())
                    .orElseThrow();
            claimed.release(); // cut before it was done
            return claimed.state().epoch();
        });
        assertThat(claims).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void processesDoNotShareNumbersOrClaims() throws Exception {
        leaveADeadSession(900);
        var alive = Journal.open(
                SessionContext.standalone("paper-901"),
                JournalStores.at(directory),
                Samples.header(901),
                Samples.soon());
        var here = new DeadSessions(SessionContext.standalone("paper-902"), directory, "other", "http://other", "acc");
        assertThat(here.claimNext(Samples.soon())).isEmpty(); // looking must not free the live one's lock

        var rivals = new ArrayList<Process>();
        try {
            for (var i = 0; i < 4; i++) {
                rivals.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-preview",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Rival.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            var lines = new HashMap<Process, BufferedReader>();
            var said = new ArrayList<String[]>();
            for (var rival : rivals) {
                lines.put(
                        rival,
                        new BufferedReader(new InputStreamReader(rival.getInputStream(), StandardCharsets.UTF_8)));
                said.add(lines.get(rival).readLine().split(" "));
            }
            assertThat(said.stream().map(s -> s[0]).distinct()).hasSize(1);
            assertThat(said.stream().map(s -> s[1])).doesNotHaveDuplicates();
            for (var epoch = 2; !lines.isEmpty(); epoch++) { // each kill -9 frees what its rival held
                var winner = winner(lines);
                assertThat(lines.remove(winner).readLine()).isEqualTo("true " + epoch);
                winner.destroyForcibly().waitFor();
            }
        } finally {
            rivals.forEach(Process::destroyForcibly);
            for (var rival : rivals) {
                rival.waitFor();
            }
        }
        var next = new DeadSessions(SessionContext.standalone("paper-903"), directory, "fake", "http://fake", "acc");
        var again = next.claimNext(Samples.soon());
        assertThat(again).isPresent();
        assertThat(again.get().header().number()).isEqualTo(900);
        assertThat(again.get().state().epoch()).isEqualTo(6);
        again.get().release();
        alive.close("end", Samples.soon());
    }

    /** The one that claims; no other has anything to say as long as it holds what it claimed. */
    private static Process winner(Map<Process, BufferedReader> lines) throws Exception {
        var claimed = new ArrayList<Process>();
        while (claimed.isEmpty()) {
            for (var line : lines.entrySet()) {
                if (line.getValue().ready()) {
                    claimed.add(line.getKey());
                }
            }
            SessionClock.SYSTEM.sleep(Duration.ofMillis(20));
        }
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }
}
