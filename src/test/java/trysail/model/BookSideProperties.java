package trysail.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
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
        var utmost = Arbitraries.of(0L, 1L, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        var sizes = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(0L)),
                net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(1, 1_000)));
        return Combinators.combine(Arbitraries.oneOf(near, spread, anywhere, utmost), sizes)
                .as(Change::new)
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void aSideIsWhatASortedMapWouldBe(@ForAll("changes") List<Change> changes, @ForAll Side of) {
        var side = new BookSide(of);
        var plain = new TreeMap<Long, Long>(of == Side.BUY ? Comparator.reverseOrder() : Comparator.naturalOrder());
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
                assertThat(side.worst()).isEqualTo(plain.lastKey());
            }
            assertThat(side.sizeAt(change.price)).isEqualTo(change.size);
            assertThat(side.sizeAt(change.price / 2)).isEqualTo(plain.getOrDefault(change.price / 2, 0L));
            var behind = plain.higherKey(change.price);
            assertThat(side.behind(change.price))
                    .isEqualTo(behind == null ? OptionalLong.empty() : OptionalLong.of(behind));
        }
        isThe(50, side, plain);
        isThe(Integer.MAX_VALUE, side, plain);
    }

    private static void isThe(int most, BookSide side, TreeMap<Long, Long> plain) {
        var levels = side.top(most);
        int i = 0;
        for (var level : plain.entrySet().stream().limit(most).toList()) {
            assertThat(levels.price(i)).isEqualTo(level.getKey());
            assertThat(levels.size(i++)).isEqualTo(level.getValue());
        }
        assertThat(levels.count()).isEqualTo(i);
    }

    @Property(tries = 4)
    void beyondItsBoundTheWorstLevelsLeaveFirst(@ForAll Side of, @ForAll boolean worstFirst) {
        int most = 1 << 16;
        int more = most + 5_000;
        var side = new BookSide(of);
        for (int i = 0; i < more; i++) {
            side.set(worseBy(worstFirst ? more - 1 - i : i, of), 1 + i);
        }

        assertThat(side.count()).isEqualTo(most);
        assertThat(side.best()).isEqualTo(worseBy(0, of));
        assertThat(side.worst()).isEqualTo(worseBy(most - 1, of));
    }

    private static long worseBy(int levels, Side of) {
        return 10_000_000L + (of == Side.BUY ? -7L : 7L) * levels;
    }

    @Property(tries = 20)
    void aClearedSideIsANewOne(@ForAll("changes") List<Change> before, @ForAll Side of) {
        var side = new BookSide(of);
        before.forEach(c -> side.set(c.price, c.size));
        side.clear();

        assertThat(side.top(1)).isEqualTo(Levels.NONE);
        assertThat(side.behind(1_000)).isEmpty();
        assertThatThrownBy(side::best).isInstanceOf(NoSuchElementException.class);
        side.apply(Levels.of(new long[] {5, 2, 4, 1, 5, 0, 9, 0}, 4));
        assertThat(side.top(10)).isEqualTo(Levels.of(new long[] {4, 1}, 1));
    }
}
