package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.AccountReport;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.model.Fee;
import trysail.model.OrderEvent;

/** Fees in a third asset, from the venue's word to the journal: while a session trades, at its stop, and when it is recovered. */
class FeesTest {
    @TempDir
    private Path directory;

    private final FakeVenue venue = new FakeVenue();

    @BeforeEach
    void feesAreTakenInBnb() {
        venue.feesIn("BNB");
        venue.price("BNB-USDT", Optional.of("600"));
    }

    private List<Fee> journaled(Ring ring) throws InterruptedException {
        return JournalReader.entries(ring.context, directory, ring.context.session(), Ring.in(5_000)).stream()
                .map(Entry.Stamped::entry)
                .filter(Entry.Filled.class::isInstance)
                .map(e -> ((Entry.Filled) e).fill().fee())
                .toList();
    }

    @Test
    void theRateIsKeptInTheJournal() throws Exception {
        var ring = Ring.ready(directory, 1, venue);
        var id = ring.placeAndWait();
        ring.say(venue.fill(id, "1"));

        var told = ring.await(OrderEvent.Filled.class).fill();
        ring.stop();
        ring.close();

        assertThat(told.fee()).isEqualTo(new Fee(new BigDecimal("0.01"), "BNB", Optional.of(new BigDecimal("600"))));
        assertThat(journaled(ring)).containsExactly(told.fee());
        assertThat(ring.orders.positions().get("BTC-USDT").fees()).isEqualByComparingTo("6");
    }

    @Test
    void aTradeThatTheStopHearsOfIsValuedToo() throws Exception {
        var ring = Ring.ready(directory, 1, venue);
        var id = ring.placeAndWait();
        ring.halt();
        venue.fill(id, "0.004");

        ring.orders.settle(OnStop.CANCEL, Ring.in(5_000));
        ring.close();

        assertThat(journaled(ring))
                .extracting(f -> f.inQuote().orElseThrow().intValueExact())
                .containsExactly(6);
    }

    @Test
    void aTradeOfADeadSessionIsValuedWhenItIsHeardOf() throws Exception {
        var dead = Ring.ready(directory, 1, venue);
        var id = dead.placeAndWait();
        dead.kill();
        venue.fill(id, "0.004");

        var next = Ring.ready(directory, 2, venue);
        next.stop();
        next.close();

        assertThat(journaled(dead))
                .extracting(f -> f.inQuote().orElseThrow().intValueExact())
                .containsExactly(6);
    }

    @Test
    void aRateThatNobodyTellsIsNotTakenForNought() throws Exception {
        venue.price("BNB-USDT", Optional.empty());
        var ring = Ring.ready(directory, 1, venue);
        var id = ring.placeAndWait();
        ring.say(venue.fill(id, "1"));

        assertThat(ring.await(OrderEvent.Filled.class).fill().fee().inQuote()).isEmpty();
        ring.stop();
        ring.close();

        assertThat(journaled(ring)).containsExactly(new Fee(new BigDecimal("0.01"), "BNB", Optional.empty()));
        assertThat(ring.position()).isEqualByComparingTo("0.01");
    }

    @Test
    void feesInQuoteCurrencyAskForNoPrice() throws Exception {
        venue.feesIn("USDT");
        var ring = Ring.ready(directory, 1, venue);
        var id = ring.placeAndWait();
        ring.say(venue.fill(id, "1"));
        ring.await(OrderEvent.Filled.class);
        ring.say(new AccountReport.Connected());
        ring.stop();
        ring.close();

        assertThat(venue.pricesAsked()).isZero();
    }
}
