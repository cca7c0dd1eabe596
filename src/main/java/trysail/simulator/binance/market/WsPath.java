package trysail.simulator.binance.market;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the path of a WebSocket connection asks for.
 *
 * @param path without its query and without a listen key: it goes into the record
 * @param combined whether frames come as {@code {"stream":…,"data":…}}
 */
public record WsPath(String path, boolean combined, List<String> streams, Optional<String> listenKey) {
    private static final List<String> PREFIXES = List.of("/public", "/market", "/private");
    private static final String NOWHERE = "/(nowhere)";
    private static final int LONGEST_NUMBER = 6;

    /** Takes a request's resource apart; empty when the venue has nothing there. */
    public static Optional<WsPath> parse(String resource) {
        int question = resource.indexOf('?');
        var path = question < 0 ? resource : resource.substring(0, question);
        var query = question < 0 ? "" : resource.substring(question + 1);
        var rest = path;
        for (var prefix : PREFIXES) {
            if (path.startsWith(prefix + "/")) {
                rest = path.substring(prefix.length());
            }
        }
        var names = new ArrayList<String>();
        if (rest.equals("/stream") || rest.equals("/stream/")) {
            parameter(query, "streams").ifPresent(s -> addAll(names, s));
        } else if (rest.startsWith("/ws/")) {
            addAll(names, URLDecoder.decode(rest.substring("/ws/".length()), StandardCharsets.UTF_8));
        } else if (!rest.equals("/ws")) {
            return Optional.empty();
        }
        var key = parameter(query, "listenKey");
        var streams = new ArrayList<String>();
        for (var name : names) {
            if (isStream(name)) {
                streams.add(name);
            } else if (!isConnectionNumber(name)) {
                key = key.or(() -> Optional.of(name));
            }
        }
        boolean combined = rest.startsWith("/stream");
        var shown =
                path.startsWith("/ws/") || rest.startsWith("/ws/") ? path.substring(0, path.indexOf("/ws") + 3) : path;
        return Optional.of(new WsPath(shown, combined, List.copyOf(streams), key));
    }

    /** What a path asks for at which the venue has nothing. */
    public static WsPath nowhere() {
        return new WsPath(NOWHERE, false, List.of(), Optional.empty());
    }

    /** A market stream has an {@code @} or begins with {@code !}; anything else is a listen key. */
    static boolean isStream(String name) {
        return name.indexOf('@') >= 0 || name.startsWith("!");
    }

    /** Some clients number their connections in the path, such as {@code /ws/1}; the venue lets them. */
    private static boolean isConnectionNumber(String name) {
        return name.length() <= LONGEST_NUMBER && name.chars().allMatch(Character::isDigit);
    }

    private static void addAll(List<String> into, String names) {
        for (var name : names.split("/")) {
            if (!name.isEmpty()) {
                into.add(name);
            }
        }
    }

    private static Optional<String> parameter(String query, String name) {
        for (var pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
