package trysail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The demonstration as users run it: child processes, sockets, signals. */
class DemoTest {
    @Test
    void allSeventeenHold() throws Exception { // A1, A10
        var news = new ConcurrentLinkedQueue<String>();

        var judged = new Demo().run(news::add);

        assertThat(judged)
                .hasSize(17)
                .allSatisfy(p -> assertThat(p.verdict())
                        .as(p.claim() + ": " + p.observed() + "; " + news)
                        .isEqualTo(Demo.Verdict.HELD));
        assertThat(news).hasSize(7);
    }
}
