package trysail.words;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a venue is, in one spelling: {@code HTTP://LocalHost:80/} and {@code http://127.0.0.1} are one place. Asks no name
 * server.
 */
public final class Address {
    private static final String LOOPBACK = "127.0.0.1";

    private Address() {}

    /** The one spelling of an address; of what is none, such as {@code embedded} or a venue's name, the text itself. */
    public static String canonical(String text) {
        try {
            var uri = new URI(text.strip());
            var host = uri.getHost();
            if (uri.getScheme() == null || host == null) {
                return text.strip();
            }
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            var port = uri.getPort() == usual(scheme) ? -1 : uri.getPort();
            var path = uri.normalize().getPath() == null ? "" : uri.normalize().getPath();
            return scheme + "://" + host(host) + (port < 0 ? "" : ":" + port) + path.replaceAll("/+$", "");
        } catch (URISyntaxException e) {
            return text.strip();
        }
    }

    /** Whether two spellings are of one place. */
    public static boolean isSame(String one, String other) {
        return canonical(one).equals(canonical(other));
    }

    private static int usual(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    /** The loopback of this machine has many names. */
    private static String host(String host) {
        var plain = host.toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
        var loopback = plain.equals("localhost")
                || plain.endsWith(".localhost")
                || plain.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
                || plain.equals("0.0.0.0")
                || plain.matches("\\[(0*:)*:?0*1]|\\[::ffff:127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}]");
        return loopback ? LOOPBACK : plain;
    }
}
