package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import trysail.QuietLog;
import trysail.exchange.VenueKind;
import trysail.schedule.Scheduler;
import trysail.schedule.Simulation;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.source.FeedSpec;
import trysail.venue.binance.BinanceVenue;

/** A day and more of simulated time on one connection. */
@ExtendWith(QuietLog.class)
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "simulated time needs JDK 24 or later")
class LongestConnectionTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final double SLOWLY = 0.001;

    // D9
    @Test
    void theVenueEndsAConnectionAfterADayAndTheFeedComesBack() {
        var simulation = new Simulation(Scheduler.inTurn()).within(Long.MAX_VALUE);
        var seen = new AtomicReference<List<VenueRecord.ConnectionSeen>>(List.of());

        var outcome = simulation.run(() -> seen.set(connectionsOfADay(simulation)));

        outcome.failure().ifPresent(broken -> {
            throw new AssertionError(broken);
        });
        var ended = seen.get().stream().filter(c -> !c.open()).toList();
        assertThat(ended)
                .anySatisfy(
                        c -> assertThat(Duration.between(c.opened(), c.closed().orElseThrow()))
                                .isBetween(DAY, DAY.plusSeconds(10)));
        assertThat(seen.get())
                .filteredOn(VenueRecord.ConnectionSeen::open)
                .singleElement()
                .satisfies(c -> assertThat(c.subscriptions()).contains("btcusdt@bookTicker", "btcusdt@trade"));
    }

    private static List<VenueRecord.ConnectionSeen> connectionsOfADay(Simulation simulation) throws Exception {
        var clock = simulation.clock();
        var venue = new SessionContext("venue", clock, new Ledger(clock));
        var guest = new SessionContext("guest", clock, new Ledger(clock));
        var wire = new SimulatedWire(clock, "venue", Weather.CALM);
        var config = SimulatedExchange.Config.venue(
                new FeedSpec.Synthetic(1), new Speed.Times(SLOWLY), List.of("BTC-USDT"), 0);
        try (var exchange = SimulatedExchange.open(venue, config, wire)) {
            var offer = new VenueKind.Offer(exchange.carried(), exchange.pace());
            var site = new VenueKind.Site(exchange.restUri(), exchange.wsUri(), Optional.of(offer));
            try (var feed = new BinanceVenue(guest, site, Optional.empty(), 1).feed(exchange.instruments())) {
                var running = guest.startVirtual("feed", () -> {
                    try {
                        feed.run(event -> {});
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                clock.sleep(DAY.plusMinutes(5));
                var seen = exchange.record().connections();
                running.interrupt();
                clock.join(running, clock.deadline(Duration.ofSeconds(30)));
                return seen;
            }
        }
    }
}
