package trysail.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A logbook in memory; {@link Logbook} lets one thread at a time in. */
final class MemoryBook implements Book {
    private record Key(String venue, String address, String account) {
        private static Key of(Header header) {
            return new Key(header.venue(), header.address(), header.account());
        }
    }

    private final String tag;
    private final BooleanSupplier full;
    private final List<Logbook.Line> sessions = new ArrayList<>();
    private final Map<Key, DrainMark> drains = new HashMap<>();

    MemoryBook(String tag, BooleanSupplier full) {
        this.tag = tag;
        this.full = full;
    }

    private void mustHaveRoom() throws SQLException {
        if (full.getAsBoolean()) {
            throw new SQLException("database or disk is full");
        }
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public int newSession(String mode, Instant now) throws SQLException {
        mustHaveRoom();
        var number = sessions.size() + 1;
        sessions.add(new Logbook.Line(number, mode + "-" + number, mode, now, Optional.empty()));
        return number;
    }

    @Override
    public void write(Logbook.SessionNumber session, String receiptJson) throws SQLException {
        mustHaveRoom();
        var line = sessions.get(session.number() - 1);
        sessions.set(
                session.number() - 1,
                new Logbook.Line(line.number(), line.session(), line.mode(), line.started(), Optional.of(receiptJson)));
    }

    @Override
    public List<Logbook.Line> history(int most) {
        return List.copyOf(sessions.subList(Math.max(0, sessions.size() - most), sessions.size()));
    }

    @Override
    public void drain(Header account, Instant now) throws SQLException {
        mustHaveRoom();
        drains.putIfAbsent(Key.of(account), new DrainMark(account.session(), now));
    }

    @Override
    public void resume(Header account) throws SQLException {
        mustHaveRoom();
        drains.remove(Key.of(account));
    }

    @Override
    public Optional<DrainMark> drained(Header account) {
        return Optional.ofNullable(drains.get(Key.of(account)));
    }

    @Override
    public void close() {}
}
