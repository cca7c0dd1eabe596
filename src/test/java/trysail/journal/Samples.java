package trysail.journal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** Entries to write and read. */
public final class Samples {
    static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("5"));
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");

    private Samples() {}

    static Header header(int number) {
        return header(number, false);
    }

    static Header header(int number, boolean embedded) {
        return new Header(
                "paper-" + number,
                number,
                "k4f9q",
                "paper",
                "fake",
                "http://fake",
                "acc",
                embedded,
                Optional.of(embedded ? "embedded" : "elsewhere"),
                Optional.of("fake-words"),
                List.of(BTC));
    }

    static ClientOrderId id(long sequence) {
        return new ClientOrderId("k4f9q", 1, 1, sequence);
    }

    static Order order(long sequence) {
        return new Order(
                id(sequence),
                BTC,
                Side.BUY,
                new BigDecimal("0.010"),
                Terms.postOnly(new BigDecimal("61000.10")),
                false);
    }

    static Fill fill(String trade, String size) {
        return new Fill(
                "BTC-USDT",
                "77",
                trade,
                Side.BUY,
                new BigDecimal("61000.1"),
                new BigDecimal(size),
                new BigDecimal("-0.00012"),
                true,
                NOON);
    }

    public static Deadline soon() {
        return SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
    }
}
