package trysail.journal;

import java.util.List;
import java.util.Optional;
import trysail.model.Instrument;

/**
 * Whose journal this is: what a later start needs to know before it may touch anything of it.
 *
 * @param session such as {@code paper-7}
 * @param number the session's number in its logbook, part of its client order ids
 * @param tag of the logbook, part of its client order ids
 * @param address where the venue's REST interface is
 * @param account a fingerprint of the account's key, never the key
 * @param embedded whether the venue lives in this process and dies with it
 * @param place where the venue is: {@code embedded}, {@code elsewhere} or {@code real}; empty in journals of versions that
 *     did not write it
 * @param dialect whose words are spoken there, such as {@code binance-usdm}; empty as {@code place} is
 */
public record Header(
        String session,
        int number,
        String tag,
        String mode,
        String venue,
        String address,
        String account,
        boolean embedded,
        Optional<String> place,
        Optional<String> dialect,
        List<Instrument> instruments) {
    public Header {
        instruments = List.copyOf(instruments);
    }

    /** The same, trading these. */
    Header trading(List<Instrument> listed) {
        return new Header(session, number, tag, mode, venue, address, account, embedded, place, dialect, listed);
    }
}
