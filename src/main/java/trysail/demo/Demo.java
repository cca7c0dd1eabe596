package trysail.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** Shows the scenes, two at a time, and judges the points. Blocks; an interrupt ends it and the children. */
public final class Demo {
    private static final int AT_A_TIME = 2;
    private static final Duration WHOLE = Scenes.PATIENCE.plusSeconds(10);
    /** For what an interrupted scene has to close. */
    private static final Duration CURTAIN = Duration.ofSeconds(5);

    private final SessionContext context = SessionContext.standalone("demo");
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    /** What a look at the scenes says of a point. */
    public enum Verdict {
        HELD,
        BROKEN,
        /** Its scene did not come to where it could be seen: neither held nor broken. */
        NOT_SHOWN
    }

    /**
     * One point, judged.
     *
     * @param number from 1
     * @param scene where it was seen
     * @param observed what was seen, in words
     */
    public record Judged(int number, String claim, String scene, Verdict verdict, String observed) {}

    /** Runs it all; {@code news} is told of each scene that is over, from any thread. */
    public List<Judged> run(Consumer<String> news) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("trysail-demo");
        try (var stalls = new Stalls(context)) {
            show(new Scenes(directory, context, stalls).all(), news);
            return judge();
        } finally {
            delete(directory);
        }
    }

    private void show(Map<String, Scenes.Scene> scenes, Consumer<String> news) throws InterruptedException {
        var waiting = new ConcurrentLinkedDeque<>(scenes.entrySet());
        var workers = new ArrayList<Thread>();
        for (var i = 0; i < AT_A_TIME; i++) {
            workers.add(context.startPlatform("stage-" + i, () -> {
                for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                    show(next.getKey(), next.getValue(), news);
                }
            }));
        }
        var deadline = SessionClock.SYSTEM.deadline(WHOLE);
        try {
            for (var worker : workers) {
                SessionClock.SYSTEM.join(worker, deadline);
            }
        } finally {
            waiting.clear();
            workers.forEach(Thread::interrupt);
            var soon = SessionClock.SYSTEM.deadline(CURTAIN);
            for (var worker : workers) {
                SessionClock.SYSTEM.join(worker, soon);
            }
        }
    }

    private void show(String name, Scenes.Scene scene, Consumer<String> news) {
        try {
            var result = scene.show();
            seen.putAll(result);
            news.accept(name + ": exit " + result.values().iterator().next().exitCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            troubles.put(name, String.valueOf(e.getMessage()));
            news.accept(name + ": " + e.getMessage());
        }
    }

    private List<Judged> judge() {
        return judge(seen, troubles);
    }

    static List<Judged> judge(Map<String, Seen> seen, Map<String, String> troubles) {
        var judged = new ArrayList<Judged>();
        for (var point : Points.ALL) {
            var check = point.of(seen, troubles);
            judged.add(new Judged(
                    judged.size() + 1,
                    point.claim(),
                    String.join(", ", point.scenes()),
                    check.verdict(),
                    check.observed()));
        }
        return judged;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
