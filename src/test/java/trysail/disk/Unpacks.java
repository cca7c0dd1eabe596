package trysail.disk;

import java.nio.file.Path;
import trysail.journal.Logbook;
import trysail.journal.Samples;
import trysail.scope.SessionContext;

/** A process of its own, whose temporary directory may be missing: opens a logbook, or says why it cannot. */
final class Unpacks {
    private Unpacks() {}

    public static void main(String[] args) throws Exception {
        try {
            NativeLibrary.load(Path.of(args[0]));
            var book = Logbook.open(SessionContext.standalone("book"), Path.of(args[0]), Samples.soon());
            System.out.println(
                    "opened " + book.newSession("paper", Samples.soon()).session() + " "
                            + System.getProperty("org.sqlite.tmpdir"));
            book.close(Samples.soon());
        } catch (JournalException e) {
            System.out.println(e.getMessage());
        }
    }
}
