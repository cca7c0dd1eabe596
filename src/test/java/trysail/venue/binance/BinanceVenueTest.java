package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.venue.binance.Orders.KEYS;
import static trysail.venue.binance.Orders.context;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.binance.BinanceExchange;
import trysail.scope.Ledger;
import trysail.wire.rest.VenueClock;

class BinanceVenueTest {
    private static BinanceVenue at(String rest) {
        return new BinanceVenue(context(), URI.create(rest), BinanceVenue.WEB_SOCKET, Optional.of(KEYS), 1);
    }

    @Test
    void sameOriginIsTheSameAddress() {
        assertThat(at("https://fapi.binance.com").address()).isEqualTo("https://fapi.binance.com");
        assertThat(at("HTTPS://FAPI.binance.com:443/").address()).isEqualTo("https://fapi.binance.com");
        assertThat(at("http://127.0.0.1:9443/").address()).isEqualTo("http://127.0.0.1:9443");
    }

    @Test
    void addressThatIsNoOriginIsRefusedInWords() {
        for (var bad : new String[] {"ftp://x", "fapi.binance.com", "https:///", "https://x/fapi", "wss://x"}) {
            assertThatThrownBy(() -> at(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("address '" + bad + "' is not of the form https://host or http://host:port");
        }
    }

    @Test
    void xchangeCannotPutProductionInPlaceOfOurAddress() {
        var clock = new VenueClock(trysail.scope.SessionClock.SYSTEM);
        var exchange = FuturesExchange.at(URI.create("http://127.0.0.1:1"), Optional.of(KEYS), clock.stamps());

        assertThat(exchange.isFuturesEnabled()).isTrue();
        assertThat(exchange.getExchangeSpecification().getSslUri()).isEqualTo("http://127.0.0.1:1");

        var wrong = exchange.getDefaultExchangeSpecification();
        wrong.setSslUri(BinanceExchange.FUTURES_URL);
        assertThatThrownBy(() -> exchange.applySpecification(wrong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("XChange would call https://fapi.binance.com instead of http://127.0.0.1:1");
    }

    @Test
    void venueIsNamedByAccountAndNeverByKey() {
        var venue = at("http://127.0.0.1:1");
        assertThat(venue.account()).isEqualTo(KEYS.fingerprint()).hasSize(12);
        assertThat(venue.toString()).isEqualTo("binance-usdm at http://127.0.0.1:1");
        assertThat(new BinanceVenue(context(), BinanceVenue.REST, BinanceVenue.WEB_SOCKET, Optional.empty(), 1)
                        .account())
                .isEqualTo("public");
    }

    @Test
    void whatTheVenueMakesIsInTheLedgerUntilItIsClosed() throws Exception { // A19
        var context = context();
        var venue = new BinanceVenue(
                context, URI.create("http://127.0.0.1:1"), URI.create("ws://127.0.0.1:1"), Optional.of(KEYS), 1);
        try (var client = venue.client();
                var feed = venue.feed(List.of(Orders.BTC));
                var account = venue.accountFeed()) {
            assertThat(context.ledger().entries(Ledger.Kind.REST_CLIENT)).hasSize(2);
            client.close();
            feed.close();
            account.close();
        }
        assertThat(context.ledger().entries()).isEmpty();
    }
}
