package trysail.exchange;

import trysail.provider.OptionValues;
import trysail.provider.Provider;

/**
 * A {@link Venue} of a library's own, chosen by name: {@code start paper --venue NAME,k=v},
 * {@code paper("60s").venue("NAME,k=v")}. Listed in {@code META-INF/services/trysail.exchange.VenueProvider}.
 */
public interface VenueProvider extends Provider {
    /**
     * The venue, with these options; connects to nothing. Its own name may differ from the provider's.
     *
     * @throws IllegalArgumentException in one line for the user, when options do not go together
     */
    Venue open(OptionValues options);
}
