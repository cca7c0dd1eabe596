package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Credentials;
import trysail.model.Event;
import trysail.model.Intent;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.order.OnStop;
import trysail.simulator.desk.AccountKeys;
import trysail.simulator.desk.FeeAsset;
import trysail.strategy.MarketState;
import trysail.view.OwnFill;

/** Accounts that pay their fees in BNB, over the wire: the session's profit is what the venue says it is. */
@Timeout(180)
class FeeAssetTest {
    private static final BigDecimal CAPITAL = new BigDecimal(100_000);
    /** An average price has sixteen digits. */
    private static final BigDecimal AVERAGES = new BigDecimal("0.00000001");

    private static final BigDecimal RATE = new BigDecimal("612.34");

    @TempDir
    private Path journals;

    private SessionScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = SessionScene.open(journals);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private Session trading(AccountKeys keys) {
        return scene.sessions.start(scene.spec(FeeAssetTest::backAndForth)
                .credentials(Credentials.of(keys.key(), keys.secret()))
                .onStop(OnStop.FLATTEN));
    }

    /** Buys where it has nothing, sells where it has something: each order is a fill. */
    private static List<Intent> backAndForth(Event event, MarketState state) {
        if (!(event instanceof Quote q) || !state.working(q.instrument()).isEmpty()) {
            return List.of();
        }
        var side = state.position(q.instrument()).isFlat() ? Side.BUY : Side.SELL;
        var size = q.instrument().smallestSize(q.bid());
        return List.of(new Intent.Submit(q.instrument(), side, size, Terms.market(), false, "a fill"));
    }

    /** By the venue's own record: what the account took in and gave away until it was flat, fees at what they were worth. */
    private BigDecimal profitAtVenue(AccountKeys keys) {
        assertThat(scene.exchange.record().positions(keys.key())).allMatch(Position::isFlat);
        return scene.exchange.record().orders().stream()
                .filter(o -> o.account().equals(keys.key()))
                .flatMap(o -> o.fills().stream())
                .map(f -> f.side()
                        .opposite()
                        .signed(f.price().multiply(f.size()))
                        .subtract(f.fee().inQuote().orElseThrow()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void feesInBnbAreValuedAndTheProfitIsTheVenues() throws Exception {
        var keys = scene.exchange.openAccount(CAPITAL, new FeeAsset("BNB", new BigDecimal(50), RATE, true));
        var session = trading(keys);
        until(() -> session.fills(1_000).size() >= 2);

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(session.fills(1_000)).isNotEmpty().allSatisfy(f -> {
            assertThat(f.fill().fee().asset()).isEqualTo("BNB");
            assertThat(f.fill().fee().rate().orElseThrow()).isEqualByComparingTo(RATE);
        });
        assertThat(receipt.feesNotValued()).isEmpty();
        assertThat(receipt.pnl()).isCloseTo(profitAtVenue(keys), within(AVERAGES));
    }

    @Test
    void onceTheBnbAreSpentFeesAreInQuoteCurrencyAndTheSumIsStillRight() throws Exception {
        var keys = scene.exchange.openAccount(CAPITAL, new FeeAsset("BNB", new BigDecimal("0.00003"), RATE, true));
        var session = trading(keys);
        until(() -> session.fills(1_000).stream()
                        .map(OwnFill::fill)
                        .map(f -> f.fee().asset())
                        .distinct()
                        .count()
                == 2);

        var receipt = stopped(session);

        assertThat(receipt.pnl()).isCloseTo(profitAtVenue(keys), within(AVERAGES));
    }

    @Test
    void feesThatTheVenueTellsNoPriceOfAreSaidInReceiptAndLog() throws Exception {
        var keys = scene.exchange.openAccount(CAPITAL, new FeeAsset("币", new BigDecimal(50), RATE, false));
        var session = trading(keys);
        until(() -> !session.feesNotValued().isEmpty());

        var receipt = stopped(session);

        var spent = session.fills(1_000).stream()
                .map(f -> f.fill().fee().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(receipt.feesNotValued().get("币")).isEqualByComparingTo(spent);
        assertThat(receipt.toText()).contains(spent.toPlainString() + " 币 not valued: not in the p&l");
        assertThat(receipt.toJson()).contains("\"fees_not_valued\":{\"币\":\"" + spent.toPlainString() + "\"}");
        assertThat(Files.readString(journals.resolve(session.name() + ".log")))
                .containsOnlyOnce("the venue tells no price of 币-USDT");
    }
}
