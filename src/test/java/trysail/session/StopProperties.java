package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import trysail.Belongings;
import trysail.Folders;
import trysail.Stalls;
import trysail.exchange.Credentials;
import trysail.fault.Fault;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.journal.OrderFate.Fate;
import trysail.model.OrderState;
import trysail.order.OnStop;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.SessionScene.BuysOnce;
import trysail.session.SessionScene.Rests;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.record.VenueRecord.OrderSeen;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.words.Causes;

/**
 * What a stop promises, over whole sessions on real sockets, whatever goes wrong and whenever the stop comes: the seven
 * properties of a stop, each a method below. The exchange's own record is the witness.
 */
class StopProperties {
    private static final Duration WITHIN = Duration.ofMillis(2_000);
    private static final Duration LATE = Duration.ofMillis(250);
    private static final String BROKEN = "the strategy is broken";
    private static final String VENUE_GOES = "the venue goes";

    /** What a session is asked to do. */
    enum Does {
        NOTHING(() -> (event, state) -> List.of()),
        REST(() -> new Rests(6)),
        BUY(BuysOnce::new),
        QUOTE(() -> Strategies.named("quoter")),
        FAIL(() -> (event, state) -> {
            throw new IllegalStateException(BROKEN);
        });

        private final Supplier<Strategy> strategy;

        Does(Supplier<Strategy> strategy) {
            this.strategy = strategy;
        }
    }

    @Provide
    Arbitrary<String> trouble() {
        return Arbitraries.of(
                "",
                "mute",
                "drop",
                "gap",
                "crossed",
                "lose-reply",
                "http429",
                "http500:0.3",
                "http500:1",
                "latency:300ms+-200",
                VENUE_GOES);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void whateverFailsAndWheneverItComesTheStopKeepsItsPromise( // A9, A17, B1, C1, E1
            @ForAll Does does,
            @ForAll("trouble") String trouble,
            @ForAll OnStop policy,
            @ForAll @IntRange(max = 600) int millis,
            @ForAll boolean troubleFirst)
            throws Exception {
        var directory = Files.createTempDirectory("trysail-stop");
        var before = Belongings.ofTheProcess(true);
        try (var stalls = Stalls.watch();
                var scene = SessionScene.open(directory)) {
            var keys = scene.keys();
            scene.placeForeignOrder(keys);
            var session = scene.sessions.start(scene.spec(does.strategy.get())
                    .credentials(keys)
                    .onStop(policy)
                    .stopWithin(WITHIN));
            if (troubleFirst) {
                happens(trouble, scene);
            }
            SessionClock.SYSTEM.sleep(Duration.ofMillis(millis)); // any instant
            if (!troubleFirst) {
                happens(trouble, scene);
            }
            session.stop(new StopReason.StopRequested("test"));
            var shut = SessionClock.SYSTEM.nanos();
            var receipt = session.await();
            theStopEndsWithinItsDeadline(receipt, stalls, shut);

            var seen = new Seen(scene.exchange.record(), keys, receipt, policy);
            eachResourceIsClosedOrNamed(seen);
            nothingIsSentOnceTheGateIsShutAndNothingTwice(seen, shut);
            receiptAndVenueAgree(seen);
            theFirstFailureIsTheOneReported(receipt, does, trouble);
            theJournalFoldsToWhatTheVenueHolds(seen, directory);
        } finally {
            Folders.delete(directory);
        }
        before.awaitNothingMore("the session"); // property 7; the heap is ManySessionsTest's
    }

    private static void happens(String trouble, SessionScene scene) throws InterruptedException {
        if (trouble.equals(VENUE_GOES)) {
            scene.exchange.close();
        } else if (!trouble.isEmpty()) {
            scene.exchange.inject(Fault.parse(trouble));
        }
    }

    /** What is known of a session that has ended. */
    private record Seen(VenueRecord record, Credentials keys, Receipt receipt, OnStop policy) {
        private Map<String, OrderSeen> orders() {
            return record.orders().stream().collect(Collectors.toMap(OrderSeen::clientId, o -> o));
        }

        private boolean knowsAll() {
            return receipt.exitCode() != 3;
        }
    }

    /** Property 1. */
    private static void eachResourceIsClosedOrNamed(Seen seen) throws InterruptedException {
        var left = seen.receipt.left();
        assertThat(left.tasks()).isEmpty();
        assertThat(left.threads()).isEmpty();
        assertThat(left.sockets()).isEmpty();
        assertThat(left.files()).isEmpty();
        SessionScene.until(() -> seen.record.openConnections() == 0);
    }

    /** Property 2. Of our own; one of others is left alone. One call may have entered the gate before it shut: the quiet rung waited for it. */
    private static void nothingIsSentOnceTheGateIsShutAndNothingTwice(Seen seen, long shut) {
        var late = seen.record.ordersReceivedAfter(shut);
        assertThat(late).filteredOn(o -> !o.reduceOnly()).hasSizeLessThanOrEqualTo(1);
        assertThat(late)
                .filteredOn(OrderSeen::reduceOnly)
                .hasSizeLessThanOrEqualTo(seen.policy == OnStop.FLATTEN ? 3 : 0);
        assertThat(seen.record.orders().stream().map(OrderSeen::clientId)).doesNotHaveDuplicates();
        assertThat(seen.orders().get(foreign()).working()).isTrue();
    }

    private static String foreign() {
        return SessionScene.FOREIGN.toString();
    }

    /** Property 3. */
    private static void theStopEndsWithinItsDeadline(Receipt receipt, Stalls stalls, long asked) {
        stalls.assertStop(receipt, WITHIN.plus(LATE));
        stalls.assertSince(asked, WITHIN.plus(LATE).plus(LATE));
    }

    /** Property 4. */
    private static void receiptAndVenueAgree(Seen seen) {
        var orders = seen.orders();
        for (var fate : seen.receipt.orders()) {
            var venues = Optional.ofNullable(orders.get(fate.id().toString()));
            assertThat(agree(fate.fate(), venues))
                    .as("%s, at the venue %s", fate, venues)
                    .isTrue();
        }
        var open = seen.receipt.orders().stream()
                .filter(f -> f.fate() == Fate.KEPT || f.fate() == Fate.UNKNOWN)
                .map(f -> f.id().toString())
                .toList();
        assertThat(seen.record.workingOrders().stream().map(OrderSeen::clientId).filter(id -> !id.equals(foreign())))
                .as(seen.receipt.toText())
                .isSubsetOf(open);
        var unknown = seen.receipt.orders().stream().anyMatch(f -> f.fate() == Fate.UNKNOWN);
        assertThat(!unknown || !seen.knowsAll()).as(seen.receipt.toText()).isTrue();
    }

    private static boolean agree(Fate fate, Optional<OrderSeen> venues) {
        var state = venues.flatMap(OrderSeen::state);
        var traded = venues.filter(o -> !o.fills().isEmpty()).isPresent();
        return switch (fate) {
            case CANCELLED ->
                state.filter(s -> s == OrderState.CANCELLED || s == OrderState.EXPIRED)
                                .isPresent()
                        && !traded;
            case PARTLY_FILLED_THEN_CANCELLED -> state.equals(Optional.of(OrderState.CANCELLED)) && traded;
            case FILLED -> state.equals(Optional.of(OrderState.FILLED));
            case KEPT ->
                state.filter(s -> s.working() || s == OrderState.FILLED).isPresent();
            case REJECTED -> state.isEmpty() || state.equals(Optional.of(OrderState.REJECTED));
            case UNKNOWN -> true;
            case VENUE_GONE -> false;
        };
    }

    /** Property 5. */
    private static void theFirstFailureIsTheOneReported(Receipt receipt, Does does, String trouble) {
        switch (receipt.reason()) {
            case StopReason.Failed failed -> {
                var first = Causes.text(failed.cause());
                assertThat(receipt.errors().getFirst()).isEqualTo(first);
                assertThat(receipt.exitCode()).as(receipt.toText()).isIn(1, 3);
                assertThat(!trouble.isEmpty() || (does == Does.FAIL && first.contains(BROKEN)))
                        .as(receipt.toText())
                        .isTrue();
            }
            case StopReason.StopRequested asked ->
                assertThat(receipt.exitCode()).as(receipt.toText()).isIn(0, 3);
            default -> throw new AssertionError(receipt.toText());
        }
    }

    /** Property 6. What is kept may trade on. */
    private static void theJournalFoldsToWhatTheVenueHolds(Seen seen, Path directory) throws InterruptedException {
        if (seen.policy == OnStop.KEEP || !seen.knowsAll()) {
            return;
        }
        var session = seen.receipt.session();
        if (!Files.exists(directory.resolve(session + ".db"))) {
            assertThat(seen.record.orders()).hasSize(1);
            return;
        }
        var state = new JournalState();
        JournalReader.entries(
                        SessionContext.standalone("test"),
                        directory,
                        session,
                        SessionClock.SYSTEM.deadline(Duration.ofSeconds(60)))
                .forEach(state::apply);
        var folded = new TreeMap<String, BigDecimal>();
        state.positions().values().stream()
                .filter(p -> !p.isFlat())
                .forEach(p -> folded.put(p.symbol(), p.size().stripTrailingZeros()));
        var held = new TreeMap<String, BigDecimal>();
        seen.record
                .positions(seen.keys.key())
                .forEach(p -> held.put(p.symbol(), p.size().stripTrailingZeros()));
        assertThat(folded).as(seen.receipt.toText()).isEqualTo(held);
    }
}
