package trysail.venue;

import java.util.List;
import java.util.regex.Pattern;
import trysail.exchange.AccountFeed;
import trysail.exchange.ExchangeClient;
import trysail.exchange.MarketFeed;
import trysail.exchange.Venue;
import trysail.model.Instrument;
import trysail.scope.SessionClock;
import trysail.words.BadInput;
import trysail.words.Causes;

/**
 * A venue that somebody else wrote. Who it is was asked once, so that a journal's words of identity stay what they are; its
 * feed is {@linkplain OwnFeed kept to the rules}. Immutable.
 *
 * @param takesOrders else they are filled on paper
 */
public record OwnVenue(Venue venue, String name, String address, String account, boolean takesOrders) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern WORDS = Pattern.compile("[^\\p{Cntrl}]{1,200}");

    /**
     * Asks it who it is.
     *
     * @throws BadInput when it cannot say, or is called as a venue of Trysail's own
     */
    public static OwnVenue of(Venue venue) {
        try {
            var own = new OwnVenue(venue, venue.name(), venue.address(), venue.account(), venue.takesOrders());
            own.check();
            return own;
        } catch (BadInput itsName) {
            throw itsName;
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            throw new BadInput(
                    "venue " + venue.getClass().getName() + " cannot say who it is: " + Causes.text(broken), broken);
        }
    }

    private void check() {
        if (!NAME.matcher(name).matches()) {
            throw new BadInput("venue '" + name + "' must be lower-case letters, digits and '-', such as coin-toss");
        }
        if (name.equals("simulator") || Venues.find(name).isPresent()) {
            throw new BadInput("venue '" + name + "' comes with Trysail: give your own another name");
        }
        if (!WORDS.matcher(address).matches() || !WORDS.matcher(account).matches()) {
            throw new BadInput("venue '" + name + "' must say its address and its account in 1 to 200 characters");
        }
    }

    /** The venue as a session uses it. */
    public Venue at(SessionClock clock) {
        return new Venue() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String address() {
                return address;
            }

            @Override
            public String account() {
                return account;
            }

            @Override
            public boolean takesOrders() {
                return takesOrders;
            }

            @Override
            public ExchangeClient client() {
                return venue.client();
            }

            @Override
            public MarketFeed feed(List<Instrument> instruments) {
                return new OwnFeed(venue.feed(instruments), clock);
            }

            @Override
            public AccountFeed accountFeed() {
                return venue.accountFeed();
            }

            @Override
            public String toString() {
                return address.equals(name) ? name : name + " at " + address;
            }
        };
    }
}
