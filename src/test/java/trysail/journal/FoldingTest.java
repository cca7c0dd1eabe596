package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.model.Fill;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Purpose;
import trysail.model.Side;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** What a later start reads of a long journal: a checkpoint and what follows it, and the same comes of it. */
@Timeout(300)
class FoldingTest {
    private static final int EVERY = 500;
    private static final int KEPT = 500;

    @TempDir
    Path directory;

    private final JournalState state = new JournalState();
    private long orders;

    private static Entry.Stamped at(Entry entry) {
        return new Entry.Stamped(Samples.NOON, entry);
    }

    private JournalDb open() throws Exception {
        return JournalDb.open(SessionClock.SYSTEM, directory.resolve("paper-1.db"), EVERY, KEPT);
    }

    private void write(JournalDb db, Entry... entries) throws Exception {
        var lines = List.of(entries).stream().map(FoldingTest::at).toList();
        db.write(lines);
        lines.forEach(state::apply);
        db.fold(state);
    }

    private void begin(JournalDb db) throws Exception {
        db.replay(state::restore, state::apply);
        write(
                db,
                new Entry.Opened(Samples.header(1)),
                new Entry.Ready(List.of(new Position(
                        "BTC-USDT",
                        new BigDecimal("0.5"),
                        new BigDecimal("60000"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO))));
    }

    /** An order that is placed, asked to be cancelled and ended, without a fill. */
    private void comeAndGo(JournalDb db) throws Exception {
        var n = ++orders;
        write(
                db,
                new Entry.Intended(Samples.order(n), Purpose.TRADE, "why"),
                new Entry.Accepted(Samples.id(n), "v" + n, Samples.NOON),
                new Entry.CancelAsked(Samples.id(n), "moved"),
                new Entry.Ended(Samples.id(n), OrderState.CANCELLED, BigDecimal.ZERO));
    }

    private void fill(JournalDb db) throws Exception {
        var n = ++orders;
        write(
                db,
                new Entry.Intended(Samples.order(n), Purpose.TRADE, "why"),
                new Entry.Accepted(Samples.id(n), "v" + n, Samples.NOON),
                new Entry.Filled(
                        Samples.id(n),
                        new Fill(
                                "BTC-USDT",
                                "v" + n,
                                "t" + n,
                                Side.BUY,
                                new BigDecimal("61000.1"),
                                new BigDecimal("0.01"),
                                new BigDecimal("0.0123"),
                                true,
                                Samples.NOON)),
                new Entry.Ended(Samples.id(n), OrderState.FILLED, new BigDecimal("0.01")));
    }

    private long number(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("paper-1.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    @Test
    void whatACheckpointSaysIsWhatAllEntriesAmountTo() throws Exception {
        try (var db = open()) {
            begin(db);
            var open = ++orders;
            write(
                    db,
                    new Entry.Intended(Samples.order(open), Purpose.TRADE, "stays"),
                    new Entry.Accepted(Samples.id(open), "v" + open, Samples.NOON));
            for (var i = 0; i < 300; i++) {
                comeAndGo(db);
                fill(db);
            }
            write(db, new Entry.Unresolved(Samples.id(open), "no answer"));
            write(
                    db,
                    new Entry.Intended(Samples.order(9_999), Purpose.TRADE, "late"),
                    new Entry.NotSent(Samples.id(9_999), "not sent, as it seems"));
            while (db.toReplay() > EVERY / 2) { // so that all of it is in the checkpoint
                comeAndGo(db);
            }
        }
        assertThat(number("SELECT seq FROM checkpoint")).isGreaterThanOrEqualTo(2_000);
        var replayed = new JournalState();
        var read = new ArrayList<Entry.Stamped>();
        try (var db = open()) {
            assertThat(db.toReplay()).isLessThanOrEqualTo(EVERY + 4);
            assertThat(db.replay(replayed::restore, line -> {
                        read.add(line);
                        replayed.apply(line);
                    }))
                    .isEmpty();
        }
        assertThat(read).hasSizeLessThanOrEqualTo(EVERY + 4);
        assertThat(replayed.parts()).isEqualTo(state.parts());
        assertThat(replayed.givenUp(Samples.id(9_999))).isPresent();
        assertThat(replayed.open()).singleElement().satisfies(o -> {
            assertThat(o.standing()).isEqualTo(TrackedOrder.Standing.UNRESOLVED);
            assertThat(o.order().instrument()).isEqualTo(Samples.BTC);
        });
        assertThat(replayed.fills()).isEqualTo(300);
        assertThat(replayed.positions().get("BTC-USDT").size()).isEqualByComparingTo("3.5");
        assertThat(replayed.carried("BTC-USDT")).isEqualByComparingTo("0.5");
    }

    @Test
    void oldOrdersThatEndedWithoutAFillAreForgottenAndNothingElse() throws Exception {
        try (var db = open()) {
            begin(db);
            var open = ++orders;
            write(
                    db,
                    new Entry.Intended(Samples.order(open), Purpose.TRADE, "stays"),
                    new Entry.Accepted(Samples.id(open), "v" + open, Samples.NOON));
            for (var i = 0; i < 1_200; i++) {
                comeAndGo(db);
                if (i % 30 == 0) {
                    fill(db);
                }
            }
        }
        var all = 2 + 2 + 1_200 * 4 + 40 * 4;
        assertThat(number("SELECT count(*) FROM entries")).isLessThan(KEPT + 2_000);
        assertThat(number("SELECT (SELECT count(*) FROM entries) + (SELECT sum(entries) FROM folded)"))
                .isEqualTo(all);
        assertThat(number("SELECT count(*) FROM entries WHERE kind = 'filled'")).isEqualTo(40);
        assertThat(number("SELECT count(*) FROM entries i WHERE kind = 'intended' AND EXISTS"
                        + " (SELECT 1 FROM entries f WHERE f.client_id = i.client_id AND f.kind = 'filled')"))
                .isEqualTo(40);
        assertThat(number("SELECT count(*) FROM entries WHERE client_id = '" + Samples.id(1) + "'"))
                .as("of the order that is still open")
                .isEqualTo(2);
        assertThat(number("SELECT round(1e6 * size) FROM positions")).isEqualTo(900_000);
        var replayed = new JournalState();
        try (var db = open()) {
            assertThat(db.replay(replayed::restore, replayed::apply)).isEmpty();
        }
        assertThat(replayed.parts()).isEqualTo(state.parts());
        var read = JournalReader.entries(SessionContext.standalone("reader"), directory, "paper-1", Samples.soon());
        assertThat(read.getFirst().entry()).isInstanceOf(Entry.Opened.class);
    }

    @Test
    void aCheckpointThatCannotBeReadIsDoneWithout() throws Exception {
        try (var db = open()) {
            begin(db);
            for (var i = 0; i < 300; i++) {
                comeAndGo(db);
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("paper-1.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE checkpoint SET body = substr(body, 1, 100)"))
                    .isEqualTo(1);
        }
        var replayed = new JournalState();
        try (var db = open()) {
            assertThat(db.replay(replayed::restore, replayed::apply)).isEmpty();
        }
        assertThat(replayed.parts()).isEqualTo(state.parts());
    }

    @Test
    void aJournalWithoutCheckpointsIsReadHoweverLongThatTakesAndSaysHowFarItIs() throws Exception {
        leaveALongOne(40_000);
        var said = new ArrayList<Long>();
        var dead = new DeadSessions(SessionContext.standalone("paper-2"), directory, "fake", "http://fake", "acc");
        var found = dead.claimNext(Samples.soon(), (session, entries, of) -> {
                    assertThat(session).isEqualTo("paper-1");
                    assertThat(of).isGreaterThanOrEqualTo(80_000);
                    said.add(entries);
                })
                .orElseThrow();
        assertThat(said).isSorted().hasSizeGreaterThanOrEqualTo(4);
        assertThat(found.state().open()).hasSize(1);
        found.release();
    }

    /** One of a version that did not fold may take minutes to fold: its claimant closes it, and has seconds for that. */
    @Test
    void theJournalOfADeadSessionGetsACheckpointAndIsNotShortenedByItsClaimant() throws Exception {
        leaveALongOne(102_000); // entries enough to fold
        var dead = new DeadSessions(SessionContext.standalone("paper-2"), directory, "fake", "http://fake", "acc");
        var found = dead.claimNext(Samples.soon()).orElseThrow();
        for (var n = 102_002L; n < 102_010; n++) {
            found.record(new Entry.Intended(Samples.order(n), Purpose.TRADE, "late"));
            var recorded = n;
            until(() -> number("SELECT count(*) FROM entries WHERE client_id = '" + Samples.id(recorded) + "'") == 1);
        }
        found.close("recovered", Samples.soon());

        assertThat(number("SELECT count(*) FROM checkpoint")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM folded")).isZero();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        var deadline = Samples.soon();
        while (!condition.call()) {
            assertThat(deadline.expired()).as("not in time").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(2));
        }
    }

    @Test
    void whoNoLongerWantsALongJournalIsNotKeptByIt() throws Exception {
        leaveALongOne(40_000);
        var dead = new DeadSessions(SessionContext.standalone("paper-2"), directory, "fake", "http://fake", "acc");
        var me = Thread.currentThread();
        assertThatThrownBy(() -> dead.claimNext(Samples.soon(), (session, entries, of) -> me.interrupt()))
                .isInstanceOf(InterruptedException.class);
        var next = new DeadSessions(SessionContext.standalone("paper-3"), directory, "fake", "http://fake", "acc");
        var again = next.claimNext(Samples.soon()); // waits for the lock of the one that gave up
        assertThat(again).isPresent();
        again.get().release();
    }

    /** As an older version wrote it: so many orders come and gone, one open, no checkpoint. */
    private void leaveALongOne(int gone) throws Exception {
        var file = directory.resolve("paper-1.db");
        try (var db = JournalDb.open(SessionClock.SYSTEM, file, Integer.MAX_VALUE, Integer.MAX_VALUE)) {
            db.write(List.of(at(new Entry.Opened(Samples.header(1)))));
            for (var from = 0; from < gone; from += 1_000) {
                db.write(LongStream.range(from, from + 1_000)
                        .mapToObj(n -> List.of(
                                at(new Entry.Intended(Samples.order(n + 1), Purpose.TRADE, "why")),
                                at(new Entry.Ended(Samples.id(n + 1), OrderState.CANCELLED, BigDecimal.ZERO))))
                        .flatMap(List::stream)
                        .toList());
            }
            db.write(List.of(at(new Entry.Intended(Samples.order(gone + 1), Purpose.TRADE, "open"))));
        }
        Files.createFile(SessionLock.path(directory, "paper-1"));
    }
}
