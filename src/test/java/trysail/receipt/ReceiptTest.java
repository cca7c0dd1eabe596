package trysail.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeException;
import trysail.scope.StopReason;
import trysail.words.BadInput;

/** What a receipt says of trades, denials, positions left, and of whose failure it was. */
class ReceiptTest {
    private static final Dealings SOME = new Dealings(
            true,
            1_000,
            3,
            new BigDecimal("-1.236"),
            new BigDecimal("0.41"),
            Map.of("BNB", new BigDecimal("0.00010")),
            Map.of("rate", 12L, "open-orders", 1L),
            Optional.of(List.of(
                    new OpenPosition(
                            "BTC-USDT",
                            new BigDecimal("0.002"),
                            Optional.of(new BigDecimal("60000.1")),
                            Optional.of(new BigDecimal("0.2")),
                            "kept: --on-stop keep"),
                    new OpenPosition("SOL-USDT", new BigDecimal("-10"), Optional.empty(), Optional.empty(), "kept"))));

    private static Receipt receipt(StopReason reason, Dealings dealings, Optional<FailureCause> cause) {
        return new Receipt(
                "paper-7",
                reason,
                0,
                Instant.parse("2026-01-05T10:00:00Z"),
                Instant.parse("2026-01-05T10:01:00Z"),
                Duration.ofMillis(48),
                Optional.of(Duration.ofSeconds(60)),
                List.of(),
                0,
                List.of(),
                Map.of(),
                Receipt.Left.NOTHING,
                List.of(),
                dealings,
                cause,
                new Trader("paper", "my.jsh", Optional.of("c0ffee")),
                Map.of());
    }

    private static Receipt receipt(Dealings dealings) {
        return receipt(new StopReason.DurationReached(), dealings, Optional.empty());
    }

    @Test
    void tradesDenialsAndEachPositionLeftAreNamed() {
        assertThat(receipt(SOME).toText()).contains("""
                  traded    3 fills · p&l -1.24 · fees of 0.41 in it
                  fees      0.00010 BNB not valued: not in the p&l
                  denied    1 by open-orders · 12 by rate
                  position  BTC-USDT long 0.002 · mark 60000.1 · unrealised +0.20 · kept: --on-stop keep
                  position  SOL-USDT short 10 · mark not known · kept
                """);
    }

    @Test
    void jsonHasThemAsItIsWrittenDown() {
        var json = ReceiptJson.read(receipt(SOME).toJson());
        assertThat(json.at("/denials/rate").asInt()).isEqualTo(12);
        assertThat(json.at("/fees").decimalValue()).isEqualByComparingTo("0.41");
        assertThat(json.at("/positions/0/symbol").asText()).isEqualTo("BTC-USDT");
        assertThat(json.at("/positions/0/size").decimalValue()).isEqualByComparingTo("0.002");
        assertThat(json.at("/positions/0/mark").decimalValue()).isEqualByComparingTo("60000.1");
        assertThat(json.at("/positions/0/unrealised").decimalValue()).isEqualByComparingTo("0.2");
        assertThat(json.at("/positions/0/why").asText()).isEqualTo("kept: --on-stop keep");
        assertThat(json.at("/positions/1/mark").isNull()).isTrue();
        assertThat(json.at("/cause").isNull()).isTrue();
        assertThat(ReceiptText.of(json)).as("read back").isEqualTo(receipt(SOME).toText());
    }

    @Test
    void whatCouldNotBeCountedIsNotKnownAndNeverNothing() {
        var receipt = receipt(Dealings.NOT_KNOWN);
        assertThat(receipt.toText())
                .contains("  traded    not known: it could not be counted\n", "  positions not known: ")
                .doesNotContain("0 fills", "p&l");
        var json = ReceiptJson.read(receipt.toJson());
        for (var name : List.of("fills", "pnl", "fees", "market_events", "denials", "positions")) {
            assertThat(json.get(name).isNull()).as(name).isTrue();
        }
    }

    @Test
    void aReceiptFromBeforeIsReadWithoutWhatItHasNot() {
        var old = ReceiptJson.read("""
                {"session":"paper-1","reason":"duration reached","exit_code":0,"started_at":"2026-01-05T10:00:00Z",\
                "stopped_at":"2026-01-05T10:01:00Z","stop_ms":3,"rungs":[],"orders":[],"opened":{},"left":{"threads":0,\
                "sockets":0,"files":0,"orders":0,"tasks":[],"names":[]},"errors":[],"market_events":9,"fills":2,\
                "pnl":1.5,"host":{}}""");
        assertThat(ReceiptText.of(old))
                .contains("  traded    2 fills · p&l +1.50\n")
                .doesNotContain("fees", "position", "denied");
    }

    @Test
    void theReasonSaysWhoseFailureItWas() {
        var failed = new StopReason.Failed(new IllegalStateException("odd"));
        assertThat(receipt(failed, SOME, Optional.of(FailureCause.STRATEGY)).reasonText())
                .isEqualTo("failed: strategy: IllegalStateException: odd");
        assertThat(receipt(failed, SOME, Optional.of(FailureCause.INTERNAL)).reasonText())
                .isEqualTo("failed: IllegalStateException: odd");
        assertThat(ReceiptJson.read(receipt(failed, SOME, Optional.of(FailureCause.VENUE))
                                .toJson())
                        .get("cause")
                        .asText())
                .isEqualTo("venue");
    }

    @Test
    void aFailureIsTheStrategysWhenItIsTheVeryOneItThrewElseItIsKnownByItsKind() {
        var thrown = new ArithmeticException("by zero");
        assertThat(FailureCause.of(new RuntimeException(thrown), Optional.of(thrown)))
                .isEqualTo(FailureCause.STRATEGY);
        assertThat(FailureCause.of(thrown, Optional.of(new ArithmeticException("by zero"))))
                .isEqualTo(FailureCause.INTERNAL);
        assertThat(cause(new RuntimeException(new ExchangeException.Unreachable("refused", null))))
                .isEqualTo(FailureCause.VENUE);
        assertThat(cause(new ConnectException("refused"))).isEqualTo(FailureCause.VENUE);
        assertThat(cause(new NoSuchFileException("paper-1.db"))).isEqualTo(FailureCause.JOURNAL);
        assertThat(cause(new BadInput("instrument 'X' is not listed"))).isEqualTo(FailureCause.USAGE);
    }

    private static FailureCause cause(Throwable failure) {
        return FailureCause.of(failure, Optional.empty());
    }
}
