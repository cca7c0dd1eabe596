package trysail.simulator.binance.market;

import java.util.List;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.StreamHub;

/**
 * What is served where. Until 2026 every path carried everything, and a name that the venue does not know was refused.
 * Since then there is a path for books, quotes and trades, one for everything else of the market, and one for accounts; at
 * a wrong one, as for a wrong name, a client is told that all is well and hears nothing.
 */
public final class WsRules {
    private static final String PUBLIC = "/public/";
    private static final String MARKET = "/market/";
    private static final String PRIVATE = "/private/";
    private static final List<String> OLD = List.of("/ws", "/stream");

    private final Protocol protocol;
    private final StreamHub hub;

    public WsRules(Protocol protocol, StreamHub hub) {
        this.protocol = protocol;
        this.hub = hub;
    }

    /** Whether a client is told when it asks for what is not there. */
    public boolean refuses() {
        return switch (protocol) {
            case OF_2024 -> true;
            case OF_2026 -> false;
        };
    }

    /** Whether a stream of the market comes to those who ask for it at this path. A recorded one comes everywhere. */
    boolean serves(String path, String stream) {
        return switch (protocol) {
            case OF_2024 -> true;
            case OF_2026 ->
                (hub.recorded(stream) && isKnown(path))
                        || (isOfOrders(stream) ? path.startsWith(PUBLIC) || isOld(path) : path.startsWith(MARKET));
        };
    }

    /** Whether an account's events come to its owner at this path. */
    boolean servesAccounts(String path) {
        return switch (protocol) {
            case OF_2024 -> true;
            case OF_2026 -> path.startsWith(PRIVATE);
        };
    }

    private static boolean isOld(String path) {
        return OLD.stream().anyMatch(path::startsWith);
    }

    private static boolean isKnown(String path) {
        return isOld(path) || path.startsWith(PUBLIC) || path.startsWith(MARKET) || path.startsWith(PRIVATE);
    }

    /** Books, quotes and trades as they come from orders; not what is reckoned from them. */
    private static boolean isOfOrders(String stream) {
        return StreamName.parse(stream)
                .map(name -> switch (name.topic()) {
                    case StreamName.Topic.Trades t -> true;
                    case StreamName.Topic.Quotes q -> true;
                    case StreamName.Topic.Diff d -> true;
                    case StreamName.Topic.Top t -> true;
                    case StreamName.Topic.AggTrades a -> false;
                    case StreamName.Topic.Klines k -> false;
                    case StreamName.Topic.Ticker t -> false;
                    case StreamName.Topic.Mark m -> false;
                })
                .orElse(false);
    }
}
