package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.model.Position;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.source.FeedSpec;

/**
 * Processes killed for real, one after the other, each after so many requests at the venue: while it opens, recovers,
 * trades. {@code -Dtrysail.kills=100} kills more often, {@code -Dtrysail.killSeed=7} at other instants; the venue, in
 * this process, is the witness.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("trysail.kills", 2);
    private static final int MOST_REQUESTS = 40;

    @TempDir
    private Path directory;

    private final SessionContext context = SessionContext.standalone("test");
    private SimulatedExchange exchange;
    private VenueRecord record;

    @BeforeEach
    void openVenue() throws Exception {
        exchange = SimulatedExchange.open(
                SessionContext.standalone("venue"),
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.parse("4"), List.of(), 0));
        record = exchange.record();
        exchange.testAccount();
    }

    @AfterEach
    void closeVenue() throws Exception {
        exchange.close();
    }

    @Test
    void afterAnyNumberOfKillsTheNextStartPutsEverythingInOrder() throws Exception { // B2, C1, C2, C5, C6, C7, C13
        var seed = Long.getLong(
                "trysail.killSeed", KILLS > 2 ? ThreadLocalRandom.current().nextLong() : 3);
        var random = new SplittableRandom(seed);
        var words = new ArrayList<String>(List.of("seed " + seed));
        for (var i = 0; i < KILLS; i++) {
            words.add("kill after " + killAfter(1 + random.nextInt(MOST_REQUESTS)));
        }

        stopOnceItTrades();
        mustAgree(words);

        var orders = record.ordersEver();
        var journals = journals();
        var idle = Files.writeString(directory.resolve("idle.jsh"), "Strategy idle = (event, state) -> List.of();\n");
        run("1s", "--strategy", idle.toString()); // C6: a fixed point
        assertThat(record.ordersEver()).as("%s", words).isEqualTo(orders);
        assertThat(journals()).as("%s", words).containsAllEntriesOf(journals);
        mustAgree(words);
    }

    private int killAfter(int requests) throws Exception {
        var before = record.requestsEver();
        try (var child = start("60s")) {
            assertThat(record.await(r -> r.requestsEver() >= before + requests, soon()))
                    .as(child.err())
                    .isTrue();
            child.kill();
        }
        assertThat(record.awaitOpenConnections(0, soon())).isTrue();
        return requests;
    }

    /** A session that has not come to trading may be at its recovery still. */
    private void stopOnceItTrades() throws Exception {
        var before = record.ordersEver();
        try (var child = start("60s")) {
            assertThat(record.await(r -> r.ordersEver() > before, soon()))
                    .as(child.err())
                    .isTrue();
            assertThat(child.signal("TERM").exitCode())
                    .as(child.out() + child.err())
                    .isEqualTo(143);
        }
    }

    private void run(String... words) throws Exception {
        try (var child = start(words)) {
            assertThat(child.exitCode()).as(child.out() + child.err()).isZero();
        }
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

    private void mustAgree(List<String> words) throws Exception {
        assertThat(record.workingOrders()).as("%s", words).isEmpty();
        assertThat(record.orders().stream().map(VenueRecord.OrderSeen::clientId))
                .as("%s", words)
                .doesNotHaveDuplicates();
        var theirs = record.orders().stream()
                .flatMap(o -> o.fills().stream().map(f -> o.clientId() + " " + f.tradeId()))
                .toList();
        var ours = new ArrayList<String>();
        var traded = new TreeMap<String, BigDecimal>();
        for (var journal : journals().values()) {
            var state = new JournalState();
            for (var line : journal) {
                state.apply(line);
                if (line.entry() instanceof Entry.Filled f) {
                    ours.add(f.id() + " " + f.fill().tradeId());
                }
            }
            for (var p : state.positions().values()) {
                traded.merge(p.symbol(), p.size().subtract(state.carried(p.symbol())), BigDecimal::add);
            }
        }
        assertThat(ours).as("%s", words).containsExactlyInAnyOrderElementsOf(theirs);
        assertThat(sizes(traded)).as("%s", words).isEqualTo(sizes(atTheVenue()));
    }

    private Map<String, BigDecimal> atTheVenue() {
        var positions = new TreeMap<String, BigDecimal>();
        for (Position p : record.positions(SimulatedExchange.testKeys().key())) {
            positions.put(p.symbol(), p.size());
        }
        return positions;
    }

    private static Map<String, BigDecimal> sizes(Map<String, BigDecimal> some) {
        var sizes = new TreeMap<String, BigDecimal>();
        some.forEach((symbol, size) -> {
            if (size.signum() != 0) {
                sizes.put(symbol, size.stripTrailingZeros());
            }
        });
        return sizes;
    }

    /** Every session's journal; one that was killed before its first entry has none. */
    private Map<String, List<Entry.Stamped>> journals() throws Exception {
        var directoryOfAll = directory.resolve("journal");
        var journals = new TreeMap<String, List<Entry.Stamped>>();
        try (var files = Files.list(directoryOfAll)) {
            for (var name : files.map(f -> f.getFileName().toString()).toList()) {
                if (name.matches("paper-\\d+\\.db")) {
                    var session = name.substring(0, name.length() - ".db".length());
                    journals.put(session, JournalReader.entries(context, directoryOfAll, session, soon()));
                }
            }
        }
        return journals;
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
    }
}
