package trysail.venue.binance;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeClient;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** What the tests of the client send, and how they reach a server. */
public final class Orders {
    static final Credentials KEYS = Credentials.of("the-key-of-the-test", "the-secret-of-the-test");
    static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("100"));

    private Orders() {}

    static ClientOrderId id(long sequence) {
        return new ClientOrderId("k4f9q", 7, 2, sequence);
    }

    static Order limit(Terms terms) {
        return new Order(id(13), BTC, Side.BUY, new BigDecimal("0.002"), terms, false);
    }

    static Order limit() {
        return limit(Terms.limit(new BigDecimal("65000.1")));
    }

    static SessionContext context() {
        return SessionContext.standalone("test");
    }

    static ExchangeClient client(SessionContext context, URI rest) {
        return binance(context, rest);
    }

    /** The same with its listen keys. */
    static BinanceClient binance(SessionContext context, URI rest) {
        return (BinanceClient) new BinanceVenue(context, rest, BinanceVenue.WEB_SOCKET, Optional.of(KEYS), 1).client();
    }

    static Deadline within(Duration time) {
        return Deadline.after(SessionClock.SYSTEM, time);
    }

    static Deadline soon() {
        return within(Duration.ofSeconds(60));
    }
}
