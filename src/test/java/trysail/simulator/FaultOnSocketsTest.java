package trysail.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.fault.Fault;
import trysail.scope.SessionContext;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** What each fault is at a client's end of a socket. */
@Timeout(180)
class FaultOnSocketsTest {
    private final SessionContext ctx = SessionContext.standalone("test");
    private SimulatedExchange exchange;

    @BeforeEach
    void open() throws Exception {
        exchange = SimulatedExchange.open(
                ctx,
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(3), Speed.REAL_TIME, List.of("BTC-USDT"), 0));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        exchange.close();
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    /** A client that sees bytes. */
    private static final class Raw implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        private Raw(URI origin) throws IOException {
            socket = new Socket(origin.getHost(), origin.getPort());
            socket.setSoTimeout(60_000);
            in = socket.getInputStream();
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        }

        private static Raw streaming(URI origin) throws IOException {
            var raw = new Raw(origin);
            raw.send("GET /ws/btcusdt@bookTicker HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
            return raw;
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        /** Reads the answer to the upgrade and a frame: from here on the venue knows this connection. */
        private void begin() throws IOException {
            while (!line().isEmpty()) {
                // the answer's head
            }
            in.readNBytes((int) frame());
        }

        /** Everything up to the end. */
        private byte[] rest() throws IOException {
            var all = new ByteArrayOutputStream();
            try {
                for (var c = in.read(); c >= 0; c = in.read()) {
                    all.write(c);
                }
            } catch (SocketException reset) {
                // an end like another
            }
            return all.toByteArray();
        }

        /** The payload length of the next frame, as it says; the frame is left where its payload begins. */
        private long frame() throws IOException {
            var first = in.read();
            var second = in.read();
            if (first < 0 || second < 0) {
                return -1;
            }
            var bytes = second == 126 ? 2 : second == 127 ? 8 : 0;
            long length = bytes == 0 ? second : 0;
            for (var i = 0; i < bytes; i++) {
                length = length << 8 | in.read();
            }
            return length;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private String answer(String path) throws Exception {
        try (var raw = new Raw(exchange.restUri())) {
            raw.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
            return new String(raw.rest(), ISO_8859_1);
        }
    }

    // D7
    @Test
    void aCutEndsInTheMiddleOfAFrameAndOfAnAnswer() throws Exception {
        try (var raw = Raw.streaming(exchange.wsUri())) {
            raw.begin();
            exchange.inject(Fault.parse("cut"));
            var length = 0L;
            var got = 0;
            for (length = raw.frame(); length >= 0; length = raw.frame()) {
                got = raw.in.readNBytes((int) length).length;
                if (got < length) {
                    break;
                }
            }
            assertThat(got).isPositive().isLessThan((int) length);
        }
        assertThat(exchange.faults()).containsExactly("cut, the next answer");
        var torn = answer("/fapi/v1/exchangeInfo");
        assertThat(torn)
                .contains("200 OK")
                .endsWith(torn.substring(torn.length() - 5))
                .doesNotContain("]}]}");
        assertThat(answer("/fapi/v1/ping")).endsWith("{}");
        assertThat(exchange.faults()).isEmpty();
    }

    // D1
    @Test
    void whoIsRefusedGetsNothingAndWhoIsThereStays() throws Exception {
        try (var there = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
            exchange.inject(Fault.parse("refuse"));
            assertThat(answer("/fapi/v1/ping")).isEmpty();
            try (var raw = Raw.streaming(exchange.wsUri())) {
                assertThat(raw.rest()).isEmpty();
            } catch (SocketException reset) {
                // sooner than we could speak
            }
            var heard = there.messages().size();
            there.await(m -> m.contains("bookTicker"), heard + 3);
            exchange.clearFaults();
            assertThat(answer("/fapi/v1/ping")).endsWith("{}");
        }
    }

    // D3
    @Test
    void halfOpenIsSilenceEverywhere() throws Exception {
        exchange.inject(Fault.parse("half-open"));
        try (var raw = Raw.streaming(exchange.wsUri());
                var rest = new Raw(exchange.restUri())) {
            raw.socket.setSoTimeout(150);
            rest.socket.setSoTimeout(150);
            rest.send("GET /fapi/v1/ping HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThatThrownBy(raw.in::read).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(rest.in::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    // D8
    @Test
    void aDripIsSlowOnBothAndEnds() throws Exception {
        try (var raw = Raw.streaming(exchange.wsUri())) {
            raw.begin();
            exchange.inject(Fault.parse("drip"));
            var begin = ctx.clock().nanos();
            assertThat(answer("/fapi/v1/time")).contains("serverTime");
            assertThat(Duration.ofNanos(ctx.clock().nanos() - begin)).isGreaterThan(Duration.ofMillis(100));
            exchange.inject(Fault.parse("drip for 100ms")); // instead
            for (var i = 0; i < 40; i++) { // what was held comes afterwards, whole
                var length = raw.frame();
                assertThat(raw.in.readNBytes((int) length)).startsWith('{').endsWith('}');
            }
        }
        var end = ctx.clock().deadline(Duration.ofSeconds(60));
        while (!exchange.faults().isEmpty()) {
            assertThat(end.expired()).as("still %s", exchange.faults()).isFalse();
            ctx.clock().sleep(Duration.ofMillis(2));
        }
    }

    // D6
    @Test
    void garbageAndFramesWithoutMeasureComeBetweenTheOthers() throws Exception {
        try (var raw = Raw.streaming(exchange.wsUri())) {
            raw.begin();
            exchange.inject(Fault.parse("garbage"));
            exchange.inject(Fault.parse("oversized"));
            var seen = false;
            var length = raw.frame();
            for (; length < 1 << 20; length = raw.frame()) {
                seen |= new String(raw.in.readNBytes((int) length), ISO_8859_1).equals("abc");
            }
            assertThat(seen).isTrue();
            assertThat(length).isEqualTo(1 << 30);
        }
        try (var raw = Raw.streaming(exchange.wsUri())) {
            raw.begin();
            exchange.inject(Fault.parse("endless"));
            var pieces = 0L;
            while (pieces < 5 << 20) {
                var length = raw.frame();
                pieces += raw.in.readNBytes((int) length).length;
            }
        }
    }

    // D12
    @Test
    void aChangeComesTwice() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@depth@0ms")) {
            client.await(m -> m.contains("depthUpdate"), 3);
            exchange.inject(Fault.parse("duplicate"));
            var seen = client.awaitAll(all -> twice(all) > 0).size();
            assertThat(twice(client.awaitAll(all -> all.size() >= seen + 10))).isEqualTo(1);
        }
    }

    private static long twice(List<String> changes) {
        return changes.size() - changes.stream().distinct().count();
    }

    // B5
    @ParameterizedTest
    @CsvSource({
        "http429, 429, false",
        "http429:2s, 429, true",
        "http418:2s, 418, true",
        "http503:1, 503, false",
        "redirect, 302, false",
        "wrong-json, 200, false"
    })
    void anAnswerIsAnother(String fault, int status, boolean retryAfter) throws Exception {
        var right = answer("/fapi/v1/exchangeInfo");
        exchange.inject(Fault.parse(fault));
        var wrong = answer("/fapi/v1/exchangeInfo");
        assertThat(wrong).startsWith("HTTP/1.1 " + status).doesNotContain("\"symbols\"");
        assertThat(right).contains("\"symbols\"");
        if (retryAfter) {
            assertThat(wrong.toLowerCase(java.util.Locale.ROOT)).contains("retry-after: 2\r\n");
        } else {
            assertThat(wrong).doesNotContainIgnoringCase("retry-after");
        }
    }

    // B5
    @Test
    void anUnsureVenueHasDoneItNevertheless() throws Exception {
        var keys = exchange.openAccount(new BigDecimal("10000"));
        exchange.inject(Fault.parse("http503:1"));
        assertThat(new SignedCall(exchange.restUri(), keys)
                        .send(
                                "POST",
                                "/fapi/v1/order",
                                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.002&price=30000"))
                .contains("-1007");
        assertThat(exchange.record().workingOrders()).hasSize(1);
    }

    @Test
    void aBombIsSmallOnItsWayAndHugeInflated() throws Exception {
        exchange.inject(Fault.parse("gzip-bomb"));
        var answer = answer("/fapi/v1/time");
        assertThat(answer).containsIgnoringCase("content-encoding: gzip");
        var body = answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
        assertThat(body.length).isLessThan(1 << 20);
        try (var inflated = new GZIPInputStream(new java.io.ByteArrayInputStream(body))) {
            assertThat(inflated.skip(200L << 20)).isEqualTo(200L << 20);
        }
    }

    // B8
    @Test
    void aClockThatStepsRefusesTimestampsAndTellsItsOwn() throws Exception {
        var call = new SignedCall(exchange.restUri(), exchange.openAccount(new BigDecimal("10000")));
        exchange.inject(Fault.parse("clock-step:+20s"));
        assertThat(call.send("GET", "/fapi/v3/balance", "")).contains("-1021");
        exchange.inject(Fault.parse("clock-step:-20s for 20s"));
        assertThat(call.send("GET", "/fapi/v3/balance", "")).contains("-1021", "ahead");
        exchange.clearFaults();
        assertThat(call.send("GET", "/fapi/v3/balance", "")).contains("USDT");
    }

    @Test
    void whatHappensToSessionsDoesNotHappenHere() {
        for (var fault : List.of("full-disk", "strategy-spins for 2s")) {
            assertThatThrownBy(() -> exchange.inject(Fault.parse(fault)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("happens to a session");
        }
    }

    @Test
    void whatIsClearedWhileItsTimeComesDoesNotHappen() throws Exception {
        for (var i = 0; i < 200; i++) {
            exchange.inject(Fault.parse("mute@1ms"));
            if (i % 3 == 0) {
                ctx.clock().sleep(Duration.ofMillis(1)); // both at the same moment, about
            }
            exchange.clearFaults();
            assertThat(exchange.faults()).isEmpty();
        }
        ctx.clock().sleep(Duration.ofMillis(5));
        assertThat(exchange.faults()).isEmpty();
    }
}
