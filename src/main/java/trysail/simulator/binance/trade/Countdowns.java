package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.binance.market.RestMarketData;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.OrderDesk;
import trysail.simulator.desk.OrderEntry;
import trysail.simulator.play.MarketView;

/**
 * Dead man's switches: each ends all orders of one account in one market once its time is over, unless it was set anew
 * before. Looked at once a second. Thread-safe.
 */
public final class Countdowns {
    private record Of(Account account, MarketView market) {}

    private final SessionClock clock;
    private final OrderDesk desk;
    private final Map<Of, Deadline> running = new LinkedHashMap<>();

    public Countdowns(SessionClock clock, OrderDesk desk) {
        this.clock = clock;
        this.desk = desk;
    }

    /** Sets one, or takes it off where the time is zero. */
    public synchronized JsonNode set(RestRequest request, Account account) {
        var market = RestMarketData.market(desk.markets(), request);
        var millis = request.maybeLong("countdownTime").orElseThrow(() -> BinanceError.missing("countdownTime"));
        if (millis < 0) {
            throw BinanceError.missing("countdownTime");
        }
        var which = new Of(account, market);
        if (millis == 0) {
            running.remove(which);
        } else {
            running.put(which, clock.deadline(Duration.ofMillis(millis)));
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("symbol", Symbols.of(market))
                .put("countdownTime", Long.toString(millis));
    }

    /** Ends the orders of those whose time is over. */
    public void fire() {
        for (var due : takeDue()) {
            desk.locked(() -> {
                due.account.working(due.market).stream()
                        .filter(OrderEntry::inBook)
                        .forEach(desk::cancel);
                return true;
            });
        }
    }

    private synchronized List<Of> takeDue() {
        var due = new ArrayList<Of>();
        running.forEach((which, at) -> {
            if (at.expired()) {
                due.add(which);
            }
        });
        due.forEach(running::remove);
        return due;
    }
}
