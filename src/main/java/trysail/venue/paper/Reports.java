package trysail.venue.paper;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import trysail.exchange.AccountReport;
import trysail.stream.Channel;

/**
 * Reports between the market and one account feed. The market never waits: when the reader is too slow the newest are
 * lost and the reader is told, as a venue would drop a slow connection.
 */
final class Reports {
    private static final int CAPACITY = 4096;

    private final Channel<AccountReport> channel = Channel.failing("paper account reports", CAPACITY);
    private final AtomicBoolean lost = new AtomicBoolean();

    void offer(AccountReport report) {
        if (!channel.tryPut(report)) {
            lost.set(true);
        }
    }

    Optional<Channel.End> take(List<AccountReport> into, int most) throws InterruptedException {
        return channel.take(into, most);
    }

    /** Whether reports were lost since this was last asked. */
    boolean lostSome() {
        return lost.getAndSet(false);
    }

    void end() {
        channel.end(new Channel.End.Done());
    }
}
