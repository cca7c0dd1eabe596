package trysail.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import trysail.exchange.ExchangeClient;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;

/**
 * The stop's workers: each has a client of its own and takes the next piece of work when it is done with one, so that a
 * call that hangs holds nobody else.
 */
final class StopCrew {
    /** A piece of work; ends by the deadline or when interrupted. */
    interface Job {
        void run(ExchangeClient client, Deadline deadline) throws InterruptedException;
    }

    private final SharedLock lock = new SharedLock();
    private final Condition changed = lock.newCondition();
    private final SessionContext context;
    private final List<ExchangeClient> clients;
    private final Set<Integer> busy = new HashSet<>();
    private final List<String> troubles = new ArrayList<>();
    private Optional<Round> round = Optional.empty();

    StopCrew(SessionContext context, List<ExchangeClient> clients) {
        this.context = context;
        this.clients = clients;
    }

    /** The work of one call of {@link #run}. */
    private static final class Round {
        private final String what;
        private final Deadline deadline;
        private final ArrayDeque<Job> todo;
        private final List<Thread> threads = new ArrayList<>();
        private int running;

        private Round(String what, List<Job> jobs, Deadline deadline) {
            this.what = what;
            this.deadline = deadline;
            todo = new ArrayDeque<>(jobs);
        }
    }

    /**
     * Does all of it, or what can be done before the deadline; what runs then is interrupted. A worker that still hangs
     * from an earlier round is not asked again.
     */
    void run(String what, List<Job> jobs, Deadline deadline) throws InterruptedException {
        var mine = new Round(what, jobs, deadline);
        lock.lockInterruptibly();
        try {
            round = Optional.of(mine);
            start(mine, jobs.size());
            if (mine.threads.isEmpty() && !jobs.isEmpty()) {
                troubles.add(what + ": every client of the stop is held up");
            }
            while (mine.running > 0 && !deadline.expired()) {
                context.clock().await(changed, deadline);
            }
        } finally {
            round = Optional.empty();
            mine.todo.clear();
            if (mine.running > 0) {
                mine.threads.forEach(Thread::interrupt);
            }
            lock.unlock();
        }
    }

    /** For a job: what came up in the round that runs is done next in it; once the round is over, never. */
    void add(Job job) {
        lock.lock();
        try {
            round.ifPresent(running -> {
                running.todo.addFirst(job);
                start(running, 1);
            });
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held: so many more, as far as clients are idle. */
    private void start(Round some, int most) {
        var started = 0;
        for (var i = 0; i < clients.size() && started < most; i++) {
            if (busy.add(i)) {
                var number = i;
                started++;
                some.running++;
                some.threads.add(
                        context.startVirtual(some.what + "-" + number, () -> work(number, some, some.deadline)));
            }
        }
    }

    private void work(int number, Round round, Deadline deadline) {
        try {
            for (var job = next(round); job.isPresent(); job = next(round)) {
                run(job.get(), number, deadline);
            }
        } catch (InterruptedException cut) {
            // the deadline: its order's fate stays unknown, and the settlement says so
        } finally {
            done(number, round);
        }
    }

    private void done(int number, Round round) {
        lock.lock();
        try {
            busy.remove(number);
            round.running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(Job job, int number, Deadline deadline) throws InterruptedException {
        try {
            job.run(clients.get(number), deadline);
        } catch (RuntimeException broken) {
            trouble(String.valueOf(broken));
        }
    }

    private Optional<Job> next(Round round) {
        lock.lock();
        try {
            return Optional.ofNullable(round.todo.pollFirst());
        } finally {
            lock.unlock();
        }
    }

    void trouble(String words) {
        lock.lock();
        try {
            troubles.add(words);
        } finally {
            lock.unlock();
        }
    }

    List<String> troubles() {
        lock.lock();
        try {
            return List.copyOf(troubles);
        } finally {
            lock.unlock();
        }
    }
}
