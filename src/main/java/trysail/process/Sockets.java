package trysail.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sockets of this machine's network, by inode, as the kernel lists them. Slow where there are very many. */
final class Sockets {
    private static final String LISTENING = "0A";

    /** One of them: where it is, and whether it waits for others to connect. */
    private record Socket(String kind, String local, int port, int peerPort, boolean listens) {
        @Override
        public String toString() {
            return kind + " " + local + ":" + port
                    + (listens ? " listening" : peerPort == 0 ? "" : " to port " + peerPort);
        }
    }

    private final Map<String, Socket> byInode = new HashMap<>();

    private Sockets() {}

    static Sockets now() {
        var all = new Sockets();
        for (var kind : List.of("tcp", "tcp6", "udp", "udp6")) {
            all.read(kind);
        }
        return all;
    }

    private void read(String kind) {
        try (var lines = Files.lines(Path.of("/proc/self/net/" + kind), StandardCharsets.US_ASCII)) {
            lines.skip(1)
                    .map(l -> l.strip().split("\\s+"))
                    .filter(f -> f.length > 9)
                    .forEach(f -> enter(kind, f));
        } catch (IOException e) {
            // this machine has none of the kind
        }
    }

    private void enter(String kind, String[] fields) {
        var local = fields[1];
        byInode.put(
                "socket:[" + fields[9] + "]",
                new Socket(
                        kind.substring(0, 3),
                        address(local),
                        port(local),
                        port(fields[2]),
                        kind.startsWith("tcp") && fields[3].equals(LISTENING)));
    }

    private static int port(String hex) {
        return Integer.parseInt(hex.substring(hex.lastIndexOf(':') + 1), 16);
    }

    /** Version 4, little end first; of version 6 what is mapped into it, and the loopback. */
    private static String address(String hex) {
        var end = hex.substring(0, hex.lastIndexOf(':'));
        if (end.length() > 8 && end.startsWith("000000000000000000000000")) {
            return end.endsWith("01000000") ? "[::1]" : "[::]";
        }
        var four = end.length() > 8 ? end.substring(end.length() - 8) : end;
        var text = new StringBuilder();
        for (var at = 6; at >= 0; at -= 2) {
            text.append(Integer.parseInt(four.substring(at, at + 2), 16)).append(at == 0 ? "" : ".");
        }
        return text.toString();
    }

    /** The ports on which these wait for others. */
    Set<Integer> listening(Iterable<String> inodes) {
        var ports = new HashSet<Integer>();
        for (var inode : inodes) {
            var socket = byInode.get(inode);
            if (socket != null && socket.listens) {
                ports.add(socket.port);
            }
        }
        return ports;
    }

    /**
     * A socket in words; empty when it is of no network, or was accepted on one of these ports, or goes to one of those.
     */
    Optional<String> words(String inode, Set<Integer> acceptedOn, Set<Integer> kept) {
        return Optional.ofNullable(byInode.get(inode))
                .filter(s -> s.listens || !(acceptedOn.contains(s.port) || kept.contains(s.peerPort)))
                .map(Socket::toString);
    }
}
