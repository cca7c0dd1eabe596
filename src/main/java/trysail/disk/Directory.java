package trysail.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The journal directory: made when missing, refused in one clear line when it cannot be used. */
public final class Directory {
    private static final String REMEDY = "choose another one with --journal DIR";

    private Directory() {}

    /** @throws JournalException when it cannot be used */
    public static void check(Path directory) {
        try {
            OwnerOnly.directory(directory);
        } catch (FileAlreadyExistsException e) {
            throw JournalException.of(directory, "the journal directory is a file", REMEDY, e);
        } catch (IOException e) {
            throw JournalException.of(directory, "the journal directory cannot be made", REMEDY, e);
        }
        if (!Files.isWritable(directory)) {
            throw JournalException.of(directory, "the journal directory is not writable", REMEDY, null);
        }
    }
}
