package trysail.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import trysail.scope.SessionClock;

/** Bytes go through a pipe as they are, whatever the weather, or not at all. */
class PipeProperties {
    private static final SessionClock CLOCK = SessionClock.SYSTEM;

    private static byte[] bytes(int count, long seed) {
        var some = new byte[count];
        new Random(seed).nextBytes(some);
        return some;
    }

    private static Weather weather(int longest, long last, long seed) {
        return new Weather(Duration.ZERO, Duration.ofNanos(50_000), Duration.ZERO, longest, last, seed);
    }

    /** Gives all of it on a thread of its own, and says there is no more. */
    private static Thread give(Pipe pipe, byte[] all) {
        return Thread.ofVirtual().start(() -> {
            try {
                pipe.write(all, 0, all.length);
                pipe.end();
            } catch (IOException broken) {
                // what arrived is looked at
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Property(tries = 200)
    void everyByteArrivesOnceAndInOrder(
            @ForAll @IntRange(max = 5_000) int count,
            @ForAll @IntRange(max = 300) int longest,
            @ForAll @IntRange(min = 1, max = 2_000) int capacity,
            @ForAll long seed)
            throws Exception {
        var all = bytes(count, seed);
        var pipe = new Pipe(CLOCK, capacity, weather(longest, -1, seed));
        var giver = give(pipe, all);
        var arrived = new ByteArrayOutputStream();
        var buffer = new byte[777];
        for (var n = pipe.read(buffer, 0, 777); n >= 0; n = pipe.read(buffer, 0, 777)) {
            assertThat(n).isPositive();
            assertThat(pipe.inside()).isLessThanOrEqualTo(capacity);
            arrived.write(buffer, 0, n);
        }
        giver.join();
        assertThat(arrived.toByteArray()).isEqualTo(all);
    }

    @Property(tries = 100)
    void whatBreaksCarriesExactlySoManyBytesAndThenSaysSo(
            @ForAll @LongRange(max = 900) long last, @ForAll @IntRange(max = 50) int longest, @ForAll long seed)
            throws Exception {
        var all = bytes(1_000, seed);
        var pipe = new Pipe(CLOCK, 4_096, weather(longest, last, seed));
        give(pipe, all).join();
        var arrived = new ByteArrayOutputStream();
        var buffer = new byte[64];
        assertThatThrownBy(() -> {
                    while (true) {
                        arrived.write(buffer, 0, pipe.read(buffer, 0, 64));
                    }
                })
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
        assertThat(arrived.toByteArray()).isEqualTo(Arrays.copyOf(all, (int) last));
    }

    /** The lengths in which bytes arrive that were all given before the first was taken. */
    private static List<Integer> lengths(long seed) throws Exception {
        var pipe = new Pipe(CLOCK, 4_096, new Weather(Duration.ZERO, Duration.ZERO, Duration.ZERO, 40, -1, seed));
        give(pipe, bytes(1_000, 1)).join();
        var lengths = new ArrayList<Integer>();
        var buffer = new byte[64];
        for (var n = pipe.read(buffer, 0, 64); n >= 0; n = pipe.read(buffer, 0, 64)) {
            lengths.add(n);
        }
        return lengths;
    }

    @Example
    void sameSeedCutsInTheSamePieces() throws Exception {
        assertThat(lengths(7)).isEqualTo(lengths(7)).isNotEqualTo(lengths(8));
    }

    @Example
    void frozenPipeTellsNeitherEndAnythingUntilItThaws() throws Exception {
        var pipe = new Pipe(CLOCK, 8, Weather.CALM);
        pipe.write(new byte[] {1, 2}, 0, 2);
        pipe.freeze(true);
        pipe.write(new byte[] {3}, 0, 1);
        pipe.end();
        var taken = new byte[8];
        var taker = Thread.ofVirtual().start(() -> {
            try {
                taken[7] = (byte) pipe.read(taken, 0, 7);
            } catch (IOException | InterruptedException e) {
                taken[7] = -1;
            }
        });
        assertThat(taker.join(Duration.ofMillis(30))).as("ended while frozen").isFalse();
        pipe.freeze(false);
        taker.join();
        assertThat(taken).startsWith(1, 2, 3).endsWith(3);
        assertThat(pipe.read(taken, 0, 7)).isEqualTo(-1);
    }

    @Example
    void takerThatIsGoneFailsTheGiver() throws Exception {
        var pipe = new Pipe(CLOCK, 8, Weather.CALM);
        pipe.refuse();
        assertThatThrownBy(() -> pipe.write(new byte[1], 0, 1)).hasMessage("Broken pipe");
        assertThatThrownBy(() -> pipe.read(new byte[1], 0, 1)).hasMessage("Socket closed");
    }

    @Example
    void resetDropsWhatIsInside() throws Exception {
        var pipe = new Pipe(CLOCK, 8, Weather.CALM);
        pipe.write(new byte[3], 0, 3);
        pipe.reset();
        assertThatThrownBy(() -> pipe.read(new byte[8], 0, 8)).hasMessage("Connection reset");
        assertThatThrownBy(() -> pipe.write(new byte[1], 0, 1)).hasMessage("Socket closed");
    }

    @Example
    void dripLetsOnePieceThroughAtATime() throws Exception {
        var drip = new Weather(Duration.ZERO, Duration.ZERO, Duration.ofMillis(5), 1, -1, 1);
        var pipe = new Pipe(CLOCK, 64, drip);
        var before = CLOCK.nanos();
        pipe.write(new byte[6], 0, 6);
        for (var i = 0; i < 6; i++) {
            assertThat(pipe.read(new byte[64], 0, 64)).isEqualTo(1);
        }
        assertThat(CLOCK.nanos() - before).isGreaterThan(20_000_000L);
    }

    @Example
    void waitsEndAtOnceWhenInterrupted() throws Exception {
        var pipe = new Pipe(CLOCK, 1, Weather.CALM);
        var reader = Thread.ofVirtual().start(() -> {
            try {
                pipe.read(new byte[1], 0, 1);
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader.interrupt();
        assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
        pipe.write(new byte[1], 0, 1);
        var writer = Thread.ofVirtual().start(() -> {
            try {
                pipe.write(new byte[1], 0, 1);
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        writer.interrupt();
        assertThat(writer.join(Duration.ofSeconds(60))).isTrue();
    }
}
