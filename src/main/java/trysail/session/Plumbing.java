package trysail.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.fault.Fault;
import trysail.look.Recorded;
import trysail.look.SessionState;
import trysail.words.BadInput;

/** What a user does to what a session stands on: its exchange, its streams, a file of its frames. Thread-safe. */
final class Plumbing {
    private final Voyage voyage;
    private final String name;
    private final SessionParts parts;
    private final Recorder recorder;
    private final SessionFaults mishaps;

    Plumbing(Voyage voyage) {
        this.voyage = voyage;
        name = voyage.context.session();
        parts = voyage.parts;
        recorder = voyage.recorder;
        mishaps = voyage.mishaps;
    }

    List<String> inject(Fault fault) {
        requireAlive();
        var lease = SessionFaults.atVenue(fault) ? Optional.of(lease()) : Optional.<EmbeddedVenues.Lease>empty();
        parts.asked("fault " + fault.what()); // while it can be written
        mishaps.inject(fault, lease.map(EmbeddedVenues.Lease::exchange));
        return lease.map(this::others).orElse(List.of());
    }

    /** Also of a session that is over: its strategy may still be at it. */
    List<String> clearFaults() {
        var any = mishaps.clear();
        if (isOver() || (any && parts.access().flatMap(VenueAccess::lease).isEmpty())) {
            return List.of();
        }
        var lease = lease();
        lease.exchange().clearFaults();
        parts.asked("fault clear");
        return others(lease);
    }

    List<String> faults() {
        var atVenue = isOver()
                ? Optional.<EmbeddedVenues.Lease>empty()
                : parts.access().flatMap(VenueAccess::lease);
        var all = new ArrayList<>(atVenue.map(l -> l.exchange().faults()).orElse(List.of()));
        all.addAll(mishaps.words());
        return all;
    }

    private EmbeddedVenues.Lease lease() {
        requireAlive();
        var access = parts.access().orElseThrow(() -> new BadInput(name + " has no venue yet: it is still opening"));
        return access.lease()
                .orElseThrow(() -> new BadInput(name + " trades at "
                        + access.venue().address() + ": faults can be injected into the embedded simulator alone"));
    }

    private List<String> others(EmbeddedVenues.Lease lease) {
        return parts.access().map(a -> a.embedded().others(lease)).orElse(List.of());
    }

    Reconnecting reconnect() {
        var market = market();
        parts.asked("reconnect");
        return Reconnecting.begin(market, voyage.context.clock(), this::isOver);
    }

    void record(Path file, boolean force, Consumer<String> news) throws InterruptedException {
        if (voyage.spec.place() instanceof Place.Own(var own)) {
            throw new BadInput("venue '" + own.name() + "' gives no frames that could be recorded");
        }
        var to = file.toAbsolutePath().normalize();
        recorder.start(name, market().feed(), to, force, news);
        parts.asked("record " + to);
    }

    Optional<Recorded> recording() {
        return recorder.recording();
    }

    Optional<Recorded> stopRecording() throws InterruptedException {
        return recorder.stop();
    }

    private Market market() {
        requireAlive();
        return parts.market()
                .filter(m -> voyage.term.hasBegun())
                .orElseThrow(() -> new BadInput(name + " has no streams yet: it is still opening"));
    }

    private void requireAlive() {
        if (isOver()) {
            throw new BadInput(name + " is over: nothing of it is left to act on");
        }
    }

    private boolean isOver() {
        return switch (voyage.state()) {
            case SessionState.Opening o -> false;
            case SessionState.Running r -> false;
            case SessionState.Stopping s -> true;
            case SessionState.Stopped s -> true;
        };
    }
}
