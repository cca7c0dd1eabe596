package trysail.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.listen.Denial;
import trysail.listen.OrderNews;
import trysail.listen.SessionListener;
import trysail.look.SessionState;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.view.OwnFill;

/** Listeners hear everything, beside the session, and whatever they do, it goes on and ends as it would without them. */
class ListenerTest {
    @TempDir
    private Path folder;

    private final Sessions sessions = new Sessions();

    private SessionSpec paper() {
        return SessionSpec.paper()
                .journal(folder)
                .symbols(List.of("BTC-USDT"))
                .speed(trysail.simulator.play.Speed.parse("5"))
                .lasting(Duration.ofSeconds(60));
    }

    /** Counts what it hears. */
    private static final class Ear implements SessionListener {
        private final List<String> states = new CopyOnWriteArrayList<>();
        private final List<OrderNews> orders = new CopyOnWriteArrayList<>();
        private final List<Denial> denials = new CopyOnWriteArrayList<>();
        private final List<String> notices = new CopyOnWriteArrayList<>();
        private final AtomicLong fills = new AtomicLong();
        private final List<Receipt> receipts = new CopyOnWriteArrayList<>();

        @Override
        public void state(SessionState state) {
            states.add(state.word());
        }

        @Override
        public void order(OrderNews news) {
            orders.add(news);
        }

        @Override
        public void fill(OwnFill fill) {
            fills.incrementAndGet();
        }

        @Override
        public void denial(Denial denial) {
            denials.add(denial);
        }

        @Override
        public void notice(String words) {
            notices.add(words);
        }

        @Override
        public void receipt(Receipt receipt) {
            receipts.add(receipt);
        }
    }

    @Test
    void itHearsStatesOrdersFillsAndTheReceipt() throws Exception {
        var ear = new Ear();
        var session = sessions.start(paper().listener(ear));
        awaitFills(session, 2);
        var receipt = session.stop();

        awaitReceipt(ear);
        assertThat(ear.states).containsExactly("opening", "running", "stopping", "stopped");
        assertThat(ear.fills).hasValue(receipt.fills());
        assertThat(ear.orders).extracting(OrderNews::step).contains(OrderNews.Step.INTENDED, OrderNews.Step.ACCEPTED);
        assertThat(ear.orders)
                .filteredOn(news -> news.step() != OrderNews.Step.NOT_SENT) // it was still in line when the gate shut
                .allSatisfy(news -> assertThat(news.order()).isPresent());
        assertThat(ear.notices).anySatisfy(words -> assertThat(words).startsWith("market streams live"));
        assertThat(ear.receipts).containsExactly(receipt);
        assertThat(receipt.errors()).isEmpty();
        assertThat(receipt.exitCode()).isZero();
    }

    @Test
    void itHearsDenials() throws Exception {
        var ear = new Ear();
        try (var session = sessions.start(paper().listener(ear).rule("nothing", (o, s) -> Optional.of("not today")))) {
            awaitUntil(() -> !ear.denials.isEmpty());
            assertThat(ear.denials.getFirst().rule()).isEqualTo("nothing");
            assertThat(ear.denials.getFirst().reason()).isEqualTo("not today");
        }
        awaitReceipt(ear);
    }

    @Test
    void oneThatThrowsIsNamedWithWhatItDidNotSeeAndTheOthersHearAll() throws Exception {
        var ear = new Ear();
        var session = sessions.start(paper().listener(new Throwing()).listener(ear));
        awaitFills(session, 1);
        var receipt = session.stop();

        awaitReceipt(ear);
        assertThat(ear.fills).hasValue(receipt.fills());
        assertThat(receipt.errors())
                .singleElement()
                .asString()
                .matches(
                        "listener 1 \\(.*Throwing\\) did not see \\d+ events?: it failed: IllegalStateException: no ear");
        assertThat(session.warnings()).singleElement().asString().endsWith("failed: IllegalStateException: no ear");
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.left().isEmpty()).isTrue();
    }

    private static final class Throwing implements SessionListener {
        @Override
        public void fill(OwnFill fill) {
            throw new IllegalStateException("no ear");
        }
    }

    @Test
    void oneThatHangsDelaysNothingAndIsNamed() throws Exception {
        var never = new CountDownLatch(1);
        var hanging = new SessionListener() {
            @Override
            public void order(OrderNews news) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        var session = sessions.start(paper().listener(hanging));
        awaitFills(session, 1);
        var receipt = session.stop();

        assertThat(receipt.errors())
                .singleElement()
                .asString()
                .startsWith("listener 1 (")
                .matches(".*did not see \\d+ events: it is slow");
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.left().isEmpty()).isTrue();
        assertThat(receipt.fills()).isPositive();
    }

    @Test
    void oneThatIgnoresItsInterruptionIsAThreadThatIsLeft() throws Exception {
        var end = new CountDownLatch(1);
        var deaf = new SessionListener() {
            @Override
            public void fill(OwnFill fill) {
                while (end.getCount() > 0) {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        // that is the point
                    }
                }
            }
        };
        var session = sessions.start(paper().listener(deaf));
        awaitFills(session, 1);
        var receipt = session.stop();
        end.countDown();

        assertThat(receipt.errors()).singleElement().asString().contains("it is slow");
        assertThat(receipt.left().threads()).singleElement().asString().endsWith("/listener-1");
        assertThat(receipt.exitCode()).isEqualTo(3);
    }

    @Test
    void aListenerMayStopItsSessionAndWaitForIt() throws Exception {
        var told = new CountDownLatch(1);
        var started = new CopyOnWriteArrayList<Session>();
        var stops = new SessionListener() {
            @Override
            public void fill(OwnFill fill) {
                started.forEach(Session::close);
            }

            @Override
            public void receipt(Receipt receipt) {
                told.countDown();
            }
        };
        var session = sessions.start(paper().listener(stops));
        started.add(session);
        var receipt = session.await();
        assertThat(receipt.reasonText()).contains("close()");
        assertThat(receipt.exitCode()).isZero();
        told.await();
    }

    @Test
    void onesSessionThatNeverOpenedIsToldOfAllTheSame() throws Exception {
        var ear = new Ear();
        var session = sessions.start(paper().listener(ear)
                .at(URI.create("http://127.0.0.1:1"), URI.create("ws://127.0.0.1:1"))
                .openWithin(Duration.ofMillis(500)));
        var receipt = session.await();
        awaitReceipt(ear);
        assertThat(receipt.exitCode()).isEqualTo(1);
        assertThat(ear.states).containsExactly("opening", "stopping", "stopped");
    }

    @Test
    void theDiaryOfThePageIsKept() throws Exception {
        try (var guest = Guest.of(
                folder.resolve("guest"), Page.site("library/listener.md").sources())) {
            var diary = (SessionListener) guest.make("guest.Diary");
            var session = sessions.start(paper().listener(diary));
            awaitFills(session, 1);
            var receipt = session.stop();
            @SuppressWarnings("unchecked")
            var lines = (List<String>) diary.getClass().getMethod("lines").invoke(diary);
            awaitUntil(() -> {
                var last = ((List<?>) diary.getClass().getMethod("lines").invoke(diary)).getLast();
                return last.equals("receipt, exit " + receipt.exitCode());
            });
            assertThat(lines).contains("running").anySatisfy(l -> assertThat(l).startsWith("fill of "));
        }
    }

    private static void awaitFills(Session session, int most) throws Exception {
        awaitUntil(() -> session.snapshot().fills() >= most);
    }

    private static void awaitReceipt(Ear ear) throws Exception {
        awaitUntil(() -> !ear.receipts.isEmpty());
    }

    private static void awaitUntil(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        var deadline = SessionClock.SYSTEM.deadline(Duration.ofSeconds(30));
        while (!condition.call()) {
            assertThat(deadline.expired()).as("it took more than 30 s").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
        }
    }
}
