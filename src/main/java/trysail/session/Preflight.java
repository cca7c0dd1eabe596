package trysail.session;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import trysail.disk.Directories;
import trysail.exchange.Credentials;
import trysail.exchange.VenueKind;
import trysail.journal.JournalStore;
import trysail.model.Instrument;
import trysail.process.Descriptors;
import trysail.recording.Recording;
import trysail.recording.RecordingException;
import trysail.simulator.Dialects;
import trysail.simulator.source.FeedSpec;
import trysail.venue.Venues;
import trysail.wire.Wires;
import trysail.words.BadInput;

/** What can be found wrong before anything is opened. */
final class Preflight {
    private Preflight() {}

    /** @throws BadInput naming the thing, the value and the remedy */
    static void check(SessionSpec spec, JournalStore store) {
        if (spec.isLive()) {
            live(spec);
        }
        if (store.isOnDisk()) {
            Directories.writable(spec.journal());
        }
        if (!spec.name().orElse("a").matches("[a-z][a-z0-9-]{0,31}")) {
            throw new BadInput("--name '" + spec.name().orElse("") + "' must be lower-case letters, digits and '-'");
        }
        if (spec.place() instanceof Place.Elsewhere(var site)) {
            address(spec, "--rest-url", site.rest());
            address(spec, "--ws-url", site.ws());
        }
        var own = spec.place() instanceof Place.Own;
        if (!spec.embedded() && !own && spec.account() == AccountKind.VENUE) {
            spec.credentials().ifPresent(keys -> suit(spec.dialect(), keys));
        }
        if (!spec.embedded() && spec.faults().stream().anyMatch(SessionFaults::atVenue)) {
            throw new BadInput("--fault works on the embedded simulator alone, not with --rest-url or another venue");
        }
        if (spec.embedded()) {
            simulated(spec);
        }
        Descriptors.check();
    }

    /** What real money asks for: said by name, nothing by default. */
    private static void live(SessionSpec spec) {
        if (spec.embedded()) {
            throw new BadInput("live trades with the account of a venue, and none is named: write --venue "
                    + Venues.usual().word() + "; on the exchange inside write paper");
        }
        if (spec.account() == AccountKind.PAPER) {
            throw new BadInput("venue '" + spec.venue() + "' takes no orders: write paper");
        }
        var limit = spec.capitalLimit()
                .orElseThrow(
                        () -> new BadInput("live needs --capital-limit: what may be at work at once, such as 200"));
        var loss = spec.maxLoss()
                .orElseThrow(() -> new BadInput("live needs --max-loss: what may be lost in all, such as 20"));
        if (loss.compareTo(limit) > 0) {
            throw new BadInput("--max-loss " + loss.toPlainString() + " is more than --capital-limit "
                    + limit.toPlainString() + ": less can be lost than is at work");
        }
        if (!(spec.place() instanceof Place.Own) && spec.credentials().isEmpty()) {
            throw new BadInput(
                    "live needs the keys of the account: set TRYSAIL_API_KEY and TRYSAIL_API_SECRET, or name a "
                            + "file of mode 600 in TRYSAIL_KEYS_FILE, or a keystore in TRYSAIL_KEYSTORE");
        }
    }

    /** Whether the simulator speaks as it is asked to, and can play what it is asked to. */
    private static void simulated(SessionSpec spec) {
        var dialect = BadInput.unless(() -> Dialects.named(spec.dialect().word()));
        if (spec.feed() instanceof FeedSpec.Recorded recorded) {
            try {
                mustHold(Recording.check(recorded.file(), dialect.captures()), spec.symbols());
            } catch (RecordingException e) {
                throw new BadInput(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static void mustHold(Recording recording, List<String> symbols) {
        var held = recording.instruments().stream().map(Instrument::symbol).toList();
        for (var symbol : symbols) {
            if (!held.contains(symbol)) {
                throw new BadInput("--symbols '" + symbol + "' is not in recording " + recording.file() + ": it holds "
                        + Symbols.some(held));
            }
        }
    }

    private static void address(SessionSpec spec, String option, URI address) {
        if (!Wires.knows(address)) {
            throw new BadInput(option + " " + address + ": there is no such host in memory; name a server, such as "
                    + "http://127.0.0.1:9443 and ws://127.0.0.1:9444");
        }
        switch (spec.account()) {
            case VENUE -> {
                if (!spec.isLive()) {
                    mustNotBeReal(spec, option, String.valueOf(address.getHost()));
                }
            }
            case PAPER -> {} // no order leaves this process
        }
    }

    /** The dialect's own venue is looked at first: two kinds may share a domain. */
    private static void mustNotBeReal(SessionSpec spec, String option, String host) {
        Stream.concat(Stream.of(spec.dialect()), Venues.all().stream())
                .filter(kind -> kind.isReal(host))
                .findFirst()
                .ifPresent(kind -> {
                    throw new BadInput(option + " " + host + " is the real venue: for paper fills on its market "
                            + "use --venue " + kind.word());
                });
    }

    /** @throws BadInput when a venue of this kind would not know these keys */
    private static void suit(VenueKind kind, Credentials keys) {
        if (kind.wantsPassphrase() && keys.passphrase().isEmpty()) {
            throw new BadInput("the keys lack the passphrase that " + kind.title()
                    + " wants: set TRYSAIL_API_PASSPHRASE, or api_passphrase in the keys file");
        }
    }
}
