package trysail.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's own library, which is unpacked into a directory before it can be loaded: the temporary one of the system, and
 * where that is missing, cannot be written or may hold no programs (noexec), the journal's. Loaded once. Thread-safe.
 */
public final class NativeLibrary {
    private static final Logger LOG = Logger.getLogger(NativeLibrary.class.getName());
    private static final String WHERE = "org.sqlite.tmpdir";
    private static volatile boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads it, unless that is done.
     *
     * @param directory where journals are; made when it is missing
     * @throws JournalException when there is no place for it, naming the places tried
     */
    public static void load(Path directory) {
        if (!loaded) {
            loadOnce(directory);
        }
    }

    private static synchronized void loadOnce(Path directory) {
        if (loaded) {
            return;
        }
        var said = Optional.ofNullable(System.getProperty(WHERE));
        var places = new ArrayList<Path>();
        places.add(Path.of(said.orElseGet(() -> System.getProperty("java.io.tmpdir", "/tmp"))));
        places.add(directory.toAbsolutePath());
        try {
            var took = firstThatTakesIt(places);
            if (!took.equals(places.getFirst())) {
                LOG.log(
                        Level.INFO,
                        "SQLite''s library was unpacked into {0}: the temporary directory {1} cannot hold it",
                        new Object[] {took, places.getFirst()});
            }
            loaded = true;
        } finally {
            said.ifPresentOrElse(was -> System.setProperty(WHERE, was), () -> System.clearProperty(WHERE));
        }
    }

    private static Path firstThatTakesIt(List<Path> places) {
        Optional<Throwable> first = Optional.empty();
        for (var place : places) {
            try {
                if (takes(place)) {
                    return place;
                }
            } catch (Exception | LinkageError e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        throw JournalException.of(
                places.getFirst(),
                "the temporary directory cannot hold SQLite's library, nor can " + places.getLast()
                        + " (missing, not writable, full, or mounted noexec)",
                "name a directory that may hold programs: TRYSAIL_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                first.orElse(null));
    }

    /** Asked first whether it can be written: SQLite complains on standard error of what it cannot unpack. */
    private static boolean takes(Path place) throws Exception {
        try {
            Files.delete(Files.createTempFile(place, "trysail", ".probe"));
        } catch (IOException e) {
            return false;
        }
        System.setProperty(WHERE, place.toString());
        return SQLiteJDBCLoader.initialize();
    }
}
