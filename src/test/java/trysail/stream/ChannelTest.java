package trysail.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ChannelTest {
    private static final Channel.End DONE = new Channel.End.Done();

    private static <T> List<T> taken(Channel<T> channel) {
        var items = new ArrayList<T>();
        channel.tryTake(items, 100);
        return items;
    }

    /** Starts a wait and returns once it waits. */
    private static Thread waiting(FutureTask<?> body) throws InterruptedException {
        var thread = Thread.ofPlatform().daemon().start(body);
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void aFullChannelMakesTheGiverWaitForRoom() throws Exception {
        var channel = Channel.<Integer>blocking("test", 2);
        channel.put(1);
        channel.put(2);
        var third = new FutureTask<>(() -> {
            channel.put(3);
            return "put";
        });
        var giver = waiting(third);

        assertThat(channel.tryPut(4)).isFalse();
        assertThat(taken(channel)).containsExactly(1, 2);
        assertThat(third.get(60, TimeUnit.SECONDS)).isEqualTo("put");
        assertThat(taken(channel)).containsExactly(3);
        giver.join();
    }

    @Test
    void anItemOfTheSameKeyTakesTheOlderOnesPlace() throws Exception {
        var channel = Channel.<String>conflating(
                "test", 3, s -> s.startsWith("q") ? Optional.of(s.substring(0, 2)) : Optional.empty());
        channel.put("q1 old");
        channel.put("trade 1");
        channel.put("q1 new");
        channel.put("trade 2");

        assertThat(channel.tryPut("q1 newest")).as("full, but replaceable").isTrue();
        assertThat(channel.tryPut("q2 first")).as("full, and another key").isFalse();
        assertThat(channel.counters()).isEqualTo(new Channel.Counters(5, 2, 3));
        assertThat(taken(channel)).containsExactly("q1 newest", "trade 1", "trade 2");
        channel.put("q1 again");
        assertThat(taken(channel)).containsExactly("q1 again");
    }

    @Test
    void aFailingChannelRefusesInsteadOfWaiting() throws Exception {
        var channel = Channel.<Integer>failing("inbox", 1);
        channel.put(1);

        assertThatThrownBy(() -> channel.put(2))
                .isInstanceOf(Channel.Overflow.class)
                .hasMessage("channel inbox is full: 1 items wait");
        assertThat(taken(channel)).containsExactly(1);
    }

    @Test
    void theEndComesAfterWhatIsInside() throws Exception {
        var channel = Channel.<Integer>blocking("test", 2);
        channel.put(1);
        var cause = new IllegalStateException("peer");
        channel.end(new Channel.End.Broken(cause));
        channel.end(DONE);
        channel.put(2);

        var items = new ArrayList<Integer>();
        assertThat(channel.take(items, 10)).isEmpty();
        assertThat(items).containsExactly(1);
        assertThat(channel.take(items, 10)).contains(new Channel.End.Broken(cause));
        assertThat(channel.tryPut(3)).isFalse();
    }

    @Test
    void theEndFreesATakerAndAGiver() throws Exception {
        var empty = Channel.<Integer>blocking("empty", 1);
        var full = Channel.<Integer>blocking("full", 1);
        full.put(1);
        var take = new FutureTask<>(() -> empty.take(new ArrayList<>(), 1));
        var put = new FutureTask<>(() -> {
            full.put(2);
            return "gave up";
        });
        var taker = waiting(take);
        var giver = waiting(put);

        empty.end(DONE);
        full.end(DONE);

        assertThat(take.get(60, TimeUnit.SECONDS)).contains(DONE);
        assertThat(put.get(60, TimeUnit.SECONDS)).isEqualTo("gave up");
        assertThat(taken(full)).containsExactly(1);
        taker.join();
        giver.join();
    }

    @Test
    void anInterruptEndsEachWait() throws Exception { // D3
        var empty = Channel.<Integer>blocking("empty", 1);
        var full = Channel.<Integer>blocking("full", 1);
        full.put(1);
        var take = new FutureTask<>(() -> empty.take(new ArrayList<>(), 1));
        var put = new FutureTask<>(() -> {
            full.put(2);
            return "put";
        });
        for (var wait : List.of(take, put)) {
            var thread = waiting(wait);
            thread.interrupt();
            assertThatThrownBy(() -> wait.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
    }

    @Test
    void manyGiversLoseNothingAndEachKeepsItsOrder() throws Exception {
        var channel = Channel.<int[]>blocking("test", 7);
        var givers = new ArrayList<Thread>();
        for (var g = 0; g < 4; g++) {
            var giver = g;
            givers.add(Thread.ofVirtual().start(() -> {
                try {
                    for (var i = 0; i < 2_000; i++) {
                        channel.put(new int[] {giver, i});
                    }
                } catch (InterruptedException cut) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        var next = new int[4];
        var items = new ArrayList<int[]>();
        for (var left = 8_000; left > 0; left -= items.size()) {
            items.clear();
            assertThat(channel.take(items, 5)).isEmpty();
            for (var item : items) {
                assertThat(item[1]).isEqualTo(next[item[0]]++);
            }
        }
        assertThat(next).containsOnly(2_000);
        for (var giver : givers) {
            giver.join();
        }
    }

    @Test
    void aCapacityOfZeroIsRefused() {
        assertThatThrownBy(() -> Channel.blocking("test", 0)).hasMessageContaining("capacity must be at least 1");
    }
}
