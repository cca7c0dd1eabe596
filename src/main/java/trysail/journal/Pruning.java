package trysail.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import trysail.disk.Disk;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * Deletes the files of sessions that have ended: journal, log, a receipt that lies beside the logbook. Never those of one
 * that lives, or whose orders are still to be dealt with. The logbook keeps its line and its receipt.
 */
public final class Pruning {
    /** A log whose session has no journal yet may be of one that is just being opened. */
    private static final Duration OPENING = Duration.ofHours(1);

    private final FileStore store;
    private final Path directory;
    private final Instant before;
    private final int keep;

    private Pruning(Path directory, Instant before, int keep) {
        store = new FileStore(directory);
        this.directory = directory;
        this.before = before;
        this.keep = keep;
    }

    /**
     * What was deleted, and what was not though it was asked for.
     *
     * @param bytes that its files had
     * @param unfinished sessions that live, or that died and wait for the next start
     */
    public record Pruned(List<String> sessions, long bytes, List<String> unfinished) {}

    /**
     * Deletes.
     *
     * @param olderThan only sessions that have written nothing for so long; empty: of any age
     * @param keep so many of the latest stay, whatever their age
     * @throws JournalException when a file cannot be deleted
     */
    public static Pruned prune(
            SessionContext context, Path directory, Optional<Duration> olderThan, int keep, Deadline deadline)
            throws InterruptedException {
        var now = context.clock().now();
        var pruning = new Pruning(directory, olderThan.map(now::minus).orElse(Instant.MAX), keep);
        return Disk.call(context, "prune-journals", directory, deadline, () -> pruning.prune(now), late -> {});
    }

    private Pruned prune(Instant now) throws IOException {
        var all = sessions();
        var sessions = new ArrayList<String>();
        var unfinished = new ArrayList<String>();
        var bytes = 0L;
        for (var files :
                all.values().stream().limit(Math.max(0, all.size() - keep)).toList()) {
            if (!files.newest().isBefore(before)) {
                continue;
            }
            var unfinishedNow = Files.exists(SessionLock.path(directory, files.session));
            var opening = !store.exists(files.session) && files.newest().isAfter(now.minus(OPENING));
            if (unfinishedNow || opening) {
                unfinished.add(files.session);
                continue;
            }
            var lock = store.tryLock(files.session, JournalStore.Holder.CLAIMANT);
            if (lock.isPresent()) {
                try (var held = lock.get()) {
                    bytes += files.delete();
                    held.delete();
                    sessions.add(files.session);
                }
            }
        }
        return new Pruned(sessions, bytes, unfinished);
    }

    /** By number, the oldest first. */
    private Map<Integer, OfOne> sessions() throws IOException {
        var all = new TreeMap<Integer, OfOne>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                var name = JournalFiles.OF_SESSION.matcher(file.getFileName().toString());
                if (name.matches()) {
                    all.computeIfAbsent(
                                    Integer.valueOf(name.group(2)), n -> new OfOne(name.group(1), new ArrayList<>()))
                            .files
                            .add(file);
                }
            }
        }
        return all;
    }

    private record OfOne(String session, List<Path> files) {
        private Instant newest() throws IOException {
            var newest = Instant.MIN;
            for (var file : files) {
                var at = Files.getLastModifiedTime(file).toInstant();
                newest = at.isAfter(newest) ? at : newest;
            }
            return newest;
        }

        private long delete() throws IOException {
            var bytes = 0L;
            for (var file : files) {
                bytes += Files.size(file);
                Files.delete(file);
            }
            return bytes;
        }
    }
}
