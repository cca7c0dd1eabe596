package trysail.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ModelProperties {
    record Traded(Side side, BigDecimal price, BigDecimal size, BigDecimal fee) {}

    /** Cash in and out of every trade, plus what is held at the mark, is the profit the position tells. */
    @Property
    void fillsConserveMoney(
            @ForAll("trades") @Size(max = 40) List<Traded> trades,
            @ForAll @BigRange(min = "1", max = "100000") @Scale(2) BigDecimal mark) {
        var position = Position.flat("BTC-USDT");
        var cash = BigDecimal.ZERO;
        for (var t : trades) {
            position = position.after(t.side, t.price, t.size, t.fee);
            cash = cash.subtract(t.side.signed(t.size).multiply(t.price)).subtract(t.fee);
        }
        var worth = cash.add(position.size().multiply(mark));

        assertThat(position.profit(mark)).isCloseTo(worth, within(new BigDecimal("0.000001")));
        assertThat(position.isFlat()).isEqualTo(position.entryPrice().signum() == 0);
    }

    @Property
    void theEntryOfAPositionThatOnlyGrewLiesBetweenItsPrices(
            @ForAll("trades") @Size(min = 1, max = 20) List<Traded> trades) {
        var position = Position.flat("BTC-USDT");
        for (var t : trades) {
            position = position.after(Side.SELL, t.price, t.size, t.fee);
        }
        var prices = trades.stream().map(Traded::price).sorted().toList();
        var rounding = new BigDecimal("0.00000001");
        assertThat(position.entryPrice())
                .isBetween(
                        prices.getFirst().subtract(rounding), prices.getLast().add(rounding));
        assertThat(position.realised()).isZero();
    }

    @Property
    void pricesAndSizesLandOnTheirSteps(
            @ForAll("instruments") Instrument instrument,
            @ForAll @BigRange(min = "0.00001", max = "100000") @Scale(9) BigDecimal value) {
        var price = instrument.roundPrice(value, RoundingMode.FLOOR);
        assertThat(price.remainder(instrument.tick())).isZero();
        assertThat(value.subtract(price)).isNotNegative().isLessThan(instrument.tick());
        assertThat(price.scale()).isEqualTo(instrument.priceScale());

        var size = instrument.floorSize(value);
        assertThat(size.remainder(instrument.lot())).isZero();
        assertThat(value.subtract(size)).isNotNegative().isLessThan(instrument.lot());
    }

    @Property
    void theSmallestSizeIsTakenAndALotLessIsNot(
            @ForAll("instruments") Instrument instrument,
            @ForAll @BigRange(min = "0.01", max = "100000") @Scale(4) BigDecimal price) {
        var smallest = instrument.smallestSize(price);

        assertThat(taken(instrument, smallest, price)).isTrue();
        assertThat(taken(instrument, smallest.subtract(instrument.lot()), price))
                .isFalse();
    }

    private static boolean taken(Instrument i, BigDecimal size, BigDecimal price) {
        return size.compareTo(i.minSize()) >= 0
                && size.multiply(price).compareTo(i.minNotional()) >= 0
                && size.remainder(i.lot()).signum() == 0;
    }

    @Property
    void aClientOrderIdReadsBackAsItWasPrinted(
            @ForAll @CharRange(from = 'a', to = 'z') @CharRange(from = '0', to = '9') @StringLength(min = 3, max = 8)
                    String tag,
            @ForAll @IntRange(max = 99_999_999) int session,
            @ForAll @IntRange(max = 9_999) int epoch,
            @ForAll @LongRange(min = 1, max = 9_999_999L) long sequence) {
        var text = ClientOrderId.prefix(tag, session, epoch) + sequence;
        if (text.length() > 32) {
            assertThat(ClientOrderId.parse(text)).isEmpty();
            return;
        }
        var id = new ClientOrderId(tag, session, epoch, sequence);
        assertThat(id).hasToString(text);
        assertThat(ClientOrderId.parse(text)).contains(id);
        assertThat(text).matches("[a-z0-9-]{1,32}").startsWith(ClientOrderId.prefix(tag, session, epoch));
    }

    @Property // B1
    void anybodyElsesIdIsNotOurs(@ForAll @AlphaChars @StringLength(max = 40) String text) {
        assertThat(ClientOrderId.parse(text)).isEmpty();
        assertThat(ClientOrderId.parse("web_" + text)).isEmpty();
        assertThat(ClientOrderId.parse("x-" + text + "-s1-e1-1")).isEmpty();
    }

    @Provide
    Arbitrary<List<Traded>> trades() {
        return Combinators.combine(
                        Arbitraries.of(Side.class),
                        number("1", "100000", 2),
                        number("0.001", "10", 3),
                        number("-1", "5", 4))
                .as(Traded::new)
                .list();
    }

    @Provide
    Arbitrary<Instrument> instruments() {
        return Combinators.combine(steps(), steps(), number("0", "10", 3), number("0", "100", 2))
                .as((tick, lot, minSize, minNotional) ->
                        new Instrument("BTC-USDT", tick, lot, minSize.max(lot), minNotional));
    }

    private static Arbitrary<BigDecimal> steps() {
        return Arbitraries.of("0.00001", "0.001", "0.005", "0.05", "0.1", "0.25", "1", "10")
                .map(BigDecimal::new);
    }

    private static Arbitrary<BigDecimal> number(String least, String most, int scale) {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal(least), new BigDecimal(most))
                .ofScale(scale);
    }
}
