package trysail.session;

import trysail.exchange.VenueKind;
import trysail.venue.OwnVenue;

/** Where a session's venue is: the first of three answers, beside whose words are spoken there and whose account it is. */
public sealed interface Place {
    /** In this process, which opens it for the session and closes it again. */
    record Embedded() implements Place {
        @Override
        public String word() {
            return "embedded";
        }
    }

    /** At addresses that the user named: a server that speaks the venue's protocol. */
    record Elsewhere(VenueKind.Site site) implements Place {
        @Override
        public String word() {
            return "elsewhere";
        }
    }

    /** Where the real venue is. */
    record Real() implements Place {
        @Override
        public String word() {
            return "real";
        }
    }

    /** Wherever a venue of the user's own says. */
    record Own(OwnVenue venue) implements Place {
        @Override
        public String word() {
            return "own";
        }
    }

    /** As a journal keeps it. */
    String word();
}
