package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One lock for threads of both kinds. */
class SharedLockTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 2_000;

    private final SharedLock lock = new SharedLock();
    private int count; // guarded by the lock

    @Test
    void threadsOfBothKindsTakeTurns() throws Exception {
        var threads = new Thread[THREADS];
        for (var i = 0; i < THREADS; i++) {
            Runnable work = () -> {
                for (var n = 0; n < ROUNDS; n++) {
                    lock.run(() -> count++);
                }
            };
            threads[i] = i % 2 == 0
                    ? Thread.ofPlatform().start(work)
                    : Thread.ofVirtual().start(work);
        }
        for (var thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(lock.get(() -> count)).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void newsReachWaitersOfBothKinds() throws Exception {
        var news = lock.newCondition();
        var told = new AtomicBoolean();
        var waiting = new CountDownLatch(2);
        var heard = new AtomicInteger();
        Runnable wait = () -> {
            lock.lock();
            try {
                waiting.countDown();
                var until = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
                while (!told.get() && !until.expired()) {
                    SessionClock.SYSTEM.await(news, until);
                }
                heard.addAndGet(told.get() ? 1 : 0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                lock.unlock();
            }
        };
        var platform = Thread.ofPlatform().start(wait);
        var virtual = Thread.ofVirtual().start(wait);
        waiting.await();

        lock.run(() -> {
            told.set(true);
            news.signalAll();
        });

        assertThat(platform.join(Duration.ofSeconds(60))).isTrue();
        assertThat(virtual.join(Duration.ofSeconds(60))).isTrue();
        assertThat(heard).hasValue(2);
    }

    @Test
    void anInterruptedWaitOfAPlatformThreadEndsAndHasTheLock() throws Exception {
        var news = lock.newCondition();
        var ended = new AtomicBoolean();
        var thread = Thread.ofPlatform().start(() -> {
            lock.lock();
            try {
                news.await();
            } catch (InterruptedException e) {
                ended.set(true);
            } finally {
                lock.unlock(); // throws where it is not held
            }
        });
        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        assertThat(ended).isTrue();
    }
}
