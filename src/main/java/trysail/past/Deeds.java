package trysail.past;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.look.Holdings;
import trysail.look.ProfitSample;
import trysail.look.WorkingOrder;
import trysail.model.Bar;
import trysail.model.OrderEvent;
import trysail.session.Session;
import trysail.view.OwnFill;
import trysail.view.ProfitPart;
import trysail.words.BadInput;

/** What one session did and holds: told by itself while this process knows it, else by its journal. */
public interface Deeds {
    /** Whose they are. */
    String session();

    /** Its last {@code most} trades, newest last. */
    List<OwnFill> fills(int most);

    /** The last {@code most} changes of the account that no order of it made, newest last. */
    List<OrderEvent.Foreign> foreign(int most);

    /** What came or went without a trade, such as funding, in quote currency; it is in the profit. */
    BigDecimal earned();

    /** The amounts that the profit is the sum of. */
    List<ProfitPart> explained();

    /** Trades in all. */
    long fillCount();

    /** Its orders whose fate is open, oldest first. */
    List<WorkingOrder> orders();

    /** What it holds, or held last, of each instrument it traded. */
    List<Holdings> positions();

    /** Realised and unrealised, net of fees, in quote currency. */
    BigDecimal pnl();

    /** Its capital and what it has brought, in quote currency; a journal does not say it. */
    Optional<BigDecimal> equity();

    /** By asset: fees whose worth in quote currency is not known; they are in no profit. */
    Map<String, BigDecimal> feesNotValued();

    /** Its profit over its time, oldest first. */
    List<ProfitSample> profits();

    /**
     * The last bars of an instrument, oldest first: of its market while it runs, else of its own trades.
     *
     * @throws BadInput when it does not trade that
     */
    List<Bar> bars(String symbol, Duration frame, int most) throws InterruptedException;

    /** Whether {@link #bars} are of its own trades alone. */
    boolean ownBars();

    /** What a session of this process tells of itself. */
    static Deeds of(Session session) {
        var now = session.snapshot();
        return new Deeds() {
            @Override
            public String session() {
                return session.name();
            }

            @Override
            public List<OwnFill> fills(int most) {
                return session.fills(most);
            }

            @Override
            public List<OrderEvent.Foreign> foreign(int most) {
                return session.foreign(most);
            }

            @Override
            public BigDecimal earned() {
                return session.earned();
            }

            @Override
            public List<ProfitPart> explained() {
                return session.explained();
            }

            @Override
            public long fillCount() {
                return now.fills();
            }

            @Override
            public List<WorkingOrder> orders() {
                return session.orders();
            }

            @Override
            public List<Holdings> positions() {
                return session.positions();
            }

            @Override
            public BigDecimal pnl() {
                return now.pnl();
            }

            @Override
            public Optional<BigDecimal> equity() {
                return Optional.of(now.vitals().equity());
            }

            @Override
            public Map<String, BigDecimal> feesNotValued() {
                return session.feesNotValued();
            }

            @Override
            public List<ProfitSample> profits() {
                return session.profits();
            }

            @Override
            public List<Bar> bars(String symbol, Duration frame, int most) throws InterruptedException {
                return session.bars(symbol, frame, most);
            }

            @Override
            public boolean ownBars() {
                return false;
            }
        };
    }
}
