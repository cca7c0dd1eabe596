package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Credentials;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.look.SessionState;
import trysail.model.ClientOrderId;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.Sessions;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.record.VenueRecord.OrderSeen;
import trysail.simulator.source.FeedSpec;
import trysail.venue.binance.BinanceVenue;

/** A process that was killed with its orders working, and the next start: the venue, in a third process, is witness. */
class RecoveryTest {
    private static final String FOREIGN = "other-s1-e1-1";

    @TempDir
    private Path directory;

    private final SessionContext context = SessionContext.standalone("test");
    private SimulatedExchange exchange;
    private VenueRecord record;

    @BeforeEach
    void openVenue() throws Exception {
        exchange = SimulatedExchange.open(
                SessionContext.standalone("venue"),
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of(), 0));
        record = exchange.record();
        exchange.testAccount();
        placeForeignOrder();
    }

    @AfterEach
    void closeVenue() throws Exception {
        exchange.close();
    }

    @Test
    void theNextStartFinishesWhatTheKilledOneHadBegun() throws Exception { // B2, C6, C7
        var dead = killAtWork();
        var working = dead.values().stream().filter(OrderSeen::working).count();
        assertThat(working).as("orders that work after kill -9").isPositive();
        var restarted = SessionClock.SYSTEM.nanos();

        try (var child = start("60s", "--json")) {
            assertThat(record.awaitOrder(o -> o.nanos() - restarted > 0, soon()))
                    .as("the next one trades")
                    .isTrue();
            assertThat(child.signal("TERM").exitCode())
                    .as(child.out() + child.err())
                    .isEqualTo(143);
            assertThat(child.receipt().at("/left/orders").asInt()).isZero();
        }

        var first = record.ordersReceivedAfter(restarted).stream()
                .min(Comparator.comparingLong(OrderSeen::nanos))
                .orElseThrow();
        assertThat(cancels(restarted, first.nanos()))
                .as("cancels before the new session's first order")
                .isGreaterThanOrEqualTo((int) working);
        assertThat(ofSession(1).values()).hasSameSizeAs(dead.values()).noneMatch(OrderSeen::working);
        assertThat(onlyTheForeignOneWorks()).isTrue();
        assertThat(kinds("paper-2", Entry.Recovered.class)).hasSize(1);
        assertThat(sizes(state("paper-1").positions().values()))
                .as("what the dead one held, and what the next one was told by the venue")
                .isEqualTo(sizes(kinds("paper-2", Entry.Ready.class).getFirst().positions()));
        assertThat(sizes(state("paper-2").positions().values())).isEqualTo(atTheVenue());

        var settled = ofSession(1);
        var journal = entries("paper-1");
        for (var again = 3; again <= 5; again++) { // C6: a fixed point
            runOneHere();
            assertThat(kinds("paper-" + again, Entry.Recovered.class)).isEmpty();
            assertThat(entries("paper-1")).isEqualTo(journal);
            assertThat(ofSession(1)).isEqualTo(settled);
            assertThat(onlyTheForeignOneWorks()).isTrue();
            assertThat(sizes(state("paper-" + again).positions().values())).isEqualTo(atTheVenue());
        }
    }

    @Test
    void ofTwoThatStartAtOnceOneTakesTheDeadOne() throws Exception { // C6, C7
        var dead = killAtWork();

        try (var one = start("1s", "--json");
                var other = start("1s", "--json")) {
            assertThat(one.exitCode()).as(one.out() + one.err()).isZero();
            assertThat(other.exitCode()).as(other.out() + other.err()).isZero();
        }

        var claims = kinds("paper-2", Entry.Recovered.class).size()
                + kinds("paper-3", Entry.Recovered.class).size();
        assertThat(claims).isEqualTo(1);
        assertThat(state("paper-1").epoch()).isEqualTo(2);
        assertThat(ofSession(1).values()).hasSameSizeAs(dead.values()).noneMatch(OrderSeen::working);
        assertThat(onlyTheForeignOneWorks()).isTrue();
    }

    /** Session 1, killed with orders working; what the venue had of it once its connections were gone. */
    private Map<String, OrderSeen> killAtWork() throws Exception {
        try (var child = start("60s")) {
            assertThat(record.await(r -> r.workingOrders().size() >= 5, soon())).isTrue();
            child.kill();
        }
        assertThat(record.awaitOpenConnections(0, soon())).isTrue();
        return ofSession(1);
    }

    private Child start(String... words) throws Exception {
        var all = new ArrayList<>(List.of("start", "paper"));
        all.addAll(List.of(words));
        all.addAll(List.of(
                "--rest-url",
                exchange.restUri().toString(),
                "--ws-url",
                exchange.wsUri().toString()));
        return Child.start(directory, all.toArray(String[]::new));
    }

    private void runOneHere() throws InterruptedException {
        var spec = Trysail.paper().at(exchange.restUri(), exchange.wsUri()).journal(journals());
        try (var session = new Sessions().start(spec)) {
            var patience = soon();
            while (session.state() instanceof SessionState.Opening && !patience.expired()) {
                Thread.onSpinWait();
            }
            assertThat(session.stop().exitCode())
                    .as(String.valueOf(session.receipt()))
                    .isZero();
        }
    }

    private Path journals() {
        return directory.resolve("journal");
    }

    private void placeForeignOrder() throws Exception {
        var keys = SimulatedExchange.testKeys();
        var venue = new BinanceVenue(
                context,
                exchange.restUri(),
                exchange.wsUri(),
                Optional.of(Credentials.of(keys.key(), keys.secret())),
                1);
        try (var client = venue.client()) {
            var btc = client.instruments(soon()).stream()
                    .filter(i -> i.symbol().equals("BTC-USDT"))
                    .findFirst()
                    .orElseThrow();
            var last =
                    client.bars(btc, Duration.ofMinutes(1), 1, soon()).getLast().close();
            var price = btc.roundPrice(last.multiply(new BigDecimal("0.98")), RoundingMode.FLOOR);
            client.place(
                    new Order(
                            ClientOrderId.parse(FOREIGN).orElseThrow(),
                            btc,
                            Side.BUY,
                            btc.smallestSize(price),
                            Terms.postOnly(price),
                            false),
                    soon());
        }
    }

    private boolean onlyTheForeignOneWorks() {
        return record.workingOrders().stream().map(OrderSeen::clientId).toList().equals(List.of(FOREIGN))
                && record.orders().getFirst().state().equals(Optional.of(OrderState.NEW));
    }

    /** Orders of a session of our logbook, by client order id. */
    private Map<String, OrderSeen> ofSession(int number) {
        return record.orders().stream()
                .filter(o -> !o.clientId().equals(FOREIGN))
                .filter(o -> ClientOrderId.parse(o.clientId())
                        .filter(id -> id.session() == number)
                        .isPresent())
                .collect(Collectors.toMap(OrderSeen::clientId, o -> o));
    }

    private int cancels(long from, long to) {
        return (int) record.requests().stream()
                .filter(r -> r.method().equals("DELETE") && r.path().equals("/fapi/v1/order"))
                .filter(r -> r.nanos() - from > 0 && r.nanos() - to < 0)
                .count();
    }

    private Map<String, BigDecimal> atTheVenue() {
        return sizes(record.positions(SimulatedExchange.testKeys().key()));
    }

    private static Map<String, BigDecimal> sizes(Iterable<Position> positions) {
        var sizes = new TreeMap<String, BigDecimal>();
        for (var position : positions) {
            if (!position.isFlat()) {
                sizes.put(position.symbol(), position.size().stripTrailingZeros());
            }
        }
        return sizes;
    }

    private JournalState state(String session) throws InterruptedException {
        var state = new JournalState();
        entries(session).forEach(state::apply);
        return state;
    }

    private <T extends Entry> List<T> kinds(String session, Class<T> kind) throws InterruptedException {
        return entries(session).stream()
                .map(Entry.Stamped::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private List<Entry.Stamped> entries(String session) throws InterruptedException {
        return JournalReader.entries(context, journals(), session, soon());
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
    }
}
