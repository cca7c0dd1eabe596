package trysail.venue;

import java.util.Iterator;

/** The words that a simulator can be asked to speak, where a usage message lists them. */
public final class DialectWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Venues.dialects().iterator();
    }
}
