package trysail.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.look.SessionState;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** A strategy in a file of its own. */
class StrategyFileTest {
    private static final String IDLE = """
            class Idle implements Strategy {
                public List<Intent> onEvent(MarketEvent event, MarketState state) {
                    return List.of();
                }
            }
            """;

    @TempDir
    private Path directory;

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("mine.jsh"), text);
    }

    @Test
    void theOneClassOfAFileIsTheStrategyAndEachSessionGetsItsOwn() throws Exception {
        var file = file(IDLE);

        var first = StrategyFile.load(file);
        var second = StrategyFile.load(file);

        assertThat(first).isNotSameAs(second);
        assertThat(StrategyFile.of(first)).contains(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Strategy idle = (event, state) -> List.of(); | mine.jsh",
                "new Crossover(5, 20) | mine.jsh",
            })
    void itsLastExpressionIsTheStrategyToo(String text, String name) throws Exception {
        assertThat(StrategyFile.load(file(text)).toString()).endsWith(name);
    }

    @Test
    void aFileWithoutAStrategyOrWithTwoIsRefusedWithTheRemedy() throws Exception {
        assertThatThrownBy(() -> StrategyFile.load(file("int x = 1;")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("defines none: let it declare one class that implements Strategy");
        assertThatThrownBy(() -> StrategyFile.load(file(IDLE + IDLE.replace("Idle", "Idler"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("defines Idle and Idler");
        assertThatThrownBy(() -> StrategyFile.load(directory.resolve("none.jsh")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not there");
        var wrong = file(IDLE.replace("List.of()", "List.of(missing)"));
        assertThatThrownBy(() -> StrategyFile.load(wrong))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(wrong + ":3: ")
                .hasMessageContaining("missing")
                .hasMessageContaining("return List.of(missing);");
    }

    @Test
    void aFileReadsItsOptionsWhereItIsLoaded() throws Exception {
        var file = file("""
                class Idle implements Strategy {
                    final int fast = option("fast", 10);
                    final BigDecimal share = option("share", new BigDecimal("0.1"));
                    final String mood = option("mood", "calm");

                    public List<Intent> onEvent(MarketEvent event, MarketState state) {
                        return List.of();
                    }

                    public List<WarmUp> warmUp() {
                        throw new IllegalStateException(fast + " " + share + " " + mood);
                    }
                }
                """);
        assertThat(said(StrategyFile.load(file))).isEqualTo("10 0.1 calm");
        var given = StrategyFile.load(file + ",fast=3, mood=bold");
        assertThat(said(given)).isEqualTo("3 0.1 bold");
        assertThat(given).hasToString(file + ",fast=3, mood=bold");
        assertThat(StrategyFile.of(given)).contains(file);
        assertThat(StrategyFile.spec(given)).contains(file + ",fast=3, mood=bold");
        var copies = StrategyFile.copies(file + ",share=0.5");
        assertThat(said(copies.get())).isEqualTo("10 0.5 calm");
        assertThat(said(copies.get())).isEqualTo("10 0.5 calm");
    }

    private static String said(Strategy strategy) {
        try {
            return strategy.warmUp().toString();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    @Test
    void anOptionThatTheFileHasNotOrCannotReadIsRefusedInOneLine() throws Exception {
        var file = file("int fast = option(\"fast\", 10);\n" + IDLE);
        refused(file + ",fsat=3", "has no option 'fsat'; did you mean 'fast'?");
        refused(file + ",slow=3", "has no option 'slow': it has fast");
        refused(file + ",fast=much", "fast=much must be a whole number");
        refused(file + ",fast=1,fast=2", "option 'fast' stands twice");
        refused(file + ",fast", "'fast' is not of the form option=value");
        refused(file + ",", "'' is not of the form option=value");
        var none = Files.writeString(directory.resolve("none-of-them.jsh"), IDLE);
        refused(none + ",fast=3", "has no option 'fast': it asks for none while it is loaded");
    }

    private static void refused(String spec, String words) {
        assertThatThrownBy(() -> StrategyFile.load(spec))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void anInterruptWhileItCompilesRefusesItInOneLineAndBreaksNothing() throws Exception {
        var file = file(IDLE);
        for (var millis = 0; millis <= 400; millis += 50) {
            var refusal = new CompletableFuture<Throwable>();
            var begun = new CountDownLatch(1);
            var loader = new Thread(() -> {
                begun.countDown();
                try {
                    var unused = StrategyFile.load(file);
                    refusal.complete(new IllegalStateException("it was loaded first"));
                } catch (Throwable e) {
                    refusal.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag lost", e));
                }
            });
            loader.start();
            begun.await();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(millis)); // any moment of it will do
            loader.interrupt();
            var thrown = refusal.get(60, TimeUnit.SECONDS);
            loader.join();
            if (!"it was loaded first".equals(thrown.getMessage())) {
                assertThat(thrown).isInstanceOf(BadInput.class).hasMessageContaining("was not loaded: interrupted");
            }
        }
    }

    @Test
    void whatItThrowsEndsItsSessionAndNamesTheFilesLine() throws Exception {
        var broken = file(IDLE.replace(
                "return",
                "if (event instanceof Quote)\n            throw new IllegalStateException(\"boom\");\n        return"));
        var spec = SessionSpec.paper().journal(directory).strategy(StrategyFile.load(broken));

        var receipt = Sessions.shared().start(spec).await();

        assertThat(receipt.exitCode()).isEqualTo(1);
        var cause = ((StopReason.Failed) receipt.reason()).cause();
        assertThat(cause).hasMessage("boom");
        assertThat(cause.getStackTrace()[0].toString()).isEqualTo("Idle.onEvent(" + broken + ":4)");
        assertThat(Files.readString(directory.resolve(receipt.session() + ".log")))
                .contains("failed: IllegalStateException: boom\n", "\tat Idle.onEvent(" + broken + ":4)\n");
    }

    @Test
    void anotherOneTakesOverARunningSession() throws Exception {
        var spec = SessionSpec.paper().journal(directory).strategy(StrategyFile.load(file(IDLE)));
        try (var session = Sessions.shared().start(spec)) {
            var end = System.nanoTime() + 30_000_000_000L;
            while (!(session.state() instanceof SessionState.Running)) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }

            session.reload(StrategyFile.load(file(IDLE.replace(
                    "return List.of()", "System.setProperty(\"trysail.test.reloaded\", \"yes\"); return List.of()"))));

            while (!System.getProperty("trysail.test.reloaded", "").equals("yes")) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(session.stop().exitCode()).isZero();
        } finally {
            System.clearProperty("trysail.test.reloaded");
        }
        assertThat(List.copyOf(Sessions.shared().running())).isEmpty();
    }
}
