package trysail.storm;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import trysail.schedule.Trace;
import trysail.schedule.Transcript;

/**
 * What a number of storms came to for one strategy: a fold, in the order of their seeds. It keeps digests and numbers,
 * no transcript. Used by one thread.
 */
public final class Robustness {
    private static final int KEPT = 1_000;
    private static final int WORST = 3;
    private static final String CALM = "none";

    /** A promise that was not kept. */
    public record Broken(long seed, String property) {}

    /** A seed, and what it is notable for. */
    public record Notable<T>(long seed, T value) {}

    /** Those storms in which one kind of fault was drawn, alone or with others. */
    public static final class Kind {
        private final Times stops = new Times();
        private int storms;
        private int broken;
        private int unknown;
        private int receipts;
        private long fills;
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal worst = BigDecimal.ZERO;

        private void add(StormResult passage) {
            storms++;
            broken += passage.storm().broken().isPresent() ? 1 : 0;
            passage.receipt().ifPresent(receipt -> {
                stops.add(receipt.stopTime());
                fills += receipt.fills();
                unknown += receipt.left().orders().size();
                sum = sum.add(receipt.pnl());
                worst = receipts++ == 0 ? receipt.pnl() : worst.min(receipt.pnl());
            });
        }

        /** How many. */
        public int storms() {
            return storms;
        }

        /** In how many a promise was not kept. */
        public int broken() {
            return broken;
        }

        /** Orders whose fate nobody knew at the end. */
        public int unknown() {
            return unknown;
        }

        /** Our trades. */
        public long fills() {
            return fills;
        }

        /** Profit and loss of all of them together, in quote currency. */
        public BigDecimal sum() {
            return sum;
        }

        /** The least of them. */
        public BigDecimal worst() {
            return worst;
        }

        /** How long the stops took. */
        public Times stops() {
            return stops;
        }
    }

    /** Durations, of which one asks for the longest of a share. */
    public static final class Times {
        private final List<Duration> times = new ArrayList<>();
        private boolean sorted = true;

        private void add(Duration time) {
            times.add(time);
            sorted = false;
        }

        /** That which {@code percent} of a hundred are not longer than; zero for none. */
        public Duration at(int percent) {
            if (!sorted) {
                Collections.sort(times);
                sorted = true;
            }
            return times.isEmpty()
                    ? Duration.ZERO
                    : times.get(Math.max(0, (int) (((long) times.size() * percent + 99) / 100) - 1));
        }
    }

    private final Kind all = new Kind();
    private final Map<String, Kind> kinds = new TreeMap<>();
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private final Set<Long> schedules = new HashSet<>();
    private final MessageDigest transcripts = Transcript.sha256();
    private final List<Broken> broken = new ArrayList<>();
    private final List<Notable<Duration>> longest = new ArrayList<>();
    private final List<Notable<BigDecimal>> poorest = new ArrayList<>();
    private int uncertain;

    /** The next storm. */
    public void add(StormResult passage) {
        var storm = passage.storm();
        all.add(passage);
        passage.plan().faults().stream()
                .map(f -> f.what().replaceFirst(" for .*", ""))
                .distinct()
                .forEach(kind -> kind(kind).add(passage));
        if (passage.plan().faults().isEmpty()) {
            kind(CALM).add(passage);
        }
        if (!passage.givenUp()) {
            schedules.add(digest(storm.outcome().trace()));
        }
        transcripts.update(storm.transcript().getBytes(StandardCharsets.UTF_8));
        if (storm.broken().isPresent() && broken.size() < KEPT) {
            broken.add(new Broken(storm.seed(), storm.broken().get().property()));
        }
        passage.receipt().ifPresent(receipt -> {
            codes.merge(receipt.exitCode(), 1, Integer::sum);
            uncertain += receipt.left().orders().isEmpty() ? 0 : 1;
            keep(longest, new Notable<>(storm.seed(), receipt.stopTime()), Comparator.reverseOrder());
            keep(poorest, new Notable<>(storm.seed(), receipt.pnl()), Comparator.naturalOrder());
        });
    }

    private Kind kind(String name) {
        return kinds.computeIfAbsent(name, n -> new Kind());
    }

    private static long digest(Trace trace) {
        return ByteBuffer.wrap(Transcript.sha256().digest(trace.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** The first of equals stays: sorting is stable. */
    private static <T> void keep(List<Notable<T>> list, Notable<T> next, Comparator<T> order) {
        list.add(next);
        list.sort(Comparator.comparing(Notable::value, order));
        if (list.size() > WORST) {
            list.removeLast();
        }
    }

    /** All storms together. */
    public Kind all() {
        return all;
    }

    /** By the kind of fault, in alphabetical order; {@code none} where nothing went wrong. */
    public Map<String, Kind> kinds() {
        return Collections.unmodifiableMap(kinds);
    }

    /** How many sessions ended with each exit code. */
    public Map<Integer, Integer> codes() {
        return Collections.unmodifiableMap(codes);
    }

    /** How many schedules there were that differ. */
    public int schedules() {
        return schedules.size();
    }

    /** In how many sessions the fate of an order stayed unknown. */
    public int uncertain() {
        return uncertain;
    }

    /** The first thousand, in the order of their seeds. */
    public List<Broken> broken() {
        return List.copyOf(broken);
    }

    /** The longest stops. */
    public List<Notable<Duration>> longest() {
        return List.copyOf(longest);
    }

    /** The least profits. */
    public List<Notable<BigDecimal>> poorest() {
        return List.copyOf(poorest);
    }

    /** SHA-256 over all transcripts so far. */
    public String transcriptsSha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) transcripts.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
