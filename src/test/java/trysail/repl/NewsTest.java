package trysail.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.console.Console;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.strategy.Strategies;

/** What is told at the prompt without being asked for. */
class NewsTest {
    private static final Paper PAPER = new Paper(80, 24, false, false);

    @TempDir
    private Path journals;

    private final StringBuffer told = new StringBuffer();

    @Test
    void aRuleThatDeniesAgainAndAgainIsToldOnceInTenSeconds() throws Exception {
        try (var sessions = new Ended(new Sessions())) {
            var helm = new Helm(sessions.of, new Signals(), new Heard(), Helm.Mode.SCRIPT, word -> false);
            var session = sessions.of.start(SessionSpec.paper()
                    .strategy(Strategies.named("quoter"))
                    .rule("never", (order, state) -> Optional.of("not today"))
                    .journal(journals));
            var news = new News(helm);
            var deadline = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
            var looks = 0;
            while (session.snapshot().vitals().denied() < 20 && !deadline.expired()) {
                news.tell(PAPER, false);
                looks++;
                SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
            }
            news.tell(PAPER, false);

            var age = session.snapshot().age();
            assertThat(session.snapshot().vitals().denied()).isGreaterThanOrEqualTo(20);
            assertThat(looks).isGreaterThan(1);
            assertThat(told.toString()).containsPattern("denied by never: (\\(and \\d+ more\\) )?not today");
            var times = told.toString().split("denied by never", -1).length - 1;
            assertThat(times).isBetween(1, 1 + (int) (age.toSeconds() / 10));
        }
    }

    /** Sessions that are stopped whatever comes of the test. */
    private record Ended(Sessions of) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            for (var session : of.running()) {
                session.stop(new StopReason.StopRequested("test"));
                session.await();
            }
        }
    }

    private final class Heard implements Console {
        @Override
        public Paper paper() {
            return PAPER;
        }

        @Override
        public void print(String text) {
            told.append(text);
        }

        @Override
        public void announce(String text) {
            told.append(text);
        }

        @Override
        public void complain(String line) {
            told.append(line);
        }

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void live(Supplier<String> picture, Duration every) {}

        @Override
        public Optional<Character> ask(String question, String choices) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
