package trysail.order;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import trysail.model.ClientOrderId;

/** Client order ids of one session's epoch, one after the other. Thread-safe. */
public final class OrderIds implements Supplier<ClientOrderId> {
    private final AtomicLong last = new AtomicLong();
    private final String tag;
    private final int session;
    private final int epoch;

    /** @param tag of the logbook */
    public OrderIds(String tag, int session, int epoch) {
        this.tag = tag;
        this.session = session;
        this.epoch = epoch;
    }

    /** The next one. */
    @Override
    public ClientOrderId get() {
        return new ClientOrderId(tag, session, epoch, last.incrementAndGet());
    }
}
