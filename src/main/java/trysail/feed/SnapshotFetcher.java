package trysail.feed;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import trysail.exchange.ExchangeException;
import trysail.model.Instrument;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.wire.ws.Backoff;

/**
 * Fetches one book's snapshots on a thread that lives only while one is wanted, so that the reader goes on reading. At
 * most one at a time: {@link BookSync} sees to that.
 */
final class SnapshotFetcher {
    private final SessionContext ctx;
    private final Instrument instrument;
    private final SnapshotSource source;
    private final Backoff backoff;
    private final Consumer<ExchangeException> refused;
    private final AtomicReference<Optional<Thread>> thread = new AtomicReference<>(Optional.empty());
    private volatile boolean closed;

    SnapshotFetcher(
            SessionContext ctx,
            Instrument instrument,
            SnapshotSource source,
            Backoff backoff,
            Consumer<ExchangeException> refused) {
        this.ctx = ctx;
        this.instrument = instrument;
        this.source = source;
        this.backoff = backoff;
        this.refused = refused;
    }

    void start(BookSync sync) {
        if (closed) {
            return;
        }
        var fetching = ctx.startVirtual("snapshot " + instrument, () -> fetch(sync));
        thread.set(Optional.of(fetching));
        if (closed) {
            fetching.interrupt();
        }
    }

    private void fetch(BookSync sync) {
        try {
            while (!closed) {
                ctx.clock().sleep(backoff.next());
                var generation = sync.wanted();
                if (generation.isEmpty()) {
                    return;
                }
                try {
                    if (sync.snapshot(source.fetch(instrument), generation.getAsInt()) != BookSync.Taken.TOO_OLD) {
                        return;
                    }
                } catch (ExchangeException.RateLimited later) {
                    ctx.clock().sleep(later.after());
                } catch (ExchangeException.Refused | ExchangeException.Unauthenticated no) {
                    refused.accept(no);
                    return;
                } catch (ExchangeException again) {
                    // unreachable for the moment: the next round waits longer
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts a fetch that is still running; {@link #join} waits for it. */
    void close() {
        closed = true;
        thread.get().ifPresent(Thread::interrupt);
    }

    /** True when no thread is left. */
    boolean join(Deadline deadline) throws InterruptedException {
        var left = thread.get();
        return left.isEmpty() || ctx.clock().join(left.get(), deadline);
    }
}
