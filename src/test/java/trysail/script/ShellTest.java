package trysail.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.Stalls;
import trysail.look.SessionState;
import trysail.scope.StopReason;
import trysail.session.Sessions;

/** A shell inside the running process: it sees the process's sessions, and owns none of them. */
class ShellTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final String MARK = "trysail.test.snippet";

    @TempDir
    private Path directory;

    private final Shell shell = Shell.open(List.of());

    @AfterEach
    void close() throws Exception {
        System.getProperties().remove(MARK);
        shell.close();
        Sessions.shared().stopAll(new StopReason.StopRequested("the test's end"));
    }

    @Test
    void aSessionStartedInAShellIsTheProcesssAndOutlivesTheShell() throws Exception { // F8
        assertThat(done("sessions()").value()).isEqualTo("[]");
        done("var s = start(paper().journal(Path.of(\"" + directory + "\")))");

        var session = Sessions.shared().running().getFirst(); // the same object: the same classes, no copies
        assertThat(done("sessions().get(0).name()").value()).isEqualTo("\"" + session.name() + "\"");
        awaitThat(() -> session.state() instanceof SessionState.Running);
        shell.close();

        assertThat(session.receipt()).isEmpty();
        assertThat(Sessions.shared().running()).containsExactly(session);
        assertThat(session.stop().exitCode()).isZero();
    }

    @Test
    void aLoopIsStoppedAndASessionWhoseStrategyIsOfTheSameShellGoesOn() throws Exception {
        done("""
                class Counting implements Strategy {
                    volatile int seen;
                    public List<Intent> onEvent(MarketEvent event, MarketState state) {
                        for (var i = 0; i < 2; i++) seen++;
                        System.setProperty("%s", String.valueOf(seen));
                        return List.of();
                    }
                }""".formatted(MARK));
        done("var s = start(paper().journal(Path.of(\"" + directory + "\")).strategy(new Counting()))");
        var session = Sessions.shared().running().getFirst();
        awaitThat(() -> Integer.getInteger(MARK, 0) > 10);

        assertThat(stopped("while (true) { }").stuck()).isEmpty();

        var then = Integer.getInteger(MARK, 0);
        awaitThat(() -> Integer.getInteger(MARK, 0) > then + 20);
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(session.stop().exitCode()).isZero();
        assertThat(done("1 + 2").value()).isEqualTo("3");
    }

    @Test
    void aRuleAndLimitsOfAShellHoldTheSession() throws Exception {
        done("var s = start(paper().journal(Path.of(\"" + directory + "\"))"
                + ".rule(\"buys-only\", (order, state) -> order.side() == Side.BUY ? Optional.empty()"
                + " : Optional.of(\"a sell\")).limits(RiskLimits.standard().maxOpenOrders(5))"
                + ".maxLoss(new BigDecimal(20)))");
        var session = Sessions.shared().running().getFirst();
        awaitThat(() -> session.snapshot().vitals().denied() > 0);

        assertThat(session.risk().denied("buys-only")).isPositive();
        assertThat(done("s.risk().rules().getLast().name()").value()).isEqualTo("\"buys-only\"");
        assertThat(session.spec().limits().maxOpenOrders()).isEqualTo(5);
        assertThat(session.warnings()).isEmpty();
        assertThat(session.stop().exitCode()).isZero();
    }

    @Test
    void aSnippetThatWaitsForASessionIsStoppedAndTheSessionIsNot() throws Exception {
        done("var s = start(paper().journal(Path.of(\"" + directory + "\")))");
        var session = Sessions.shared().running().getFirst();

        assertThat(stopped("await(s)").stuck()).isEmpty();

        assertThat(session.receipt()).isEmpty();
        assertThat(session.stop().exitCode()).isZero();
    }

    @Test
    void aSnippetThatIgnoresEverythingIsLeftBehindByName() throws Exception {
        var never = new CompletableFuture<String>();
        System.getProperties().put("trysail.test.never", never);
        try {
            done(
                    "var never = (java.util.concurrent.CompletableFuture<?>) System.getProperties().get(\"trysail.test.never\")");

            var stopped = stopped("never.join()");

            assertThat(stopped.stuck()).hasValueSatisfying(t -> assertThat(t).startsWith("jshell/snippet-"));
            assertThat(stopped.text()).contains("left behind");
            assertThat(done("1 + 2").value()).isEqualTo("3"); // the shell goes on, with what it knows
        } finally {
            System.getProperties().remove("trysail.test.never");
            never.complete("at last");
        }
    }

    @Test
    void aCompileErrorIsDataWithItsPlace() throws Exception {
        var file = Files.writeString(directory.resolve("wrong.jsh"), "var a = 1;\n\nint b = a +\n    missing;\n");

        var wrong = (Outcome.Wrong) shell.run(file);

        assertThat(wrong.problems()).singleElement().satisfies(p -> {
            assertThat(p.file()).isEqualTo(file.toString());
            assertThat(p.line()).isEqualTo(4);
            assertThat(p.column()).isEqualTo(5);
            assertThat(p.source()).isEqualTo("    missing;");
            assertThat(p.message()).contains("cannot find symbol", "variable missing");
        });
        assertThat(wrong.text().lines().reduce((a, b) -> b)).contains("      ^");
        assertThat(done("a").value()).isEqualTo("1"); // what stood before it ran
    }

    @Test
    void aMethodMayUseWhatComesLaterButNotWhatNeverComes() throws Exception {
        var file = Files.writeString(
                directory.resolve("later.jsh"), "int f() { return g(); }\nint g() { return 7; }\nf()\n");
        assertThat(((Outcome.Done) shell.run(file)).value()).isEqualTo("7");

        var never = Files.writeString(directory.resolve("never.jsh"), "int h() {\n    return nowhere();\n}\n");
        assertThat(((Outcome.Wrong) shell.run(never)).problems())
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.line()).isEqualTo(2);
                    assertThat(p.message()).contains("nowhere");
                });
    }

    @Test
    void whatIsThrownNamesTheLinesOfTheFile() throws Exception {
        var file = Files.writeString(directory.resolve("boom.jsh"), """
                // a comment
                int down(int n) {
                    if (n == 0)
                        throw new IllegalStateException("boom");
                    return down(n - 1);
                }

                int x =
                    down(1);
                """);

        var threw = (Outcome.Threw) shell.run(file);

        assertThat(threw.text().lines().findFirst()).contains(file + ":4: java.lang.IllegalStateException: boom");
        assertThat(threw.cause().getStackTrace())
                .extracting(StackTraceElement::getLineNumber)
                .containsExactly(4, 5, 9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 | COMPLETE",
                "int f() { | INCOMPLETE",
                "'// nothing' | EMPTY",
                "/exit 3 | COMPLETE",
                "start(paper(\"1s\") | INCOMPLETE",
                "int a = 1; int b | COMPLETE",
            })
    void aTypedTextIsKnownToBeComplete(String text, Shell.Completeness state) {
        assertThat(shell.complete(text)).isEqualTo(state);
    }

    @Test
    void onlyTwoCommandsOfTheJdksShellAreScripts() throws Exception {
        Files.writeString(directory.resolve("more.jsh"), "int more = 5;\n");
        var file =
                Files.writeString(directory.resolve("opens.jsh"), "/open more.jsh\n/exit more + 1\nint never = 1;\n");

        assertThat(shell.run(file)).isEqualTo(new Outcome.Exit(6));
        assertThat(shell.eval("/set feedback verbose").text())
                .contains("'/set' is not for scripts", "/exit [CODE] and /open FILE");
        assertThat(shell.eval("never").goesOn()).isFalse();
    }

    private Outcome.Done done(String text) {
        var outcome = shell.eval(text);
        assertThat(outcome).as(outcome.text()).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    /** Evaluates on a thread of its own, and stops it when it is under way: within two seconds. */
    private Outcome.Stopped stopped(String snippet) throws Exception {
        done("System.setProperty(\"" + MARK + ".on\", \"no\")");
        var outcome = new CompletableFuture<Outcome>();
        var typing = Thread.ofPlatform()
                .start(() -> outcome.complete(shell.eval("{ System.setProperty(\"" + MARK + ".on\", \"yes\"); "
                        + snippet + (snippet.endsWith("}") ? " }" : "; }"))));
        awaitThat(() -> System.getProperty(MARK + ".on").equals("yes"));
        var asked = System.nanoTime();
        shell.stop();
        var stopped = outcome.get(60, TimeUnit.SECONDS);
        stalls.assertSince(asked, Duration.ofSeconds(3));
        typing.join();
        assertThat(stopped).as(stopped.text()).isInstanceOf(Outcome.Stopped.class);
        return (Outcome.Stopped) stopped;
    }

    private static void awaitThat(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
