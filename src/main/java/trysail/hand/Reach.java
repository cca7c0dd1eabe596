package trysail.hand;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import trysail.disk.Directories;
import trysail.disk.OwnerOnly;

/** Where the sockets are, one for each process, and what goes over them. */
final class Reach {
    /** Commands that may come from elsewhere: they look, or steer, and open nothing. */
    static final Set<String> COMMANDS =
            Set.of("sessions", "status", "recon", "stop", "kill", "pause", "resume", "drain", "arm", "disarm");

    /** Those that show something, and so may be asked of all sessions at once. */
    static final Set<String> LOOKS = Set.of("status", "recon");

    /** How often a process that is at work on an answer says so. */
    static final Duration BEAT = Duration.ofSeconds(1);

    /** How long one may be silent: longer, and it is stopped, or hangs. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** The same of one that is asked who runs there, which takes no time. */
    static final Duration SHORT_SILENCE = Duration.ofSeconds(2);

    /** The longest line that is read as a question. */
    static final int LONGEST = 8_192;

    /** What a system takes as the path of such a socket, less what some take less. */
    private static final int LONGEST_PATH = 100;

    private static final Pattern NAME = Pattern.compile("(\\d{1,10})\\.sock");

    private Reach() {}

    /** A socket and the process that made it. */
    record Socket(Path path, long process) {
        UnixDomainSocketAddress address() {
            return UnixDomainSocketAddress.of(path);
        }

        /** Whether the process is gone, and has left its socket. */
        boolean stale() {
            return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
        }
    }

    /** Of this user: in the state directory, or, where that has too long a path for a socket, among the temporary files. */
    private static Path directory() {
        var state = Directories.state().toAbsolutePath().normalize();
        var usual = state.resolve("hands");
        var longest = usual.resolve(Integer.MAX_VALUE + ".sock");
        return longest.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH
                ? usual
                : Path.of(System.getProperty("java.io.tmpdir", "/tmp"))
                        .toAbsolutePath()
                        .resolve("trysail-%s-%08x".formatted(System.getProperty("user.name", ""), state.hashCode()));
    }

    /** Made for its owner alone; to use one that another user has made fails. */
    private static Path ours() throws IOException {
        var directory = directory();
        OwnerOnly.directory(directory);
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        return directory;
    }

    /** This process's own. */
    static Socket own() throws IOException {
        var process = ProcessHandle.current().pid();
        return new Socket(ours().resolve(process + ".sock"), process);
    }

    /** Those that are there, those of processes that are gone among them. */
    static List<Socket> all() {
        try (var files = Files.list(directory())) {
            return files.sorted().flatMap(f -> socket(f).stream()).toList();
        } catch (IOException e) {
            return List.of(); // nobody ever made one
        }
    }

    private static Optional<Socket> socket(Path file) {
        var name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(new Socket(file.toAbsolutePath(), Long.parseLong(name.group(1))))
                : Optional.empty();
    }
}
