package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trysail.simulator.desk.AccountNews;

/** What the private stream says. */
public final class UserStream {
    private UserStream() {}

    public static ObjectNode event(AccountNews news) {
        return switch (news) {
            case AccountNews.OrderChanged order -> OrderJson.update(order);
            case AccountNews.ConditionalChanged order -> AlgoJson.update(order);
            case AccountNews.BalanceChanged balance -> AccountJson.update(balance);
            case AccountNews.Funded funded -> AccountJson.update(funded);
        };
    }

    /** Its listen key is over. */
    public static ObjectNode expired(String listenKey, long now) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("e", "listenKeyExpired")
                .put("E", now)
                .put("listenKey", listenKey);
    }

    /** An event as it is sent: bare, or in the envelope that names its stream, which is the listen key. */
    public static String text(ObjectNode event, String listenKey, boolean combined) {
        if (!combined) {
            return event.toString();
        }
        var wrapped = JsonNodeFactory.instance.objectNode().put("stream", listenKey);
        wrapped.set("data", event);
        return wrapped.toString();
    }
}
