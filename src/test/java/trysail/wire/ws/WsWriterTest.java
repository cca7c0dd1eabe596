package trysail.wire.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** The last frame is written before the socket goes, wherever the writer is with it. */
@Timeout(180)
class WsWriterTest {
    /** Its taker is held up with a frame in hand. */
    private static final class SlowHand extends LinkedBlockingQueue<ByteBuffer> {
        private static final long serialVersionUID = 1;
        private final transient CountDownLatch taken = new CountDownLatch(1);
        private final transient CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public ByteBuffer take() throws InterruptedException {
            var frame = super.take();
            taken.countDown();
            goOn.await();
            return frame;
        }
    }

    @Test
    void aFrameInTheWritersHandIsNotWrittenYet() throws Exception {
        var queue = new SlowHand();
        var out = new ByteArrayOutputStream();
        var writer = new WsWriter(SessionClock.SYSTEM, queue, why -> {});
        writer.start(SessionContext.standalone("paper-1"), "writer", out);
        queue.add(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(queue.taken.await(60, TimeUnit.SECONDS)).isTrue();

        var began = SessionClock.SYSTEM.nanos();
        writer.awaitWritten(SessionClock.SYSTEM.deadline(Duration.ofMillis(50)));
        assertThat(SessionClock.SYSTEM.nanos() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
        Thread.ofVirtual().start(queue.goOn::countDown);
        writer.awaitWritten(SessionClock.SYSTEM.deadline(Duration.ofSeconds(60)));
        assertThat(out.toByteArray()).containsExactly(1, 2, 3);
        writer.end(SessionClock.SYSTEM.deadline(Duration.ofSeconds(60)));
    }
}
