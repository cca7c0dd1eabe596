package trysail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The verdict has teeth: what a leak looks like breaks it, and what noise looks like does not. */
class VerdictTest {
    private static final long MB = 1 << 20;

    private static Look look(int i, long threads, long descriptors, long heap, long journal) {
        return new Look("cycles", i, 100L * i, true, (int) threads, descriptors, heap, journal, 5);
    }

    private static Verdict verdict(int looks, IntFunction<Look> at) {
        return Verdict.of(IntStream.rangeClosed(1, looks).mapToObj(at).toList(), List.of())
                .getFirst();
    }

    @Test
    void flatCurvesHold() {
        assertThat(verdict(30, i -> look(i, 18, 48, 9 * MB, 40_000L * i)).holds())
                .isTrue();
    }

    @Test
    void aMomentsNoiseIsNoRise() { // one more thread now and then, a heap that breathes
        var verdict = verdict(30, i -> look(i, 18 + i % 3, 48 + i % 2, (9 + i % 4) * MB, 40_000L * i + i % 5 * 1_000));
        assertThat(verdict.holds()).as(verdict.words()).isTrue();
    }

    @Test
    void aThreadThatStaysBreaksIt() { // E1
        var verdict = verdict(30, i -> look(i, i < 14 ? 18 : 19, 48, 9 * MB, 0));
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.words()).contains("threads ROSE from 18 to 19");
    }

    @Test
    void aDescriptorLeftInEveryHundredSessionsBreaksIt() { // E1
        var verdict = verdict(9, i -> look(i, 18, 48 + i, 9 * MB, 0));
        assertThat(verdict.words()).contains("descriptors ROSE from 50 to 55").doesNotContain("threads");
    }

    @Test
    void aHeapThatCreepsBreaksIt() { // E3
        var verdict = verdict(30, i -> look(i, 18, 48, 9 * MB + i * MB, 0));
        assertThat(verdict.words()).contains("MB heap ROSE");
    }

    @Test
    void aJournalThatGrowsFasterAndFasterBreaksIt() { // E4
        var verdict = verdict(30, i -> look(i, 18, 48, 9 * MB, 10_000L * i * i));
        assertThat(verdict.words()).contains("journal bytes each ROSE");
    }

    @Test
    void looksWhileSessionsRunAreNotJudged() {
        var looks = new ArrayList<Look>();
        for (var i = 1; i <= 9; i++) {
            looks.add(new Look("cycles", i, i, false, 18 + 10 * i, 48, 9 * MB, 0, 0));
            looks.add(look(i, 18, 48, 9 * MB, 0));
        }
        assertThat(Verdict.of(looks, List.of()).getFirst().holds()).isTrue();
    }

    @Test
    void aBrokenPromiseBreaksThePhaseItBelongsTo() {
        var looks = new ArrayList<Look>();
        for (var phase : List.of("cycles", "flood")) {
            IntStream.range(0, 6).forEach(i -> looks.add(new Look(phase, i, i, true, 18, 48, 9 * MB, 0, 0)));
        }
        var verdicts = Verdict.of(looks, List.of("flood: 2 orders still work at the venue"));
        assertThat(verdicts).extracting(Verdict::holds).containsExactly(true, false);
        assertThat(Picture.of(looks, verdicts)).contains("BROKEN").contains("2 orders still work");
    }

    @Test
    void tooFewLooksAreNoVerdict() {
        assertThat(verdict(2, i -> look(i, 18, 48, 9 * MB, 0)).holds()).isFalse();
    }

    /** Not numbers made up: this process, and something really left open between looks. */
    @Test
    void whatIsReallyLeftOpenIsSeen() throws Exception {
        var sockets = new ArrayList<ServerSocket>();
        var threads = new ArrayList<Thread>();
        var release = new CountDownLatch(1);
        try (var watch = new Watch(line -> {}, Duration.ofMillis(20))) {
            var unused = watch.begin("planted");
            for (var i = 1; i <= 6; i++) {
                var thread = new Thread(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                threads.add(thread);
                for (var more = 0; more < 200; more++) { // whatever else of this process closes meanwhile
                    sockets.add(new ServerSocket(0));
                }
                watch.look(i, true);
            }
            assertThat(Verdict.of(watch.looks(), watch.troubles()).getFirst().words())
                    .contains("threads ROSE")
                    .contains("descriptors ROSE");
        } finally {
            release.countDown();
            for (var socket : sockets) {
                socket.close();
            }
            for (var thread : threads) {
                thread.join();
            }
        }
    }
}
