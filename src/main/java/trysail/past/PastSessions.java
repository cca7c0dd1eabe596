package trysail.past;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trysail.disk.JournalException;
import trysail.journal.JournalReader;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.Sessions;
import trysail.words.BadInput;
import trysail.words.Nearest;

/** The sessions that have a journal in one directory. */
public final class PastSessions {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern FILE = Pattern.compile("([a-z][a-z0-9-]*-(\\d{1,8}))\\.db");
    private static final Duration READING = Duration.ofSeconds(60);
    private static final int ALL = 100_000;
    private static final int SHOWN = 8;

    private final Path directory;

    public PastSessions(Path directory) {
        this.directory = directory;
    }

    /** Where they are. */
    public Path directory() {
        return directory;
    }

    /** A session and its number. */
    private record Numbered(String name, int number) {}

    /** Their names, the latest first. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(f -> FILE.matcher(f.getFileName().toString()))
                    .filter(m -> m.matches())
                    .map(m -> new Numbered(m.group(1), Integer.parseInt(m.group(2))))
                    .sorted(Comparator.comparingInt(Numbered::number).reversed().thenComparing(Numbered::name))
                    .map(Numbered::name)
                    .toList();
        } catch (IOException e) {
            throw new BadInput(
                    "journals in '" + directory + "' cannot be listed: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    /**
     * The name of one of them: itself, or the latest one of a name without its number.
     *
     * @throws BadInput when there is none, naming what there is
     */
    public String named(String name) {
        return named(name, List.of());
    }

    /** The same; {@code others} can be meant, too, but are not here. */
    String named(String name, List<String> others) {
        if (!NAME.matcher(name).matches()) {
            throw new BadInput("--session '" + name + "' is not a session's name, such as paper-3");
        }
        if (Files.exists(directory.resolve(name + ".db")) || Files.exists(directory.resolve(name + ".log"))) {
            return name;
        }
        var all = names();
        return all.stream()
                .filter(n -> n.replaceFirst("-\\d+$", "").equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("no session '" + name + "' in " + directory
                        + Nearest.to(
                                        name,
                                        Stream.concat(all.stream(), others.stream())
                                                .toList())
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse("")
                        + "; " + words(all)));
    }

    /** What there is, in words. */
    public String words() {
        return words(names());
    }

    private static String words(List<String> all) {
        if (all.isEmpty()) {
            return "there is none yet";
        }
        var shown = String.join(", ", all.subList(0, Math.min(SHOWN, all.size())));
        return "there " + (all.size() == 1 ? "is " : "are ") + shown
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more: see history" : "");
    }

    /**
     * What one of them did, from its journal and its receipt.
     *
     * @throws BadInput when there is no such session, or its journal cannot be read
     */
    public Deeds deeds(String name, Sessions sessions) throws InterruptedException {
        var session = named(name);
        var clock = SessionClock.SYSTEM;
        var deeds = new JournaledDeeds(session, PastReceipt.of(receipt(session, sessions)), clock.now());
        try {
            JournalReader.each(
                    SessionContext.standalone("past"), directory, session, deeds::take, clock.deadline(READING));
        } catch (JournalException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
        return deeds.whole();
    }

    private Optional<String> receipt(String session, Sessions sessions) throws InterruptedException {
        return sessions.history(directory, ALL).stream()
                .filter(p -> p.session().equals(session))
                .findFirst()
                .flatMap(Sessions.Past::receipt);
    }
}
