package trysail.recon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Listed;
import trysail.journal.Header;
import trysail.journal.Journal;
import trysail.journal.JournalStores;
import trysail.model.Balance;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.OrderEvent;
import trysail.model.OrderEvent.ForeignFill.Source;
import trysail.model.OrderEvent.Paid;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.VenueOrder;
import trysail.order.Inbound;
import trysail.order.Patience;
import trysail.order.WorkingOrders;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** What differs between an account and a session's belief, and what is concluded from it. */
class ComparisonTest {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), BigDecimal.ONE);
    private static final SessionClock CLOCK = SessionClock.SYSTEM;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final Venue venue = new Venue();
    private final List<OrderEvent.Foreign> found = new ArrayList<>();
    private final List<Inbound.Heard> heard = new ArrayList<>();
    private SessionContext context;
    private Journal journal;
    private WorkingOrders orders;
    private Comparison comparison;

    @BeforeEach
    void open() throws Exception {
        context = SessionContext.standalone("paper-1");
        var header = new Header(
                "paper-1",
                1,
                "k4f9q",
                "paper",
                "fake",
                "http://fake",
                "acc",
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(BTC));
        journal = Journal.open(context, JournalStores.at(directory), header, CLOCK.deadline(PATIENCE));
        orders = new WorkingOrders(
                context, journal, new Gate(CLOCK), header, List.of(), p -> Optional.empty(), Patience.USUAL);
        comparison = new Comparison(CLOCK, orders, List.of(BTC));
        comparison.begin(venue, CLOCK.deadline(PATIENCE));
    }

    @AfterEach
    void close() throws Exception {
        var unused = journal.close("test", CLOCK.deadline(PATIENCE));
    }

    private final Comparison.Findings findings = new Comparison.Findings() {
        @Override
        public boolean take(Inbound in) {
            switch (in) {
                case Inbound.Found f ->
                    f.events().stream().filter(e -> orders.found(e)).forEach(found::add);
                case Inbound.Heard h -> {
                    heard.add(h);
                    if (h.report() instanceof AccountReport.OrderChanged changed
                            && changed.fill().isPresent()) {
                        orders.foundOwn(changed.order(), changed.fill().get());
                    }
                }
                case Inbound.Act act -> {}
            }
            return true;
        }

        @Override
        public void untold(VenueOrder order) {}
    };

    private boolean look() throws InterruptedException {
        return comparison.look(venue, comparison.assets(), CLOCK.deadline(PATIENCE), findings);
    }

    /** Looks, as a session does, until nothing differs any more. */
    private void settle() throws InterruptedException {
        var soon = CLOCK.deadline(PATIENCE);
        while (look()) {
            assertThat(soon.expired()).isFalse();
            CLOCK.sleep(Comparison.APART);
        }
    }

    private static Fill fill(String order, String trade, Side side, String size) {
        return new Fill(
                BTC.symbol(),
                order,
                trade,
                side,
                new BigDecimal("60000"),
                new BigDecimal(size),
                new BigDecimal("0.01"),
                false,
                CLOCK.now());
    }

    private static VenueOrder order(String clientId, String number) {
        return new VenueOrder(
                clientId,
                number,
                BTC.symbol(),
                Side.BUY,
                BigDecimal.ZERO,
                new BigDecimal("0.002"),
                new BigDecimal("0.002"),
                OrderState.FILLED,
                CLOCK.now());
    }

    private BigDecimal held() {
        return orders.look(s -> s.position(BTC.symbol())).size();
    }

    @Test
    void aDifferenceIsLookedAtTwiceBeforeAnythingIsConcluded() throws Exception {
        venue.holds("0.002");
        venue.trades.add(fill("7", "70", Side.BUY, "0.002"));

        assertThat(look()).isTrue();
        assertThat(look()).as("too soon to tell").isTrue();

        assertThat(found).isEmpty();
        settle();
        assertThat(found).singleElement().isInstanceOf(OrderEvent.ForeignFill.class);
        assertThat(held()).isEqualByComparingTo("0.002");
    }

    @Test
    void onlyTheNewestTradesThatExplainItAreTaken() throws Exception { // C5
        venue.trades.add(fill("5", "50", Side.SELL, "0.004")); // of before: the position was told with it
        venue.trades.add(fill("7", "70", Side.BUY, "0.001"));
        venue.trades.add(fill("7", "71", Side.BUY, "0.001"));
        venue.holds("0.002");

        settle();

        assertThat(found)
                .extracting(e -> ((OrderEvent.ForeignFill) e).fill().tradeId())
                .containsExactly("70", "71");
        settle();
        assertThat(found).as("a trade is counted once").hasSize(2);
    }

    @Test
    void whoseOrderItWasIsAsked() throws Exception { // G3
        venue.trades.add(fill("7", "70", Side.BUY, "0.002"));
        venue.orders.add(order("autoclose-17", "7"));
        venue.holds("0.002");

        settle();

        assertThat(found)
                .singleElement()
                .extracting(e -> ((OrderEvent.ForeignFill) e).source())
                .isEqualTo(Source.LIQUIDATION);
    }

    @Test
    void aFillOfOurOwnThatNobodyToldGoesTheStreamsWay() throws Exception { // G2
        var id = new ClientOrderId("k4f9q", 1, 1, 1).toString();
        venue.trades.add(fill("7", "70", Side.BUY, "0.002"));
        venue.orders.add(order(id, "7"));
        venue.holds("0.002");

        settle();

        assertThat(found).isEmpty();
        assertThat(heard).hasSize(2); // the fill, and that the order is over
        assertThat(held()).isEqualByComparingTo("0.002");
    }

    @Test
    void aPositionThatNoTradeExplainsIsTakenOverAfterAWhileAndSaid() throws Exception {
        venue.holds("0.005");

        settle();

        assertThat(found).singleElement().isInstanceOf(OrderEvent.PositionAdopted.class);
        assertThat(held()).isEqualByComparingTo("0.005");
        assertThat(orders.ownPositions()).as("none of it is ours to close").isEmpty();
    }

    @Test
    void aQuestionThatFailsIsNoEmptyAnswer() throws Exception { // C13
        venue.holds("0.002");
        venue.trades.add(fill("7", "70", Side.BUY, "0.002"));
        settle();
        venue.isDown = true;

        assertThatThrownBy(this::look).isInstanceOf(ExchangeException.Unreachable.class);

        assertThat(held()).isEqualByComparingTo("0.002");
        assertThat(found).hasSize(1);
    }

    @Test
    void moneyThatCameIsNamedByTheVenuesListAndWhatTheListDoesNotSayIsNamedSo() throws Exception { // G6
        settle();
        venue.wallet = venue.wallet.subtract(new BigDecimal("1.25"));
        venue.payments.add(new Paid(
                Paid.Kind.FUNDING, Optional.of(BTC.symbol()), "USDT", new BigDecimal("-1.25"), "901", CLOCK.now()));
        settle();
        venue.wallet = venue.wallet.add(BigDecimal.TEN);
        settle();

        assertThat(found)
                .extracting(e -> ((Paid) e).kind(), e -> ((Paid) e).amount().stripTrailingZeros())
                .containsExactly(
                        tuple(Paid.Kind.FUNDING, new BigDecimal("-1.25")),
                        tuple(Paid.Kind.OTHER, BigDecimal.TEN.stripTrailingZeros()));
    }

    @Test
    void aPaymentThatTheStreamToldIsTakenWhateverElseMoves() throws Exception { // G6
        settle();
        venue.payments.add(
                new Paid(Paid.Kind.FUNDING, Optional.empty(), "USDT", new BigDecimal("-0.001"), "903", CLOCK.now()));
        comparison.paymentTold();

        assertThat(comparison.payments(venue, CLOCK.deadline(PATIENCE), findings))
                .isTrue();

        assertThat(found).singleElement().isInstanceOf(Paid.class);
        assertThat(comparison.payments(venue, CLOCK.deadline(PATIENCE), findings))
                .as("asked once")
                .isFalse();
    }

    @Test
    void whatWasPaidBeforeTheSessionIsNoneOfItsOwn() throws Exception { // G6
        venue.payments.add(new Paid(Paid.Kind.FUNDING, Optional.empty(), "USDT", BigDecimal.ONE, "900", CLOCK.now()));
        var later = new Comparison(CLOCK, orders, List.of(BTC));
        later.begin(venue, CLOCK.deadline(PATIENCE));

        var again = later.look(venue, Set.of("USDT"), CLOCK.deadline(PATIENCE), findings);
        later.paymentTold();
        again |= later.look(venue, Set.of("USDT"), CLOCK.deadline(PATIENCE), findings);

        assertThat(again).isFalse();
        assertThat(found).isEmpty();
    }

    /** What it is told to be. */
    private static final class Venue implements ExchangeClient {
        private final List<Fill> trades = new ArrayList<>();
        private final List<VenueOrder> orders = new ArrayList<>();
        private final List<Paid> payments = new ArrayList<>();
        private Optional<Position> position = Optional.empty();
        private BigDecimal wallet = new BigDecimal("100");
        private boolean isDown;

        private void holds(String size) {
            position = Optional.of(new Position(
                    BTC.symbol(), new BigDecimal(size), new BigDecimal("60000"), BigDecimal.ZERO, BigDecimal.ZERO));
            wallet = new BigDecimal("100"); // whatever: no look was at it before
        }

        @Override
        public Listed listing(Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Position> positions(Deadline deadline) {
            if (isDown) {
                throw new ExchangeException.Unreachable("no way", null);
            }
            return position.stream().toList();
        }

        @Override
        public Balance balance(String asset, Deadline deadline) {
            return new Balance(asset, wallet, wallet);
        }

        @Override
        public List<Fill> fills(Instrument instrument, Instant since, Deadline deadline) {
            return List.copyOf(trades);
        }

        @Override
        public List<Paid> payments(Instant since, Deadline deadline) {
            return List.copyOf(payments);
        }

        @Override
        public Optional<VenueOrder> byVenueId(Instrument instrument, String venueId, Deadline deadline) {
            return orders.stream().filter(o -> o.venueId().equals(venueId)).findFirst();
        }

        @Override
        public Source source(VenueOrder order) {
            return order.clientId().startsWith("autoclose") ? Source.LIQUIDATION : Source.OTHER_ORDER;
        }
    }
}
