package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.model.Fee;
import trysail.model.Instrument;
import trysail.model.InstrumentKind;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Purpose;
import trysail.model.Rejection;
import trysail.model.Side;
import trysail.model.Terms;

class EntryJsonTest {
    private static final Fee BNB = new Fee(new BigDecimal("0.0001"), "BNB", Optional.empty());
    private static final Instrument SPOT = new Instrument(
            "币安人生-USDT",
            InstrumentKind.SPOT,
            Optional.of("币安人生USDT"),
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ZERO,
            BigDecimal.ZERO);
    private static final Instrument QUARTERLY = new Instrument(
            "BTC-USDT-261225",
            InstrumentKind.LINEAR_DELIVERY,
            Optional.of("XBTMZ26"),
            new BigDecimal("0.001"),
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    static List<Entry> all() {
        var market = new Order(Samples.id(2), Samples.BTC, Side.SELL, new BigDecimal("1E+1"), Terms.market(), true);
        var position = new Position(
                "BTC-USDT", new BigDecimal("-0.5"), new BigDecimal("60000"), BigDecimal.ZERO, BigDecimal.ZERO);
        return List.of(
                new Entry.Opened(Samples.header(1)),
                new Entry.Claimed(2, "paper-9"),
                new Entry.Ready(List.of(position)),
                new Entry.Intended(Samples.order(1), Purpose.TRADE, "quoter: \"bid\"\nsecond line"),
                new Entry.Intended(market, Purpose.FLATTEN, "flatten"),
                new Entry.Accepted(Samples.id(1), "77", Samples.NOON),
                new Entry.Rejected(Samples.id(1), new Rejection.ByVenue("-2010"), "no"),
                new Entry.Rejected(Samples.id(1), new Rejection.NeverArrived(), "no"),
                new Entry.Rejected(Samples.id(1), new Rejection.Unauthenticated(), "no"),
                new Entry.NotSent(Samples.id(1), "gate"),
                new Entry.Unresolved(Samples.id(1), "cut"),
                new Entry.Filled(Samples.id(1), Samples.fill("t1", "0.004")),
                new Entry.Filled(
                        Samples.id(1), Samples.fill("t2", "0.001").with(BNB.valuedAt(new BigDecimal("612.30")))),
                new Entry.Filled(Samples.id(1), Samples.fill("t3", "0.001").with(BNB)),
                new Entry.Ended(Samples.id(1), OrderState.CANCELLED, new BigDecimal("0.004")),
                new Entry.CancelAsked(Samples.id(1), "stale"),
                new Entry.Denied("buy", "max-position", "3 > 2"),
                new Entry.Dropped(Samples.id(3), "order"),
                new Entry.Recovered("paper-3", 2, 1),
                new Entry.Asked("pause"),
                new Entry.Foreign(new OrderEvent.ForeignFill(
                        Samples.fill("t4", "0.002"), OrderEvent.ForeignFill.Source.LIQUIDATION)),
                new Entry.Foreign(new OrderEvent.PositionAdopted(position, BigDecimal.ONE, Samples.NOON)),
                new Entry.Foreign(new OrderEvent.Paid(
                        OrderEvent.Paid.Kind.FUNDING,
                        Optional.of("BTC-USDT"),
                        "USDT",
                        new BigDecimal("-0.01309962"),
                        "901",
                        Samples.NOON)),
                new Entry.Foreign(new OrderEvent.Paid(
                        OrderEvent.Paid.Kind.TRANSFER, Optional.empty(), "USDT", BigDecimal.TEN, "902", Samples.NOON)),
                new Entry.FateKnown(new OrderFate(Samples.id(1), Optional.of("77"), OrderFate.Fate.FILLED, "")),
                new Entry.FateKnown(OrderFate.unknown(Samples.id(1), Optional.empty(), "mute")),
                new Entry.Closed("duration reached"),
                new Entry.Listed(List.of(Samples.BTC, SPOT, QUARTERLY)));
    }

    @Test
    void everyKindOfEntryComesBackAsItWent() {
        assertThat(all().stream().map(Object::getClass).distinct())
                .as("a sample of each kind")
                .hasSize(Entry.OfOrder.class.getPermittedSubclasses().length
                        + Entry.OfSession.class.getPermittedSubclasses().length);
        var json = new EntryJson();
        for (var entry : all()) {
            var row = EntryJson.write(entry);
            var back = json.read(row.kind(), entry.about().map(Object::toString), row.body());
            assertThat(EntryJson.write(back)).isEqualTo(row);
            assertThat(back).isInstanceOf(entry.getClass());
        }
    }

    @Test
    void anOrderJournaledBeforeItsPurposeWasIsOneToTrade() {
        var json = new EntryJson();
        var listed = EntryJson.write(new Entry.Listed(List.of(Samples.BTC)));
        json.read(listed.kind(), Optional.empty(), listed.body());

        var row = EntryJson.write(new Entry.Intended(Samples.order(1), Purpose.TRADE, "flatten"));
        assertThat(row.body()).doesNotContain("purpose");
        var read = json.read(row.kind(), Optional.of(Samples.id(1).toString()), row.body());
        assertThat(read).isEqualTo(new Entry.Intended(Samples.order(1), Purpose.TRADE, "flatten"));
    }

    @Test
    void ourOwnReasonsForARejectionKeepTheirWordsAndTheVenuesItsCode() {
        assertThat(Rejection.of("never-arrived")).isEqualTo(new Rejection.NeverArrived());
        assertThat(Rejection.of("unauthenticated")).isEqualTo(new Rejection.Unauthenticated());
        assertThat(Rejection.of("-2010")).isEqualTo(new Rejection.ByVenue("-2010"));
    }

    @Test
    void numbersKeepEveryDigitAndAreNeverScientific() {
        var row = EntryJson.write(all().get(4));
        assertThat(row.body()).contains("\"size\":\"10\"");
        assertThat(EntryJson.write(all().get(3)).body())
                .contains("\"61000.10\"")
                .contains("\"0.010\"");
    }

    @Test
    void strangeRowsAreRefusedInWords() {
        var json = new EntryJson();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.read("sung", Optional.empty(), "{}"))
                .withMessageContaining("sung");
        assertThatIllegalArgumentException().isThrownBy(() -> json.read("opened", Optional.empty(), "{"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.read("rejected", Optional.of("web_1"), "{}"))
                .withMessageContaining("web_1");
    }

    @Test
    void anOrderAndItsRefusalAreSaidOnceAndInWords() {
        assertThat(Samples.order(1).words()).startsWith("buy 0.").contains(" BTC-USDT at ");
        var refused = new Entry.Rejected(Samples.id(1), new Rejection.ByVenue("-5022"), "it would take (-5022)");
        assertThat(refused.words()).isEqualTo("it would take (-5022)");
        assertThat(new Entry.Rejected(Samples.id(1), new Rejection.NeverArrived(), "no trace of it").words())
                .isEqualTo("no trace of it (never-arrived)");
    }
}
