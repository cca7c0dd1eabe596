package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.fault.Fault;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.FeedNotice.Kind;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.record.VenueRecord.ConnectionSeen;

/** What goes wrong with streams while a whole session runs on them. */
class SessionFeedTest {
    private static final int STREAMS = 2; // one of the market, one of the account

    @TempDir
    private Path journals;

    private final List<Kind> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger books = new AtomicInteger();
    private SessionScene scene;
    private VenueRecord record;
    private Session session;

    private Deadline next = SessionClock.SYSTEM.deadline(Duration.ZERO);

    @BeforeEach
    void runASession() throws Exception {
        scene = SessionScene.open(journals);
        record = scene.exchange.record();
        session = scene.start((event, state) -> {
            if (event instanceof FeedNotice notice) {
                heard.add(notice.kind());
            } else if (event instanceof BookDelta book && book.snapshot()) {
                books.incrementAndGet();
            }
            return List.of();
        });
        until(() -> heard.contains(Kind.LIVE) && record.openConnections() == STREAMS);
    }

    @AfterEach
    void stopItAndTheExchange() throws Exception {
        assertThat(stopped(session).exitCode()).isZero();
        scene.close();
    }

    @Test
    void cutStreamsComeBackOnceAndWithAllTheirSubscriptions() throws Exception { // D6, D7, D9
        var before = subscriptions();
        for (var cut = 1; cut <= 3; cut++) {
            var connections = STREAMS * (cut + 1);
            scene.exchange.inject(Fault.parse("drop@0s"));
            until(() ->
                    record.connectionsEver() >= connections && subscriptions().equals(before));

            assertThat(record.connectionsEver()).isEqualTo(connections);
            assertThat(record.openConnections()).isEqualTo(STREAMS);
            var lives = cut + 1;
            until(() -> heard.stream().filter(k -> k == Kind.LIVE).count() == lives);
        }
        assertThat(heard.stream().filter(k -> k == Kind.LOST).count()).isEqualTo(3);
    }

    @Test
    void aMissingChangeAndACrossedBookAreToldToTheStrategyAndTheBookComesAnew() throws Exception { // D12
        var instruments = scene.exchange.instruments().size();
        until(() -> books.get() >= instruments); // one that came before its first change is fetched once more
        var whole = books.get();
        scene.exchange.inject(Fault.parse("gap@0s"));
        until(() -> heard.contains(Kind.GAP) && books.get() > whole);
        var again = books.get();
        until(() -> crossed() && books.get() > again);

        assertThat(heard).doesNotContain(Kind.LOST);
        assertThat(record.connectionsEver()).isEqualTo(STREAMS);
    }

    /** A change that finds a book which is being fetched cannot cross it: then one more is sent, after a while. */
    private boolean crossed() {
        if (!heard.contains(Kind.CROSSED) && next.expired()) {
            scene.exchange.inject(Fault.parse("crossed@0s"));
            next = SessionClock.SYSTEM.deadline(Duration.ofSeconds(2));
        }
        return heard.contains(Kind.CROSSED);
    }

    private Set<String> subscriptions() {
        return record.connections().stream()
                .filter(ConnectionSeen::open)
                .flatMap(c -> c.subscriptions().stream())
                .collect(Collectors.toSet());
    }
}
