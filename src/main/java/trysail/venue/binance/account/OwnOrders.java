package trysail.venue.binance.account;

import trysail.model.OrderEvent.ForeignFill.Source;

/** The venue's own orders, which it enters for an account: by their names. */
public final class OwnOrders {
    private static final String LIQUIDATION = "autoclose-";
    private static final String ADL = "adl_autoclose";

    private OwnOrders() {}

    /** Who entered an order of this client order id that is none of ours. */
    public static Source source(String clientId) {
        if (clientId.startsWith(LIQUIDATION)) {
            return Source.LIQUIDATION;
        }
        return clientId.startsWith(ADL) ? Source.ADL : Source.OTHER_ORDER;
    }
}
