package trysail.simulator.desk;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * News on its way from the desk to its owners: noted under the desk's lock, told when that lock is free again, in the same
 * order. Putting it into words thus holds up no market and no order. Thread-safe.
 */
final class Outbox {
    private record Letter(String account, AccountNews news) {}

    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final ReentrantLock telling = new ReentrantLock();
    private final AccountListener listener;

    Outbox(AccountListener listener) {
        this.listener = listener;
    }

    /** Under the desk's lock: its order is the order that is told. */
    void note(String account, AccountNews news) {
        letters.add(new Letter(account, news));
    }

    /** Returns when everything noted before is told, whichever thread told it. */
    void tell() {
        telling.lock();
        try {
            for (var letter = letters.poll(); letter != null; letter = letters.poll()) {
                listener.tell(letter.account, letter.news);
            }
        } finally {
            telling.unlock();
        }
    }
}
