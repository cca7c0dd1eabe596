package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeException;
import trysail.scope.SessionContext;

class DepthSnapshotsTest {
    private final SessionContext ctx = SessionContext.standalone("test");

    @Test
    void aBookIsAskedForAndRead() throws Exception {
        try (var venue = new FakeRest()) {
            venue.answers(
                    200,
                    "{\"lastUpdateId\":42,\"E\":1,\"T\":2,\"bids\":[[\"61800.20\",\"2.909\"]],\"asks\":[[\"61800.30\",\"1\"]]}");
            var book = new DepthSnapshots(ctx, venue.uri()).fetch(Recording.BTC);

            assertThat(book.snapshot()).isTrue();
            assertThat(book.updateId()).isEqualTo(42);
            assertThat(book.bids().price(0)).isEqualTo(618_002);
            var request = venue.requests.getFirst();
            assertThat(request.path()).isEqualTo("/fapi/v1/depth");
            assertThat(request.query()).isEqualTo("symbol=BTCUSDT&limit=1000");
        }
    }

    @Test
    void theVenuesOwnCodesCountHereToo() throws Exception {
        try (var venue = new FakeRest()) {
            venue.answers(400, "{\"code\":-1003,\"msg\":\"Too many requests.\"}");
            assertThatThrownBy(() -> new DepthSnapshots(ctx, venue.uri()).fetch(Recording.BTC))
                    .isInstanceOf(ExchangeException.RateLimited.class);
        }
    }

    @Test
    void anAnswerThatIsNoBookIsAskedForAgain() {
        for (var body : new String[] {"{\"lastUpdateId\":42}", "[]", "<html>"}) {
            assertThatThrownBy(() -> DepthSnapshots.read(Recording.BTC, body.getBytes(US_ASCII)))
                    .isInstanceOf(ExchangeException.Unreachable.class);
        }
    }
}
