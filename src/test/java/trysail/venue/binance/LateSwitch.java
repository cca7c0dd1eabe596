package trysail.venue.binance;

import trysail.exchange.ExchangeException;

/** A program that made an HTTP call before its first venue, run in a JVM of its own by {@link PostOnceTest}. */
final class LateSwitch {
    private LateSwitch() {}

    public static void main(String[] arguments) throws Exception {
        try (var venue = new FakeRest()) {
            venue.answers(200, "[]");
            venue.uri().toURL().openConnection().getInputStream().readAllBytes();
        }
        try (var venue = EvilVenue.hangsUp();
                var client = Orders.client(Orders.context(), venue.uri())) {
            try {
                client.place(Orders.limit(), Orders.soon());
            } catch (ExchangeException e) {
                System.out.println(
                        e.getClass().getSimpleName() + " after " + venue.requests.size() + ": " + e.getMessage());
            }
        }
        System.exit(0);
    }
}
