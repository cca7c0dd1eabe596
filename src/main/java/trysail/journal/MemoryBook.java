package trysail.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.words.Address;

/** A logbook in memory; {@link Logbook} lets one thread at a time in. */
final class MemoryBook implements Book {
    private record Key(String venue, String address, String account) {
        private static Key of(Header header) {
            return new Key(header.venue(), Address.canonical(header.address()), header.account());
        }
    }

    private final String tag;
    private final List<LogbookLine> sessions = new ArrayList<>();
    private final Map<Key, DrainMark> drains = new HashMap<>();

    MemoryBook(String tag) {
        this.tag = tag;
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public int newSession(String mode, Instant now) {
        var number = sessions.size() + 1;
        sessions.add(new LogbookLine(number, mode + "-" + number, mode, now, Optional.empty()));
        return number;
    }

    @Override
    public void write(SessionNumber session, String receiptJson) {
        var line = sessions.get(session.number() - 1);
        sessions.set(
                session.number() - 1,
                new LogbookLine(line.number(), line.session(), line.mode(), line.started(), Optional.of(receiptJson)));
    }

    @Override
    public List<LogbookLine> history(int most) {
        return List.copyOf(sessions.subList(Math.max(0, sessions.size() - most), sessions.size()));
    }

    @Override
    public void drain(Header account, Instant now) {
        drains.putIfAbsent(Key.of(account), new DrainMark(account.session(), now));
    }

    @Override
    public void resume(Header account) {
        drains.remove(Key.of(account));
    }

    @Override
    public Optional<DrainMark> drained(Header account) {
        return Optional.ofNullable(drains.get(Key.of(account)));
    }

    @Override
    public Optional<DrainMark> drainedWithAnotherKey(Header account) {
        var ours = Key.of(account);
        return drains.entrySet().stream()
                .filter(e -> e.getKey().venue().equals(ours.venue())
                        && e.getKey().address().equals(ours.address())
                        && !e.getKey().account().equals(ours.account()))
                .map(Map.Entry::getValue)
                .max(Comparator.comparing(DrainMark::since));
    }

    @Override
    public void close() {}
}
