package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.model.Purpose;
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
    void ofTenSessionsThatStartAtOnceOneClaimsTheDeadOne() throws Exception {
        leaveADeadSession(1);
        var claims = tenAtOnce(() -> {
            var context =
                    SessionContext.standalone("paper-" + Thread.currentThread().threadId());
            var dead = new DeadSessions(context, directory, "fake", "http://fake", "acc");
            return dead.claimNext(Samples.soon());
        });
        var won = claims.stream().flatMap(java.util.Optional::stream).toList();
        assertThat(won).hasSize(1);
        assertThat(won.getFirst().state().open()).hasSize(1);
        assertThat(won.getFirst().state().epoch()).isEqualTo(2);
        won.getFirst().record(new Entry.NotSent(Samples.id(1), "settled"));
        won.getFirst().close("recovered by paper-2", Samples.soon());
        var late = new DeadSessions(SessionContext.standalone("paper-99"), directory, "fake", "http://fake", "acc");
        assertThat(late.claimNext(Samples.soon())).isEmpty();
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
            var said = new ArrayList<String[]>();
            for (var rival : rivals) {
                said.add(firstLine(rival).split(" "));
            }
            assertThat(said.stream().map(s -> s[0]).distinct()).hasSize(1);
            assertThat(said.stream().map(s -> s[1])).doesNotHaveDuplicates();
            assertThat(said.stream().map(s -> s[2])).containsOnlyOnce("true");
        } finally {
            rivals.forEach(Process::destroyForcibly);
            for (var rival : rivals) {
                rival.waitFor();
            }
        }
        // killed with -9: what the winner held is free again
        var next = new DeadSessions(SessionContext.standalone("paper-903"), directory, "fake", "http://fake", "acc");
        var again = next.claimNext(Samples.soon());
        assertThat(again).isPresent();
        assertThat(again.get().header().number()).isEqualTo(900);
        assertThat(again.get().state().epoch()).isEqualTo(3);
        again.get().release();
        alive.close("end", Samples.soon());
    }

    private static String firstLine(Process process) throws Exception {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = out.readLine();
        return line == null ? "" : line;
    }
}
