package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.Belongings;
import trysail.look.SessionState;
import trysail.scope.SessionClock;
import trysail.strategy.Strategies;

/** A process that has run session after session is what it was before the first. */
class ManySessionsTest {
    private static final int SESSIONS = 200;
    private static final int WARM_UP = 20;
    /** A session kept by mistake is 50 KB or more, two hundred are 10 MB. */
    private static final long MORE_HEAP = 2L << 20;

    private static final int CLASSES_SHOWN = 25;
    /** Such as {@code    7:          1234         98765  java.lang.String (java.base@25)}. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    @TempDir
    private Path journals;

    @Test
    void twoHundredSessionsLeaveTheProcessAsItWas() throws Exception { // E1, E3
        run(WARM_UP); // classes, and what the JDK keeps for good
        var heap = heapInUse();
        var kept = bytesByClass();

        run(SESSIONS);

        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        var more = heapInUse() - heap;
        while (more >= MORE_HEAP && !soon.expired()) { // what ends a little later holds on to a little
            SessionClock.SYSTEM.sleep(Duration.ofMillis(100));
            more = heapInUse() - heap;
        }
        assertThat(more)
                .as(() -> "bytes of heap more than before; most of them in " + mostOf(kept, bytesByClass()))
                .isLessThan(MORE_HEAP);
    }

    /** One after the other on one exchange, which outlives them. */
    private void run(int sessions) throws Exception {
        try (var scene = SessionScene.ofMany(journals)) {
            runOne(scene);
            var before = Belongings.ofTheProcess(true);
            for (var i = 1; i < sessions; i++) {
                runOne(scene);
            }
            SessionScene.until(() -> scene.exchange.record().openConnections() == 0);
            before.awaitNothingMore(sessions + " sessions");
            assertThat(scene.exchange.record().workingOrders()).isEmpty();
            assertThat(scene.sessions.running()).isEmpty();
        }
    }

    private static void runOne(SessionScene scene) throws InterruptedException {
        var session = scene.sessions.start(
                scene.spec(Strategies.named("quoter")).stopWithin(Duration.ofSeconds(60))); // a disk may stall for some
        SessionScene.until(() -> !(session.state() instanceof SessionState.Opening));
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);

        var receipt = SessionScene.stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
    }

    /** What is reachable, as the JVM itself counts it. */
    private static Map<String, Long> bytesByClass() {
        try {
            var counted = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            var bytes = new HashMap<String, Long>();
            String.valueOf(counted)
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> bytes.merge(line.group(2), Long.valueOf(line.group(1)), Long::sum));
            return bytes;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String mostOf(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), e.getValue() - before.getOrDefault(e.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(CLASSES_SHOWN)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static long heapInUse() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc(); // what the first one's finding frees
        return memory.getHeapMemoryUsage().getUsed();
    }
}
