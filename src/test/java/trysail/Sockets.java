package trysail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Says of a socket's inode what the kernel knows: ports of both ends and its state. For messages only. */
final class Sockets {
    private static final List<String> STATES = List.of(
            "?",
            "ESTABLISHED",
            "SYN_SENT",
            "SYN_RECV",
            "FIN_WAIT1",
            "FIN_WAIT2",
            "TIME_WAIT",
            "CLOSE",
            "CLOSE_WAIT",
            "LAST_ACK",
            "LISTEN",
            "CLOSING");

    private Sockets() {}

    /** Of a {@code socket:[inode]}; nothing for what is not TCP. */
    static String peers(String descriptor) {
        if (!descriptor.startsWith("socket:[")) {
            return "";
        }
        var inode = descriptor.substring(8, descriptor.length() - 1);
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (var line : Files.readAllLines(Path.of(table))) {
                    var words = line.strip().split("\\s+");
                    if (words.length > 9 && words[9].equals(inode)) {
                        return " local port %d, remote port %d, %s"
                                .formatted(port(words[1]), port(words[2]), state(words[3]));
                    }
                }
            } catch (IOException unreadable) {
                return "";
            }
        }
        return ", which TCP knows no more: it was reset, or never connected";
    }

    private static int port(String address) {
        return HexFormat.fromHexDigits(address.substring(address.indexOf(':') + 1));
    }

    private static String state(String hex) {
        var number = HexFormat.fromHexDigits(hex.toLowerCase(Locale.ROOT));
        return number < STATES.size() ? STATES.get(number) : hex;
    }
}
