package trysail.look;

import java.net.URI;
import java.util.List;

/**
 * An exchange that this process runs itself.
 *
 * @param market what it plays, such as {@code synthetic:1}
 * @param sessions the names of those that trade on it
 */
public record EmbeddedVenue(String market, URI rest, URI ws, List<String> sessions) {}
