package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trysail.stream.Channel;

class WaitTest {
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThem() throws InterruptedException {
        for (var thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    private interface Body {
        void run() throws Exception;
    }

    private Thread start(boolean virtual, Body body) {
        Runnable run = () -> {
            try {
                body.run();
            } catch (Exception e) {
                Thread.currentThread().interrupt();
            }
        };
        var thread =
                virtual ? Thread.ofVirtual().start(run) : Thread.ofPlatform().start(run);
        threads.add(thread);
        return thread;
    }

    private static Wait eventually(Thread thread, String on, Channel<?> channel) throws InterruptedException {
        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        var at = Wait.of(thread, channel::waitedFor);
        while (!at.on().startsWith(on) && !soon.expired()) {
            SessionClock.SYSTEM.sleep(Duration.ofMillis(1));
            at = Wait.of(thread, channel::waitedFor);
        }
        assertThat(at.on()).startsWith(on);
        return at;
    }

    @Test
    void whatAThreadWaitsForIsSaidInWords() throws Exception {
        var channel = Channel.<String>blocking("letters", 1);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(server.getInetAddress(), server.getLocalPort());
                var unused = server.accept()) {
            for (var virtual : List.of(true, false)) {
                var taker = start(virtual, () -> channel.take(new ArrayList<>(), 1));
                assertThat(eventually(taker, "take from channel letters", channel)
                                .state())
                        .isEqualTo("waiting");
                taker.interrupt();
                taker.join();
                var sleeper = start(virtual, () -> SessionClock.SYSTEM.sleep(Duration.ofMinutes(1)));
                assertThat(eventually(sleeper, "sleep", channel).state()).isEqualTo("waiting");
            }
            var reader = start(true, () -> client.getInputStream().read());
            assertThat(eventually(reader, "socket read", channel).state()).isEqualTo("waiting");
            channel.put("full");
            var giver = start(true, () -> channel.put("one more"));
            eventually(giver, "room in channel letters", channel);
            var gate = new Gate(SessionClock.SYSTEM);
            var stop = new StopSignal(SessionClock.SYSTEM, gate);
            var term = new Term(
                    SessionClock.SYSTEM, stop, Duration.ofMinutes(1), Optional.empty(), IllegalStateException::new);
            var stopper = start(true, () -> stop.await(term));
            eventually(stopper, "a request to stop", channel);
        }
    }

    @Test
    void aThreadThatWorksRunsAndOneThatHasEndedSaysSo() throws Exception {
        var end = new CountDownLatch(1);
        var worker = start(false, () -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        assertThat(Wait.of(worker, o -> Optional.empty()).state()).isEqualTo("running");
        end.countDown();
        worker.join();
        assertThat(Wait.of(worker, o -> Optional.empty())).isEqualTo(new Wait("ended", ""));
    }
}
