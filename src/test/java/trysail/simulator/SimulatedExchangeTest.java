package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.recording.RecordingException;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

class SimulatedExchangeTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final FeedSpec GENERATED = new FeedSpec.Synthetic(1);

    private final SessionContext ctx = SessionContext.standalone("test");

    @TempDir
    Path folder;

    private SimulatedExchange open(Speed speed) throws Exception {
        return SimulatedExchange.open(ctx, SimulatedExchange.Config.session(GENERATED, speed, List.of("BTC-USDT")));
    }

    // E1
    @Test
    void nothingIsLeftAfterManyRounds() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (var exchange = open(Speed.REAL_TIME);
                    var socket = new Socket("127.0.0.1", exchange.wsUri().getPort())) {
                assertThat(socket.isConnected()).isTrue();
                if (i % 10 == 0) {
                    try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
                        client.await(m -> m.contains("bookTicker"));
                    }
                }
            }
            assertThat(ctx.ledger().entries()).isEmpty();
        }
    }

    /** Each closes while the others live on, and waits for no thread of theirs. */
    @Test
    void exchangesOpenedAtOnceHaveThreadsOfTheirOwn() throws Exception {
        var contexts = new ArrayList<SessionContext>();
        var opened = new ConcurrentHashMap<SessionContext, SimulatedExchange>();
        var openers = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var own = SessionContext.standalone("test-" + i);
            contexts.add(own);
            openers.add(Thread.ofPlatform().start(() -> {
                try {
                    opened.put(
                            own,
                            SimulatedExchange.open(
                                    own,
                                    SimulatedExchange.Config.session(GENERATED, Speed.REAL_TIME, List.of("BTC-USDT"))));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (var opener : openers) {
            opener.join();
        }
        assertThat(opened).hasSize(8);
        for (var own : contexts) {
            opened.get(own).close();
            assertThat(own.ledger().entries()).as(own.session()).isEmpty();
        }
    }

    @Test
    void aClosedExchangeSaysGoodByeAndFreesItsPorts() throws Exception {
        int rest;
        int streams;
        try (var exchange = open(Speed.REAL_TIME);
                var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
            client.await(m -> m.contains("bookTicker"));
            rest = exchange.restUri().getPort();
            streams = exchange.wsUri().getPort();
            long before = System.nanoTime();
            exchange.close();
            exchange.close();

            stalls.assertSince(before, Duration.ofSeconds(2));
            assertThat(client.awaitClose()).isEqualTo(1001);
        }
        for (int port : List.of(rest, streams)) {
            try (var again = new ServerSocket()) {
                again.setReuseAddress(true);
                again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        }
    }

    @Test
    void aDeafSubscriberCannotHoldTheClose() throws Exception {
        try (var exchange = open(Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@depth@0ms").deaf()) {
            long sent = 0;
            while (exchange.framesPlayed() == 0 || exchange.framesPlayed() != sent) { // until the player waits for it
                sent = exchange.framesPlayed();
                Thread.onSpinWait();
                StreamClient.get(exchange.restUri(), "/fapi/v1/ping");
            }
            long before = System.nanoTime();
            exchange.close();

            stalls.assertSince(before, Duration.ofSeconds(2));
            assertThat((long) client.messages().size()).isLessThan(exchange.framesPlayed());
        }
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (var taken = new ServerSocket()) {
            int port = freePair();
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

            assertThatThrownBy(() -> SimulatedExchange.open(
                            ctx, SimulatedExchange.Config.venue(GENERATED, Speed.REAL_TIME, List.of(), port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port);
            assertThatThrownBy(() -> SimulatedExchange.open(
                            ctx, SimulatedExchange.Config.venue(GENERATED, Speed.REAL_TIME, List.of(), port - 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port);
        }
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    /** The first of two ports that are free and below those the system gives away: nobody takes them meanwhile. */
    private static int freePair() {
        for (int port = 20_001; port < 30_000; port += 2) {
            try (var first = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var second = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.getLocalPort() - 1;
            } catch (IOException e) {
                // in use
            }
        }
        throw new AssertionError("no free ports");
    }

    @Test
    void streamsTakeThePortAfterRest() throws Exception {
        int free = freePair();
        try (var exchange = SimulatedExchange.open(
                ctx, SimulatedExchange.Config.venue(GENERATED, Speed.REAL_TIME, List.of(), free))) {
            assertThat(exchange.restUri().getPort()).isEqualTo(free);
            assertThat(exchange.wsUri().getPort()).isEqualTo(free + 1);
            assertThat(ctx.ledger().entries(Ledger.Kind.PORT)).hasSize(2);
        }
    }

    @Test
    void aBadRecordingOpensNothing() throws Exception {
        var file = Files.writeString(folder.resolve("bad.raw"), "1 {\"stream\":\"x\"");

        assertThatThrownBy(() -> SimulatedExchange.open(
                        ctx, SimulatedExchange.Config.session(new FeedSpec.Recorded(file), Speed.MAX, List.of())))
                .isInstanceOf(RecordingException.class);
        assertThat(ctx.ledger().opened()).isEmpty();
    }

    @Test
    void aRecordingWithoutTheSymbolsIsRefused() throws Exception {
        var file = Files.writeString(
                folder.resolve("eth.raw"),
                "1 {\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1723161256322,\"T\":1723161256321,"
                        + "\"s\":\"ETHUSDT\",\"t\":77,\"p\":\"3000.25\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":false}}");

        assertThatThrownBy(() -> SimulatedExchange.open(
                        ctx,
                        SimulatedExchange.Config.session(new FeedSpec.Recorded(file), Speed.MAX, List.of("BTC-USDT"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds [ETH-USDT] but none of [BTC-USDT]");
    }

    @Test
    void wordsOfTheCommandLineAreRead() {
        assertThat(FeedSpec.parse("synthetic")).isEqualTo(new FeedSpec.Synthetic(1));
        assertThat(FeedSpec.parse("synthetic:42")).isEqualTo(new FeedSpec.Synthetic(42));
        assertThat(FeedSpec.parse("recording:a/b.gz")).isEqualTo(new FeedSpec.Recorded(Path.of("a/b.gz")));
        assertThat(Speed.parse("max")).isEqualTo(Speed.MAX);
        assertThat(Speed.parse("0.5")).isEqualTo(new Speed.Times(0.5));
        for (var bad : List.of("synthetic:x", "recording:", "file", "")) {
            assertThatThrownBy(() -> FeedSpec.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        for (var bad : List.of("0", "-1", "fast", "")) {
            assertThatThrownBy(() -> Speed.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
