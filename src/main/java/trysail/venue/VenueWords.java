package trysail.venue;

import java.util.Iterator;

/** The words of the venues there are, where a usage message lists them. */
public final class VenueWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Venues.words().iterator();
    }
}
