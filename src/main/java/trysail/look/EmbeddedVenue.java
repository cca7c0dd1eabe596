package trysail.look;

import java.util.List;
import trysail.exchange.VenueKind;

/**
 * An exchange that this process runs itself.
 *
 * @param dialect whose words it speaks
 * @param market what it plays, such as {@code synthetic:1}
 * @param sessions the names of those that trade on it
 */
public record EmbeddedVenue(VenueKind dialect, String market, VenueKind.Site site, List<String> sessions) {}
