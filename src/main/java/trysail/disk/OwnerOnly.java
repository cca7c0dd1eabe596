package trysail.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Files and directories that their owner alone can read, whatever the umask says: a journal tells what somebody trades.
 * Where the file system knows no such rights, it makes them as it can. Thread-safe.
 */
public final class OwnerOnly {
    private static final Logger LOG = Logger.getLogger(OwnerOnly.class.getName());
    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    private OwnerOnly() {}

    /** Makes the directory and those above it where they are missing. One that is there stays as its owner made it. */
    public static void directory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (hasRights(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(DIRECTORY)));
        } else {
            Files.createDirectories(directory);
        }
    }

    /** Makes the file, empty, where it is missing; takes from others the right to read one that is there. */
    public static void file(Path file) throws IOException {
        if (!hasRights(file)) {
            return; // whoever opens it makes it
        }
        var mine = PosixFilePermissions.fromString(FILE);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(mine));
        } catch (FileAlreadyExistsException e) {
            tighten(file);
        }
    }

    private static void tighten(Path file) {
        var mine = PosixFilePermissions.fromString(FILE);
        try {
            if (!mine.containsAll(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, mine);
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "rights of " + file + " stay as they are", e); // another user's: theirs to say
        }
    }

    private static boolean hasRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
