package trysail.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.disk.JournalException;
import trysail.session.Sessions;
import trysail.words.BadInput;

/** The logbook, and sessions that died and wait for the next start to finish their job. */
final class JournalCheck {
    private static final String LOCK = ".lock";

    private JournalCheck() {}

    static List<Finding> of(Path journal, Sessions sessions) throws InterruptedException {
        if (!Files.isDirectory(journal) || !Files.isWritable(journal)) {
            return List.of(); // said already
        }
        return List.of(logbook(journal, sessions), dead(journal, locked()));
    }

    private static Finding logbook(Path journal, Sessions sessions) throws InterruptedException {
        try {
            var last = sessions.history(journal, 1);
            return Finding.good(
                    "logbook",
                    last.isEmpty()
                            ? "no session yet"
                            : "readable, the last is " + last.getLast().session());
        } catch (JournalException | BadInput e) {
            return Finding.bad(
                    "logbook",
                    "cannot be read: " + e.getMessage(),
                    "move logbook.db out of " + journal + ", or take another --journal DIR");
        }
    }

    /** A session that ended well leaves no lock file; one that lives holds it. Locks are looked at, never taken. */
    static Finding dead(Path journal, Optional<Set<Long>> locked) {
        var waiting = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(journal, "*" + LOCK)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                var session = name.substring(0, name.length() - LOCK.length());
                var inode = (Number) Files.getAttribute(file, "unix:ino");
                if (Files.exists(journal.resolve(session + ".db"))
                        && locked.isPresent()
                        && !locked.get().contains(inode.longValue())) {
                    waiting.add(session);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            return untold();
        }
        if (locked.isEmpty()) {
            return untold();
        }
        return waiting.isEmpty()
                ? Finding.good("dead sessions", "none")
                : Finding.mind(
                        "dead sessions",
                        String.join(", ", waiting.stream().sorted().toList()),
                        "start a session on the same venue and account: it deals with their orders before it trades");
    }

    private static Finding untold() {
        return Finding.mind(
                "dead sessions",
                "cannot be told: this system does not say which files are locked",
                "start a session: it deals with the orders of dead ones before it trades");
    }

    /** Inodes of locked files; empty where the system does not tell. */
    private static Optional<Set<Long>> locked() {
        var inodes = new HashSet<Long>();
        try {
            for (var line : Files.readAllLines(Path.of("/proc/locks"))) {
                for (var word : line.split("\\s+", -1)) {
                    if (word.matches("[0-9a-f]+:[0-9a-f]+:\\d+")) {
                        inodes.add(Long.valueOf(word.substring(word.lastIndexOf(':') + 1)));
                    }
                }
            }
            return Optional.of(inodes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
