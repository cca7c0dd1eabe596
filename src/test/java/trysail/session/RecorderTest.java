package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.FeedStats;
import trysail.exchange.FrameTap;
import trysail.exchange.MarketFeed;
import trysail.model.MarketEvent;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Sink;
import trysail.venue.Venues;

/** Of two recordings, one after the other, each has a tap of its own. */
@Timeout(180)
class RecorderTest {
    @TempDir
    private Path directory;

    private final Recorder recorder = new Recorder(SessionContext.standalone("paper-1"), Venues.usual());
    private final OneTap feed = new OneTap();

    /** Has one tap, as feeds do. */
    private static final class OneTap implements MarketFeed {
        private Optional<FrameTap> tap = Optional.empty();
        private Optional<Runnable> meanwhile = Optional.empty();

        private void hears() {
            var text = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            tap.ifPresent(t -> t.frame(SessionClock.SYSTEM.now(), text, 0, text.length));
        }

        @Override
        public void tap(FrameTap news) {
            tap = Optional.of(news);
        }

        @Override
        public void untap(FrameTap old) {
            var first = meanwhile;
            meanwhile = Optional.empty();
            first.ifPresent(Runnable::run);
            tap = tap.filter(t -> !t.equals(old));
        }

        @Override
        public void run(Sink<? super MarketEvent> out) {}

        @Override
        public void onSubscribed(Runnable listener) {}

        @Override
        public FeedStats stats() {
            return new FeedStats(0, 0, 0, 0, Optional.empty());
        }

        @Override
        public void reconnect() {}

        @Override
        public void farewell() {}

        @Override
        public void close() {}
    }

    private Path record(String name) {
        var file = directory.resolve(name);
        try {
            recorder.start("paper-1", feed, file, false, line -> {});
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    @Test
    void whoEndsOneRecordingTakesNotTheNextOnesFrames() throws Exception {
        record("one");
        var two = directory.resolve("two");
        feed.meanwhile = Optional.of(() -> record("two")); // another thread, just then

        assertThat(recorder.stop()).isPresent();
        feed.hears();

        assertThat(recorder.stop())
                .hasValueSatisfying(r -> assertThat(r.frames()).isOne());
        assertThat(Files.readString(two)).contains("{}");
        assertThat(feed.tap).isEmpty();
    }
}
