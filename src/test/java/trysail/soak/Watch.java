package trysail.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Looks at the process while a soak goes on, and keeps what it saw. Troubles may come from any thread. */
final class Watch implements AutoCloseable {
    private static final int MOST_TROUBLES = 20;
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final long GLANCE = 2_000_000;

    private final long began = System.nanoTime();
    private final List<Look> looks = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Consumer<String> out;
    private final Duration closing;
    private long phaseBegan = began;
    private String phase = "";
    private Path journals = Path.of("");
    private long troubled;
    private double slowest;

    Watch(Consumer<String> out) {
        this(out, CLOSING);
    }

    /** @param closing for how long what was opened may still be closing when a look is due */
    Watch(Consumer<String> out, Duration closing) {
        this.out = out;
        this.closing = closing;
    }

    /** Begins a phase, with journals of its own. */
    Path begin(String name) throws IOException {
        close();
        phase = name;
        slowest = 0;
        phaseBegan = System.nanoTime();
        journals = Files.createTempDirectory("trysail-soak");
        return journals;
    }

    /** Since the phase began. */
    Duration passed() {
        return Duration.ofNanos(System.nanoTime() - phaseBegan);
    }

    void look(long done, boolean judged) {
        if (judged) {
            awaitNoMore();
        }
        var look = Look.now(phase, (System.nanoTime() - began) / 1e9, done, judged, journals, slowest);
        slowest = 0;
        looks.add(look);
        if (judged) {
            out.accept(String.format(
                    Locale.ROOT,
                    "%7.1f s  %-9s %,9d  %3d threads  %4d descriptors  %6.1f MB heap  %7.1f MB journal  %4.0f ms longest stop",
                    look.seconds(),
                    phase,
                    done,
                    look.threads(),
                    look.descriptors(),
                    look.heap() / 1048576.0,
                    look.journal() / 1048576.0,
                    look.slowest()));
        }
    }

    /** What is still closing on a busy machine is no leak: waits for it, by the first look of the phase. */
    private void awaitNoMore() {
        var first = looks.stream()
                .filter(l -> l.judged() && l.phase().equals(phase))
                .findFirst();
        var end = System.nanoTime() + closing.toNanos();
        while (first.isPresent()
                && (Look.platformThreads() > first.get().threads()
                        || Look.openDescriptors() > first.get().descriptors())
                && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(GLANCE);
        }
    }

    void stopTook(double millis) {
        slowest = Math.max(slowest, millis);
    }

    /** Something that a promise was broken by. */
    synchronized void trouble(String what) {
        troubled++;
        if (troubles.size() < MOST_TROUBLES) {
            troubles.add(phase + ": " + what);
        }
    }

    List<Look> looks() {
        return List.copyOf(looks);
    }

    /** The first of them, each with its phase. */
    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }

    synchronized long troubled() {
        return troubled;
    }

    @Override
    public void close() throws IOException {
        if (phase.isEmpty()) {
            return;
        }
        try (var files = Files.walk(journals)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        phase = "";
    }
}
