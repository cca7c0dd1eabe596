package trysail.session;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import trysail.journal.JournalStore;
import trysail.recording.Recording;
import trysail.recording.RecordingException;
import trysail.simulator.source.FeedSpec;
import trysail.wire.Wires;
import trysail.words.BadInput;

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
        spec.rest().ifPresent(rest -> address(spec, "--rest-url", rest));
        spec.ws().ifPresent(ws -> address(spec, "--ws-url", ws));
        if (!spec.embedded() && spec.faults().stream().anyMatch(SessionFaults::atVenue)) {
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

    private static void address(SessionSpec spec, String option, URI address) {
        if (!Wires.knows(address)) {
            throw new BadInput(option + " " + address + ": there is no such host in memory; name a server, such as "
                    + "http://127.0.0.1:9443 and ws://127.0.0.1:9444");
        }
        if (spec.venue().equals(SessionSpec.SIMULATOR) && isReal(address.getHost())) {
            throw new BadInput(option + " " + address.getHost() + " is the real venue: for paper fills on its market "
                    + "use --venue binance-usdm");
        }
    }

    /** Names of hosts mean the same in capitals, and with the dot at their end that they may have. */
    private static boolean isReal(String host) {
        var plain = host.toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
        return REAL_VENUES.stream().anyMatch(real -> plain.equals(real) || plain.endsWith("." + real));
    }
}
