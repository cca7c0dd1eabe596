package trysail.view;

import trysail.model.ClientOrderId;
import trysail.model.Fill;

/** A trade of ours and the order it belongs to. */
public record OwnFill(ClientOrderId order, Fill fill) {}
