package trysail.helm;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trysail.words.BadInput;

/**
 * Short words and what they stand for. Those of the prompt are kept in a file, {@code alias NAME='…'} a line; a script
 * begins with none, so that it does the same everywhere. Thread-safe.
 */
public final class Aliases {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
    private static final int MOST = 500;

    private final TreeMap<String, String> words = new TreeMap<>();
    private final Optional<Path> file;
    private final Predicate<String> isCommand;

    private Aliases(Optional<Path> file, Predicate<String> isCommand) {
        this.file = file;
        this.isCommand = isCommand;
    }

    /** Those of one run. */
    static Aliases none(Predicate<String> isCommand) {
        return new Aliases(Optional.empty(), isCommand);
    }

    /** Those that a file keeps; what cannot be read there is left out. */
    static Aliases kept(Path file, Predicate<String> isCommand) {
        var aliases = new Aliases(Optional.of(file), isCommand);
        try {
            if (Files.isRegularFile(file)) {
                Files.readAllLines(file).forEach(aliases::read);
            }
        } catch (CharacterCodingException e) {
            // not ours: there are none, and the next one given replaces it
        } catch (IOException e) {
            // as if there was none: the prompt is worth more than its short words
        }
        return aliases;
    }

    private void read(String line) {
        try {
            var said = Words.of(line);
            if (said.size() == 2
                    && said.getFirst().equals("alias")
                    && said.get(1).contains("=")) {
                var at = said.get(1).indexOf('=');
                give(said.get(1).substring(0, at), said.get(1).substring(at + 1));
            }
        } catch (BadInput e) {
            // a line somebody broke by hand, or the name of a command that is new
        }
    }

    /** @throws BadInput when the name is a command's, or none */
    public synchronized void give(String name, String meaning) {
        if (!NAME.matcher(name).matches()) {
            throw new BadInput("alias '" + name + "' must be letters, digits, - and _, a letter first");
        }
        if (isCommand.test(name)) {
            throw new BadInput("alias '" + name + "' would hide the command of that name: take another word");
        }
        if (Words.of(meaning).isEmpty()) {
            throw new BadInput("alias '" + name + "' stands for nothing: alias --remove " + name + " forgets it");
        }
        if (words.size() >= MOST) {
            throw new BadInput("there are " + MOST + " aliases already: alias --remove NAME forgets one");
        }
        words.put(name, meaning);
    }

    public synchronized @Nullable String remove(String name) {
        return words.remove(name);
    }

    public synchronized boolean containsKey(String name) {
        return words.containsKey(name);
    }

    /** What a word stands for, if it is an alias. */
    public synchronized Optional<String> meaning(String name) {
        return Optional.ofNullable(words.get(name));
    }

    public void forEach(BiConsumer<String, String> action) {
        TreeMap<String, String> copy;
        synchronized (this) {
            copy = new TreeMap<>(words);
        }
        copy.forEach(action);
    }

    /** Writes the file, if there is one. */
    public synchronized void keep() {
        if (file.isEmpty()) {
            return;
        }
        var text = new StringBuilder();
        words.forEach((name, meaning) -> text.append(line(name, meaning)));
        try {
            var target = file.get().toAbsolutePath();
            Files.createDirectories(target.getParent());
            var draft = Files.createTempFile(target.getParent(), "aliases", ".new");
            Files.writeString(draft, text);
            try {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new BadInput(
                    "aliases cannot be kept in '" + file.get() + "' ("
                            + e.getClass().getSimpleName() + "): they last until exit",
                    e);
        }
    }

    /** As it would be typed. */
    public static String line(String name, String meaning) {
        return "alias " + name + "='" + meaning.replace("'", "'\"'\"'") + "'\n";
    }
}
