package trysail.strategy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Order;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;

/** A market of one instrument whose state a test sets by hand. */
final class FakeState implements MarketState {
    static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("100"));
    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    final List<OwnOrder> working = new ArrayList<>();
    Position position = Position.flat("BTC-USDT");
    Optional<Quote> quote = Optional.empty();
    Optional<Instant> time = Optional.empty();
    private long sequence;

    static Quote quote(String bid, String ask, Instant time) {
        return new Quote(BTC, new BigDecimal(bid), BigDecimal.ONE, new BigDecimal(ask), BigDecimal.ONE, time);
    }

    FakeState at(Quote next) {
        quote = Optional.of(next);
        time = Optional.of(next.time());
        return this;
    }

    /** The orders asked for are with the venue from now on. */
    void accept(List<Intent> intents) {
        for (var intent : intents) {
            if (intent instanceof Intent.Submit s) {
                var id = new ClientOrderId("test1", 1, 1, ++sequence);
                working.add(new OwnOrder(
                        new Order(id, s.instrument(), s.side(), s.size(), s.terms(), s.reduceOnly()),
                        OwnOrder.Stage.WORKING,
                        BigDecimal.ZERO));
            } else if (intent instanceof Intent.Cancel c) {
                working.replaceAll(o -> o.id().equals(c.id()) ? o.at(OwnOrder.Stage.CANCELLING) : o);
            }
        }
    }

    void hold(Side side, String size, String price) {
        position = Position.flat("BTC-USDT").after(side, new BigDecimal(price), new BigDecimal(size), BigDecimal.ZERO);
    }

    @Override
    public Optional<Instant> time() {
        return time;
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(BTC);
    }

    @Override
    public Optional<Quote> quote(Instrument instrument) {
        return quote;
    }

    @Override
    public Position position(Instrument instrument) {
        return position;
    }

    @Override
    public List<OwnOrder> working(Instrument instrument) {
        return working;
    }

    @Override
    public BigDecimal equity() {
        return BigDecimal.valueOf(10_000);
    }
}
