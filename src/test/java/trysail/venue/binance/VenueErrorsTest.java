package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static trysail.venue.binance.Orders.BTC;
import static trysail.venue.binance.Orders.KEYS;
import static trysail.venue.binance.Orders.client;
import static trysail.venue.binance.Orders.context;
import static trysail.venue.binance.Orders.id;
import static trysail.venue.binance.Orders.limit;
import static trysail.venue.binance.Orders.soon;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.exchange.ExchangeException;
import trysail.exchange.ExchangeException.RateLimited;
import trysail.exchange.ExchangeException.Refused;
import trysail.exchange.ExchangeException.Unauthenticated;

class VenueErrorsTest {
    private static final String UNKNOWN_STATE = """
            {"orderId":1,"symbol":"BTCUSDT","status":"LOST","clientOrderId":"k4f9q-s7-e2-13","price":"1","origQty":"1",
            "executedQty":"0","side":"BUY","updateTime":1}""";

    @ParameterizedTest(name = "{0} {1}: order {2}, other calls {3}")
    @CsvSource({
        "429, -1003, RateLimited, RateLimited",
        "429, 0, RateLimited, RateLimited",
        "418, -1003, RateLimited, RateLimited",
        "418, 0, RateLimited, RateLimited",
        "400, -1015, RateLimited, RateLimited",
        "401, -2015, Unauthenticated, Unauthenticated",
        "401, 0, Unauthenticated, Unauthenticated",
        "400, -2014, Unauthenticated, Unauthenticated",
        "400, -1022, Unauthenticated, Unauthenticated",
        "400, -1021, Unauthenticated, Unauthenticated",
        "503, 0, OutcomeUnknown, Unreachable",
        "502, 0, OutcomeUnknown, Unreachable",
        "503, -1008, Unreachable, Unreachable",
        "408, -1007, OutcomeUnknown, Unreachable",
        "400, -1007, OutcomeUnknown, Unreachable",
        "400, -1001, OutcomeUnknown, Unreachable",
        "400, -1000, OutcomeUnknown, Unreachable",
        "400, -2019, Refused, Refused",
        "400, -5022, Refused, Refused",
        "400, -4164, Refused, Refused",
        "404, 0, Refused, Refused",
        "302, 0, OutcomeUnknown, Unreachable",
    })
    void errorIsNamedByWhatMayBeDoneNext(int status, int code, String order, String other) throws Exception {
        var body = code == 0 ? "<html>sorry</html>" : "{\"code\":" + code + ",\"msg\":\"Because.\"}";
        assertThat(afterPlacing(status, body, Map.of()).getClass().getSimpleName())
                .isEqualTo(order);
        assertThat(afterAsking(status, body, Map.of()).getClass().getSimpleName())
                .isEqualTo(other);
    }

    @Test
    void theThreeMeaningsOf503AreToldApartByTheirWords() throws Exception {
        assertThat(afterPlacing(503, "Service Unavailable.", Map.of()))
                .isInstanceOf(ExchangeException.Unreachable.class)
                .hasMessageContaining("was not done: the venue says: Service Unavailable.");
        assertThat(afterPlacing(503, "Unknown error, please check your request or try again later.", Map.of()))
                .isInstanceOf(ExchangeException.OutcomeUnknown.class);
        assertThat(afterPlacing(503, "{\"code\":-1008,\"msg\":\"Server is currently overloaded.\"}", Map.of()))
                .isInstanceOf(ExchangeException.Unreachable.class);
    }

    @Test
    void answerThatCannotBeReadLeavesAnOrderUnknown() throws Exception {
        for (var body : new String[] {
            "",
            "{",
            "[]",
            "{\"orderId\":1}",
            "null",
            "<html>",
            UNKNOWN_STATE,
            UNKNOWN_STATE.replace("\"LOST\"", "null"),
            "\"FILLED\""
        }) {
            assertThat(afterPlacing(200, body, Map.of())).as(body).isInstanceOf(ExchangeException.OutcomeUnknown.class);
            assertThat(afterAsking(200, body, Map.of())).as(body).isInstanceOf(ExchangeException.Unreachable.class);
        }
    }

    @Test
    void venueSaysHowLongToWait() throws Exception {
        assertThat(wait(429, Map.of("Retry-After", "7"))).isEqualTo(Duration.ofSeconds(7));
        assertThat(wait(429, Map.of())).isEqualTo(Duration.ofSeconds(1));
        assertThat(wait(429, Map.of("Retry-After", "soon"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(wait(418, Map.of())).isEqualTo(Duration.ofMinutes(2));
        assertThat(wait(418, Map.of("retry-after", "300"))).isEqualTo(Duration.ofMinutes(5));
    }

    private static Duration wait(int status, Map<String, String> headers) throws Exception {
        return ((RateLimited) afterPlacing(status, "", headers)).after();
    }

    @Test
    void refusalKeepsTheVenuesCodeAndWords() throws Exception {
        var failure = (Refused) afterPlacing(400, "{\"code\":-2019,\"msg\":\"Margin is\\n insufficient.\"}", Map.of());
        assertThat(failure.code()).isEqualTo("-2019");
        assertThat(failure).hasMessage("Margin is insufficient. (-2019)");
    }

    @Test
    void secretsThatTheVenueEchoesAreStruckOut() throws Exception {
        var echo = KEYS.key() + " or " + KEYS.secret() + " is wrong";
        assertThat(afterPlacing(401, "{\"code\":-2015,\"msg\":\"" + echo + "\"}", Map.of()))
                .hasMessageContaining("this key is not accepted"); // the JDK keeps the body of this one back
        for (var status : new int[] {400, 429, 503}) {
            var failure = afterPlacing(status, "{\"code\":-2015,\"msg\":\"" + echo + "\"}", Map.of());
            assertThat(failure).hasMessageContaining("*** or *** is wrong");
            assertThat(failure.toString()).doesNotContain(KEYS.key(), KEYS.secret());
        }
    }

    @Test
    void anOrderRefusedForItsTimeStampIsSentOnceMoreUnderItsIdWithTheVenuesTime() throws Exception { // F2, G4
        var ahead = System.currentTimeMillis() + 60_000;
        try (var venue = new FakeRest();
                var client = client(context(), venue.uri())) {
            venue.answers(400, "{\"code\":-1021,\"msg\":\"Timestamp.\"}")
                    .answers(200, "{\"serverTime\":" + ahead + "}")
                    .answers(400, "{\"code\":-2019,\"msg\":\"Margin is insufficient.\"}");

            assertThat(catchThrowable(() -> client.place(limit(), soon()))).hasMessageContaining("Margin");

            assertThat(venue.requests)
                    .extracting(FakeRest.Request::path)
                    .containsExactly("/fapi/v1/order", "/fapi/v1/time", "/fapi/v1/order");
            var first = venue.requests.getFirst().parameters();
            var second = venue.requests.getLast().parameters();
            assertThat(second.get("newClientOrderId")).isEqualTo(first.get("newClientOrderId"));
            assertThat(Long.parseLong(second.get("timestamp")) - Long.parseLong(first.get("timestamp")))
                    .isGreaterThan(50_000);
        }
    }

    @Test
    void refusedTimeStampSaysHowWrongTheClockIs() throws Exception {
        var ahead = System.currentTimeMillis() + 60_000;
        try (var venue = new FakeRest();
                var client = client(context(), venue.uri())) {
            venue.answers(400, "{\"code\":-1021,\"msg\":\"Timestamp for this request is outside of the recvWindow.\"}")
                    .answers(200, "{\"serverTime\":" + ahead + "}")
                    .answers(
                            400,
                            "{\"code\":-1021,\"msg\":\"Timestamp for this request is outside of the recvWindow.\"}");

            var failure = catchThrowable(() -> client.place(limit(), soon()));

            assertThat(failure)
                    .isInstanceOf(Unauthenticated.class)
                    .hasMessageMatching(
                            "this machine's clock is (59|60)\\d{3} ms behind the venue's, which takes 5000 ms"
                                    + " at most: set the clock\\..*\\(-1021\\)");
            assertThat(venue.requests)
                    .extracting(FakeRest.Request::path)
                    .as("once more, and no third time")
                    .containsExactly("/fapi/v1/order", "/fapi/v1/time", "/fapi/v1/order");
        }
    }

    @Test
    void refusedTimeStampIsStillOneWhenTheTimeCannotBeAsked() throws Exception {
        assertThat(afterAsking(400, "{\"code\":-1021,\"msg\":\"Timestamp.\"}", Map.of()))
                .isInstanceOf(Unauthenticated.class)
                .hasMessage("asking for order k4f9q-s7-e2-13: the venue says: Timestamp. (-1021)");
    }

    private static Throwable afterPlacing(int status, String body, Map<String, String> headers) throws Exception {
        try (var venue = new FakeRest();
                var client = client(context(), venue.uri())) {
            venue.answers(status, body, headers);
            var thrown = catchThrowable(() -> client.place(limit(), soon()));
            assertThat(venue.requests.stream().filter(r -> r.method().equals("POST")))
                    .hasSize(1);
            return thrown;
        }
    }

    private static Throwable afterAsking(int status, String body, Map<String, String> headers) throws Exception {
        try (var venue = new FakeRest();
                var client = client(context(), venue.uri())) {
            venue.answers(status, body, headers);
            return catchThrowable(() -> client.find(BTC, id(13), soon()));
        }
    }
}
