package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a failure says of itself, whatever class it is of. */
class ToldTest {
    static final class Careless extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Deaf to interruption until the test lets it go. */
    static final class Slow extends RuntimeException {
        private volatile boolean free;

        @Override
        public String getMessage() {
            while (!free) {
                LockSupport.parkNanos(1_000_000);
            }
            return "late";
        }
    }

    static final class Circular extends RuntimeException {
        @Override
        public synchronized Throwable getCause() {
            throw new StackOverflowError();
        }
    }

    @Test
    void aFailureOfTheJdkIsToldByItsNameAndMessage() {
        assertThat(Told.line(new IOException("broken pipe\nand more"))).isEqualTo("IOException: broken pipe");
        assertThat(Told.named(new IOException("broken pipe"))).isEqualTo("java.io.IOException: broken pipe");
        assertThat(Told.line(new ExecutionException(new IOException("inner")))).isEqualTo("IOException: inner");
    }

    @Test
    void aMessageThatCannotBeMadeIsSaidToBeSo() {
        assertThat(Told.line(new Careless())).contains("its message cannot be made: IllegalStateException");
    }

    @Test
    void aMessageThatDoesNotComeBackHoldsNobody() {
        var slow = new Slow();
        try {
            assertThat(Told.line(slow)).contains("its message does not come back");
        } finally {
            slow.free = true;
        }
    }

    @Test
    void aCauseThatThrowsIsNone() {
        assertThat(Told.cause(new Circular())).isEmpty();
        assertThat(Causes.any(new Circular(), e -> e instanceof IOException)).isFalse();
    }

    @Test
    void aTextOfTenMegabytesIsCut() {
        assertThat(Told.line(new IOException("x".repeat(10_000_000)))).hasSizeLessThan(2_100);
    }
}
