package trysail.session;

import java.util.List;
import trysail.journal.JournalStore;
import trysail.recording.Recording;
import trysail.recording.RecordingException;
import trysail.simulator.FeedSpec;

/** What can be found wrong before anything is opened. */
final class Preflight {
    private static final List<String> REAL_VENUES = List.of("binance.com", "binance.vision");

    private Preflight() {}

    /** @throws BadInput naming the thing, the value and the remedy */
    static void check(SessionSpec spec, JournalStore store) {
        Directories.writable(store, spec.journal());
        if (!spec.name().orElse("a").matches("[a-z][a-z0-9-]{0,31}")) {
            throw new BadInput("--name '" + spec.name().orElse("") + "' must be lower-case letters, digits and '-'");
        }
        spec.rest().map(java.net.URI::getHost).ifPresent(host -> {
            if (spec.venue().equals(SessionSpec.SIMULATOR)
                    && REAL_VENUES.stream().anyMatch(host::endsWith)) {
                throw new BadInput("--rest-url " + host + " is the real venue: for paper fills on its market use "
                        + "--venue binance-usdm");
            }
        });
        if (!spec.embedded() && spec.faults().stream().anyMatch(Mishaps::atVenue)) {
            throw new BadInput("--fault works on the embedded simulator alone, not with --rest-url or a real venue");
        }
        if (spec.embedded() && spec.feed() instanceof FeedSpec.Recorded recorded) {
            try {
                Recording.check(recorded.file());
            } catch (RecordingException e) {
                throw new BadInput(String.valueOf(e.getMessage()), e);
            }
        }
    }
}
