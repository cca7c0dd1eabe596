package trysail.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** The lines of this run and of former ones, in a file that nobody else can read; none that holds a secret. */
final class PastLines extends DefaultHistory {
    private static final Logger LOG = Logger.getLogger(PastLines.class.getName());
    private static final int KEPT = 2_000;
    private static final int LONGEST = 4_096;
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(api[_-]?key|key|secret|token|passw(or)?d|passphrase|credential)[a-z_-]*(\\s*[=:]\\s*|\\s+)\\S");
    private static final int SHORTEST_SECRET = 4;

    private final List<String> secrets;

    /** {@code environment} holds the keys whose values are never kept. */
    PastLines(Map<String, String> environment) {
        secrets = environment.entrySet().stream()
                .filter(e -> e.getKey().startsWith("TRYSAIL_API_"))
                .map(Map.Entry::getValue)
                .filter(v -> v.length() >= SHORTEST_SECRET)
                .toList();
    }

    /** Has a reader keep its lines in this file; without it when the file cannot be had. */
    void keepIn(Path file, LineReader reader) {
        reader.variable(LineReader.HISTORY_SIZE, KEPT).variable(LineReader.HISTORY_FILE_SIZE, KEPT);
        prepared(file).ifPresent(f -> reader.variable(LineReader.HISTORY_FILE, f));
    }

    private static Optional<Path> prepared(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OURS));
            } else if (!Files.getPosixFilePermissions(file).equals(OURS)) {
                Files.setPosixFilePermissions(file, OURS);
            }
            return Optional.of(file);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.INFO, "lines are not kept: {0}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void add(Instant time, String line) {
        if (!isSecret(line) && line.length() <= LONGEST) {
            super.add(time, line);
        }
    }

    /** Whether a line holds what must not be kept, or might. */
    boolean isSecret(String line) {
        return SECRET.matcher(line).find() || secrets.stream().anyMatch(line::contains);
    }
}
