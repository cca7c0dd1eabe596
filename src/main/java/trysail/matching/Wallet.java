package trysail.matching;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import trysail.model.Fill;
import trysail.model.Position;
import trysail.model.Symbol;

/**
 * What one account owns: its capital, and what its fills made of it. All amounts in quote currency. Not thread-safe.
 */
public final class Wallet {
    private final BigDecimal capital;
    private final Map<String, Position> positions = new TreeMap<>();
    /** What fees paid in other assets were worth: the positions count them, the cash does not shrink by them. */
    private BigDecimal paidElsewhere = BigDecimal.ZERO;

    private BigDecimal received = BigDecimal.ZERO;

    public Wallet(BigDecimal capital) {
        this.capital = capital;
    }

    /** The instrument's position after this fill. */
    public Position apply(Fill fill) {
        var next = position(fill.symbol()).after(fill);
        positions.put(fill.symbol(), next);
        if (!fill.fee().asset().equals(Symbol.quote(fill.symbol()))) {
            paidElsewhere = paidElsewhere.add(fill.fee().inQuote().orElse(BigDecimal.ZERO));
        }
        return next;
    }

    /** Takes in what no trade made, such as funding; negative when it goes out. */
    public void receive(BigDecimal amount) {
        received = received.add(amount);
    }

    public BigDecimal capital() {
        return capital;
    }

    /** The position of this symbol, flat when it never traded. */
    public Position position(String symbol) {
        return positions.getOrDefault(symbol, Position.flat(symbol));
    }

    /** Of every symbol that ever traded, flat ones among them. */
    public List<Position> positions() {
        return List.copyOf(positions.values());
    }

    /** Cash: capital, realised profit, what was received besides, and those fees that were paid in quote currency. */
    public BigDecimal cash() {
        var sum = capital.add(received);
        for (var p : positions.values()) {
            sum = sum.add(p.realised()).subtract(p.fees());
        }
        return sum.add(paidElsewhere);
    }

    /** Profit of what is open at these marks. */
    public BigDecimal unrealised(Function<String, BigDecimal> mark) {
        var sum = BigDecimal.ZERO;
        for (var p : positions.values()) {
            sum = p.isFlat() ? sum : sum.add(p.unrealised(mark.apply(p.symbol())));
        }
        return sum;
    }

    /** Cash and open profit. */
    public BigDecimal equity(Function<String, BigDecimal> mark) {
        return cash().add(unrealised(mark));
    }
}
