package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.StreamState;
import trysail.exchange.StreamState.Life;
import trysail.fault.Fault;
import trysail.model.Trade;
import trysail.simulator.play.Speed;

/** A session whose exchange grants its subscriptions and then says nothing on one of them. */
class StreamsTest {
    /** What is none is at least a tenth off the market. */
    private static final BigDecimal FAR = new BigDecimal("0.05");

    @TempDir
    Path directory;

    private final AtomicInteger trades = new AtomicInteger();

    private Session start(Sessions sessions, String... faults) {
        return sessions.start(SessionSpec.paper()
                .strategy((event, state) -> {
                    if (event instanceof Trade) {
                        trades.incrementAndGet();
                    }
                    return List.of();
                })
                .symbols(List.of("BTC-USDT"))
                .speed(Speed.parse("8"))
                .faults(List.of(faults).stream().map(Fault::parse).toList())
                .journal(directory));
    }

    private static List<StreamState> streams(Session session) {
        return session.snapshot().vitals().venue().streams();
    }

    // G1
    @Test
    void whatIsNextBestIsHeardOnAnotherConnection() throws Exception {
        var session = start(new Sessions(), "ack-silent:trade");
        until(() -> trades.get() > 0);

        assertThat(streams(session))
                .extracting(StreamState::name)
                .containsExactly("btcusdt@bookTicker", "btcusdt@aggTrade", "btcusdt@depth@0ms");
        assertThat(stopped(session).exitCode()).isZero();
    }

    // G1
    @Test
    void theSilentStreamIsNamedWhileTheOthersAreShownWithTheirAge() throws Exception {
        var session = start(new Sessions(), "ack-silent:bookTicker");
        until(() -> session.why().waitsFor().stream().anyMatch(w -> w.startsWith("stream btcusdt@bookTicker: ")));
        until(() -> streams(session).stream()
                .anyMatch(s -> s.name().equals("btcusdt@trade") && s.life() == Life.LIVE));

        session.clearFaults();
        until(() -> streams(session).stream().allMatch(s -> s.life() == Life.LIVE));
        assertThat(stopped(session).exitCode()).isZero();
    }

    // G9
    @Test
    void noStrategyIsToldOfATradeThatIsNone() throws Exception {
        var odd = new AtomicInteger();
        var session = new Sessions().start(SessionSpec.paper()
                .strategy((event, state) -> {
                    if (event instanceof Trade t) {
                        trades.incrementAndGet();
                        var quote = state.quote(t.instrument());
                        var off = quote.map(q -> t.price().subtract(q.mid()).abs());
                        if (off.filter(o -> o.compareTo(t.price().multiply(FAR)) > 0).isPresent()) {
                            odd.incrementAndGet();
                        }
                    }
                    return List.of();
                })
                .symbols(List.of("BTC-USDT"))
                .speed(Speed.parse("8"))
                .journal(directory));
        until(() -> trades.get() > 0);
        for (var kind : List.of("nothing", "insurance", "adl")) {
            session.inject(Fault.parse("off-market:" + kind));
            var before = trades.get();
            until(() -> trades.get() > before + 3);
        }

        assertThat(odd).hasValue(0);
        assertThat(stopped(session).exitCode()).isZero();
    }
}
