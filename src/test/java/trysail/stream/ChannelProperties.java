package trysail.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A channel does what a plain list does that is told the same, step by step. */
class ChannelProperties {
    /** One step: give an item of a key (0: of none), or take up to so many. */
    record Step(boolean give, int number) {}

    private record Item(int key, int serial) {}

    /** What a channel should hold, in the plainest words. */
    private static final class Model {
        private final List<Item> inside = new ArrayList<>();
        private final int capacity;
        private final boolean conflates;

        private Model(int capacity, boolean conflates) {
            this.capacity = capacity;
            this.conflates = conflates;
        }

        private boolean give(Item item) {
            if (conflates && item.key > 0) {
                for (var i = 0; i < inside.size(); i++) {
                    if (inside.get(i).key == item.key) {
                        inside.set(i, item);
                        return true;
                    }
                }
            }
            return inside.size() < capacity && inside.add(item);
        }

        private List<Item> take(int most) {
            var head = inside.subList(0, Math.min(most, inside.size()));
            var taken = List.copyOf(head);
            head.clear();
            return taken;
        }
    }

    @Property
    void conflatingAgreesWithTheModel(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 6) int capacity) {
        Channel<Item> channel =
                Channel.conflating("test", capacity, i -> i.key > 0 ? Optional.of((Object) i.key) : Optional.empty());
        agrees(channel, new Model(capacity, true), steps);
    }

    @Property
    void blockingAgreesWithTheModel(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 6) int capacity) {
        agrees(Channel.blocking("test", capacity), new Model(capacity, false), steps);
    }

    private static void agrees(Channel<Item> channel, Model model, List<Step> steps) {
        var serial = 0;
        var given = 0L;
        for (var step : steps) {
            if (step.give) {
                var item = new Item(step.number, serial++);
                var fits = model.give(item);
                assertThat(channel.tryPut(item)).isEqualTo(fits);
                given += fits ? 1 : 0;
            } else {
                var taken = new ArrayList<Item>();
                assertThat(channel.tryTake(taken, step.number)).isEqualTo(taken.size());
                assertThat(taken).isEqualTo(model.take(step.number));
            }
            assertThat(channel.counters().waiting()).isEqualTo(model.inside.size());
            assertThat(channel.counters().put()).isEqualTo(given);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var give = Arbitraries.integers().between(0, 3).map(key -> new Step(true, key));
        var take = Arbitraries.integers().between(0, 4).map(most -> new Step(false, most));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, give), net.jqwik.api.Tuple.of(1, take))
                .list()
                .ofMaxSize(60);
    }
}
