package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import trysail.Folders;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.journal.OrderFate.Fate;
import trysail.model.OrderState;
import trysail.order.FakeVenue.Fault;

/** Under random failures of the venue: no order twice, none of others touched, fates as the venue has them. */
class StopProperties {
    private static final Fault[] FAULTS = Fault.values();

    @Property(tries = 40)
    void whateverFailsTheReceiptAgreesWithTheVenue( // B1, C1, B8
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 12) int actions,
            @ForAll @IntRange(max = 60) int badness,
            @ForAll OnStop policy)
            throws Exception {
        var directory = Files.createTempDirectory("trysail-stop");
        try {
            run(directory, new Random(seed), actions, badness, policy);
        } finally {
            Folders.delete(directory);
        }
    }

    private static void run(Path directory, Random random, int actions, int badness, OnStop policy) throws Exception {
        var venue = new FakeVenue();
        venue.put("by_hand", FakeVenue.BTC, "1");
        venue.put("zzzzz-s1-e1-1", FakeVenue.ETH, "1");
        var ring = Ring.ready(directory, 1, venue);
        var mine = new Random(random.nextLong());
        venue.otherwise(() -> mine.nextInt(100) < badness ? FAULTS[mine.nextInt(FAULTS.length)] : Fault.NONE);
        for (var i = 0; i < actions; i++) {
            var id = ring.place();
            switch (random.nextInt(4)) {
                case 0 -> ring.cancel(id);
                case 1 -> {
                    var working = venue.working();
                    var some = working.get(random.nextInt(working.size()));
                    if (some.startsWith(Ring.TAG)) {
                        ring.say(venue.fill(some, "0.002"));
                    }
                }
                default -> Thread.onSpinWait();
            }
        }

        var settled = ring.stop(policy, 1_500);

        assertThat(venue.placed().values()).allMatch(times -> times == 1);
        assertThat(venue.touched()).allMatch(id -> id.startsWith(Ring.TAG + "-s1-"));
        assertThat(venue.working()).contains("by_hand", "zzzzz-s1-e1-1");
        for (var verdict : settled.orders()) {
            var atVenue = venue.order(verdict.id());
            switch (verdict.fate()) {
                case CANCELLED -> assertThat(atVenue.orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
                case PARTLY_FILLED_THEN_CANCELLED -> {
                    assertThat(atVenue.orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
                    assertThat(atVenue.orElseThrow().filled()).isPositive();
                }
                case FILLED -> assertThat(atVenue.orElseThrow().state()).isEqualTo(OrderState.FILLED);
                case KEPT -> assertThat(atVenue.orElseThrow().state().working()).isTrue();
                case REJECTED -> assertThat(atVenue).isEmpty();
                case UNKNOWN, VENUE_GONE -> {}
            }
        }
        var known = settled.orders().stream()
                .filter(o -> o.fate() == Fate.UNKNOWN || o.fate() == Fate.KEPT)
                .map(o -> o.id().toString())
                .toList();
        assertThat(venue.working().stream().filter(id -> id.startsWith(Ring.TAG)))
                .isSubsetOf(known);
        ring.close();
        if (settled.unknown() == 0 && settled.troubles().isEmpty()) {
            assertThat(folded(ring, directory)).isEqualTo(ours(venue));
        }
        nextStartFinishesTheJob(directory, venue, policy);
    }

    @Property(tries = 25)
    void killedAtAnyMomentTheNextStartFindsEveryOrder( // B2, C6, C7
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 10) int actions,
            @ForAll @IntRange(max = 50) int badness)
            throws Exception {
        var directory = Files.createTempDirectory("trysail-kill");
        try {
            var venue = new FakeVenue();
            venue.put("by_hand", FakeVenue.BTC, "1");
            venue.put("zzzzz-s1-e1-1", FakeVenue.ETH, "1");
            var random = new Random(seed);
            var ring = Ring.ready(directory, 1, venue);
            venue.otherwise(() -> random.nextInt(100) < badness ? FAULTS[random.nextInt(FAULTS.length)] : Fault.NONE);
            for (var i = 0; i < actions; i++) {
                var id = ring.place();
                if (i % 3 == 0) {
                    ring.cancel(id);
                }
            }
            ring.kill();
            nextStartFinishesTheJob(directory, venue, OnStop.CANCEL);

            assertThat(venue.placed().values()).allMatch(times -> times == 1);
            assertThat(venue.touched()).allMatch(id -> id.startsWith(Ring.TAG + "-s1-"));
            assertThat(folded(ring, directory)).isEqualTo(ours(venue));
        } finally {
            Folders.delete(directory);
        }
    }

    private static void nextStartFinishesTheJob(Path directory, FakeVenue venue, OnStop policy) throws Exception {
        venue.heal();
        var next = Ring.ready(directory, 2, venue);
        if (policy != OnStop.KEEP) {
            assertThat(venue.working()).containsExactlyInAnyOrder("by_hand", "zzzzz-s1-e1-1");
        }
        var unused = next.stop();
        next.close();
    }

    private static Map<String, BigDecimal> folded(Ring ring, Path directory) throws InterruptedException {
        var state = new JournalState();
        JournalReader.entries(ring.context, directory, "paper-1", Ring.in(60_000))
                .forEach(state::apply);
        var sizes = new TreeMap<String, BigDecimal>();
        state.positions().forEach((symbol, p) -> put(sizes, symbol, p.size()));
        return sizes;
    }

    private static Map<String, BigDecimal> ours(FakeVenue venue) {
        var sizes = new TreeMap<String, BigDecimal>();
        venue.net().forEach((symbol, size) -> put(sizes, symbol, size));
        return sizes;
    }

    private static void put(Map<String, BigDecimal> sizes, String symbol, BigDecimal size) {
        if (size.signum() != 0) {
            sizes.put(symbol, size.stripTrailingZeros());
        }
    }
}
