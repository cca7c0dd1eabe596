package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BookSideProperties {
    record Change(long price, long size) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        var near = Arbitraries.longs().between(600_000, 600_020);
        var spread = Arbitraries.longs().between(560_000, 640_000);
        var anywhere = Arbitraries.longs().between(1, 2_000_000);
        var sizes = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(0L)),
                net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(1, 1_000)));
        return Combinators.combine(Arbitraries.oneOf(near, spread, anywhere), sizes)
                .as(Change::new)
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void aSideIsWhatASortedMapWouldBe(@ForAll("changes") List<Change> changes, @ForAll boolean bids) {
        var side = new BookSide(bids);
        var plain = new TreeMap<Long, Long>((a, b) -> bids ? Long.compare(b, a) : Long.compare(a, b));
        for (var change : changes) {
            side.set(change.price, change.size);
            if (change.size == 0) {
                plain.remove(change.price);
            } else {
                plain.put(change.price, change.size);
            }
            assertThat(side.count()).isEqualTo(plain.size());
            assertThat(side.isEmpty()).isEqualTo(plain.isEmpty());
            if (!plain.isEmpty()) {
                assertThat(side.best()).isEqualTo(plain.firstKey());
                assertThat(side.bestSize()).isEqualTo(plain.firstEntry().getValue());
                assertThat(side.farthest()).isEqualTo(plain.lastKey());
            }
        }
        var levels = side.levels(50);
        int i = 0;
        for (var level : plain.entrySet().stream().limit(50).toList()) {
            assertThat(levels.price(i)).isEqualTo(level.getKey());
            assertThat(levels.size(i++)).isEqualTo(level.getValue());
        }
        assertThat(levels.count()).isEqualTo(i);
    }
}
