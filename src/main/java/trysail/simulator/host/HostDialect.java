package trysail.simulator.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.model.Instrument;
import trysail.recording.CaptureDialect;
import trysail.simulator.fault.FaultWords;
import trysail.simulator.play.StreamHub;
import trysail.simulator.play.StreamWords;

/**
 * A venue's words, as a simulated exchange says them. The market plays ticks, the desk answers refusals: this puts both
 * into the venue's own words, and knows its paths, headers and names of streams. Holds nothing; thread-safe.
 */
public interface HostDialect {
    /** As the command line writes it. */
    String word();

    /** How captures of this venue are read: a recording is played in the words it was recorded in. */
    CaptureDialect captures();

    FaultWords faults();

    /** The contract as the venue lists it; empty when it lists none of this symbol. */
    Optional<Instrument> listed(String symbol);

    /**
     * What a client subscribes to before it trades an instrument: a recording for one session waits for these.
     *
     * @param recorded the streams that the market was recorded from: of these alone; none for a market that is made up
     */
    List<String> usualStreams(Instrument instrument, Set<String> recorded);

    /** What a client trades an instrument by that was not recorded, and is made of these streams, which were. */
    List<String> made(Instrument instrument, Set<String> recorded);

    /** All streams that tell of a made-up market's instrument what a client trades it by. */
    List<String> carried(Instrument instrument);

    /** The market streams of an exchange with these instruments. */
    StreamWords streams(List<Instrument> instruments);

    /** The same venue, keeping to that year's rules. */
    HostDialect in(Protocol year);

    /** Begins to speak for one venue. */
    HostWords speak(HostedVenue venue, StreamHub hub);
}
