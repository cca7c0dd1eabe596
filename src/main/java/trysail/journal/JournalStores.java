package trysail.journal;

import java.nio.file.Path;

/** Where stores of journals come from. */
public final class JournalStores {
    private JournalStores() {}

    /** The files of a directory. Touches nothing yet. */
    public static JournalStore at(Path directory) {
        return new FileStore(directory);
    }

    /** The same store on a disk with troubles. */
    public static JournalStore troubled(JournalStore store, JournalStore.Trouble trouble) {
        return new TroubledStore(store, trouble);
    }
}
