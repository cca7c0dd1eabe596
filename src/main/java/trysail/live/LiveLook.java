package trysail.live;

import java.util.List;
import trysail.exchange.AccountStanding;
import trysail.model.Instrument;

/**
 * What was seen of a venue and an account before a session trades there.
 *
 * @param venue where it is, in words
 * @param account a fingerprint of its key, never the key
 * @param traded what the session would trade
 */
public record LiveLook(String venue, String account, AccountStanding standing, List<Instrument> traded) {
    public LiveLook {
        traded = List.copyOf(traded);
    }
}
