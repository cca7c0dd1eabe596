package trysail.listen;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import trysail.look.SessionState;
import trysail.receipt.Receipt;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.words.Causes;

/**
 * One listener, its queue and its thread. Whoever gives news takes no lock: the listener's thread may be one that gets no
 * processor.
 */
final class Listening {
    private final SessionListener listener;
    private final String threadName;
    private final String name;
    private final Consumer<String> warnings;
    private final Queue<Consumer<SessionListener>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong unseen = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile Optional<String> thrown = Optional.empty();
    private volatile boolean ending;
    private volatile boolean cut;

    Listening(SessionListener listener, int number, Consumer<String> warnings) {
        this.listener = listener;
        this.warnings = warnings;
        threadName = "listener-" + number;
        name = "listener " + number + " (" + listener.getClass().getName() + ")";
    }

    void begin(SessionContext context) {
        thread = Optional.of(context.startVirtual(threadName, this::run));
    }

    void offer(Consumer<SessionListener> news) {
        if (waiting.incrementAndGet() > Listeners.CAPACITY) {
            waiting.decrementAndGet();
            unseen.incrementAndGet();
            warn("does not keep up: it does not see everything");
            return;
        }
        queue.add(news);
        thread.ifPresent(LockSupport::unpark);
    }

    private void warn(String what) {
        if (warned.compareAndSet(false, true)) {
            warnings.accept(name + " " + what);
        }
    }

    private void run() {
        thread = Optional.of(Thread.currentThread());
        while (!cut) {
            var news = queue.poll();
            if (news != null) {
                waiting.decrementAndGet();
                tell(news);
            } else if (ending) {
                return;
            } else {
                LockSupport.park(this);
                if (Thread.interrupted() && cut) {
                    return;
                }
            }
        }
    }

    private void tell(Consumer<SessionListener> news) {
        try {
            news.accept(listener);
            if (cut) { // it was torn from it
                unseen.incrementAndGet();
            }
        } catch (Throwable e) { // somebody else's code
            unseen.incrementAndGet();
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (cut || thrown.isPresent()) {
            return;
        }
        var how = e.getClass().getName();
        try {
            how = Causes.text(e);
        } catch (Throwable dumb) { // what it says is its own code, too
        }
        thrown = Optional.of(how);
        warn("failed: " + how);
    }

    /** No more news: the thread ends when it has told what is there. */
    void end() {
        ending = true;
        thread.ifPresent(LockSupport::unpark);
    }

    void await(SessionContext context, Deadline until) throws InterruptedException {
        if (thread.isPresent()) {
            context.clock().join(thread.get(), until);
        }
    }

    /** What it has not heard by now it will not hear. */
    void cut() {
        if (thread.filter(Thread::isAlive).isPresent()) {
            cut = true;
            thread.get().interrupt();
        }
    }

    /** What it did not see; what it is at, if it does not end, is among that. */
    Optional<String> trouble() {
        var stuck = thread.filter(Thread::isAlive).isPresent() ? 1 : 0;
        var missed = unseen.get() + (cut ? queue.size() : 0) + stuck;
        return missed == 0 && thrown.isEmpty()
                ? Optional.empty()
                : Optional.of(name + " did not see " + missed + (missed == 1 ? " event" : " events")
                        + thrown.map(how -> ": it failed: " + how).orElse(cut ? ": it is slow" : ""));
    }

    /** Whether it can be told of the end: it is not still at something else. */
    boolean listens() {
        return thread.filter(Thread::isAlive).isEmpty();
    }

    /** The last news, by a thread that is not the listener's former one; and before it what a session said that never opened. */
    void last(Receipt receipt) {
        if (!cut) {
            for (var news = queue.poll(); news != null; news = queue.poll()) {
                tell(news);
            }
        }
        tell(l -> l.state(new SessionState.Stopped(receipt)));
        tell(l -> l.receipt(receipt));
    }
}
