package trysail.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What the operating system and jcmd know of a process, without asking it. */
final class Outside {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");
    private static final Duration DUMP = Duration.ofSeconds(60);

    private final long pid;

    Outside(long pid) {
        this.pid = pid;
    }

    /** Where a look goes: the ports of the venue, the journal's directory, the session's name. */
    record Where(int restPort, int streamPort, Path journal, String session) {}

    /** A look; what came to the venue is the venue's to tell. */
    Seen.Look look(String when, Where where) throws IOException, InterruptedException {
        var links = descriptors();
        var known = Files.isDirectory(Path.of("/proc", Long.toString(pid), "fd"));
        var inodes = new HashSet<String>();
        for (var link : links) {
            var socket = SOCKET.matcher(link);
            if (socket.matches()) {
                inodes.add(socket.group(1));
            }
        }
        var files = (int)
                links.stream().filter(l -> l.startsWith(where.journal() + "/")).count();
        return new Seen.Look(
                when,
                known ? sockets(inodes, where.restPort()) : -1,
                known ? sockets(inodes, where.streamPort()) : -1,
                known ? files : -1,
                tasks(where.session()),
                0,
                0);
    }

    private List<String> descriptors() throws IOException {
        var directory = Path.of("/proc", Long.toString(pid), "fd");
        var links = new ArrayList<String>();
        if (!Files.isDirectory(directory)) {
            return links;
        }
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                try {
                    links.add(Files.readSymbolicLink(entry).toString());
                } catch (IOException gone) { // closed since it was listed
                    continue;
                }
            }
        }
        return links;
    }

    /** Those of the process whose other end is this port. */
    private int sockets(Set<String> inodes, int port) throws IOException {
        var ending = ":%04X".formatted(port);
        var count = 0;
        for (var table : List.of("tcp", "tcp6")) {
            var file = Path.of("/proc", Long.toString(pid), "net", table);
            if (!Files.isReadable(file)) {
                continue;
            }
            for (var row : Files.readAllLines(file)) {
                var cells = row.strip().split("\\s+", -1);
                if (cells.length > 9 && cells[2].endsWith(ending) && inodes.contains(cells[9])) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Names of the threads whose name begins with the session's, platform and virtual. */
    private List<String> tasks(String session) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("trysail-dump");
        var dump = directory.resolve("threads.json");
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var process = new ProcessBuilder(
                            jcmd, Long.toString(pid), "Thread.dump_to_file", "-format=json", dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(DUMP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            if (!Files.exists(dump)) {
                throw new IOException("jcmd gave no thread dump of " + pid);
            }
            var names = new TreeSet<String>();
            for (var container :
                    Json.read(Files.readString(dump)).path("threadDump").path("threadContainers")) {
                for (var thread : container.path("threads")) {
                    var name = thread.path("name").asText();
                    if (name.startsWith(session + "/")) {
                        names.add(name);
                    }
                }
            }
            return List.copyOf(names);
        } finally {
            Files.deleteIfExists(dump);
            Files.deleteIfExists(directory);
        }
    }
}
