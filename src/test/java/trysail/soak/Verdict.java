package trysail.soak;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a soak says of one phase. Threads, descriptors and heap must not rise from look to look, journals not faster than
 * what is written to them. Compared are the usual of the first third and the least of the last: a moment's noise is no
 * rise, a leak is one wherever it began.
 */
record Verdict(String phase, boolean holds, String words) {
    private static final double MB = 1048576;
    private static final double MORE_HEAP = 8 * MB;
    private static final double MORE_JOURNAL = 1.5;
    private static final int FEWEST = 3;

    /** One for each phase that was looked at, in order. */
    static List<Verdict> of(List<Look> looks, List<String> troubles) {
        var phases = new LinkedHashSet<String>();
        looks.forEach(l -> phases.add(l.phase()));
        var verdicts = new ArrayList<Verdict>();
        for (var phase : phases) {
            var judged = looks.stream()
                    .filter(l -> l.phase().equals(phase) && l.judged())
                    .toList();
            var own = troubles.stream().filter(t -> t.startsWith(phase + ":")).toList();
            verdicts.add(of(phase, judged, own));
        }
        return verdicts;
    }

    private static Verdict of(String phase, List<Look> looks, List<String> troubles) {
        if (looks.size() < FEWEST) {
            return new Verdict(phase, false, "only " + looks.size() + " looks: too few to judge");
        }
        var wrong = new ArrayList<String>();
        rise("threads", looks, Look::threads, 0, 1, wrong);
        rise("descriptors", looks, Look::descriptors, 0, 1, wrong);
        rise("MB heap", looks, Look::heap, MORE_HEAP, MB, wrong);
        journal(looks, wrong);
        wrong.addAll(troubles);
        return new Verdict(phase, wrong.isEmpty(), wrong.isEmpty() ? calm(looks) : String.join("; ", wrong));
    }

    private static String calm(List<Look> looks) {
        var first = looks.getFirst();
        var last = looks.getLast();
        var slowest = looks.stream().mapToDouble(Look::slowest).max().orElse(0);
        return String.format(
                        Locale.ROOT,
                        "%,d in %.0f s: threads %d → %d, descriptors %d → %d, heap %.1f → %.1f MB",
                        last.done(),
                        last.seconds() - first.seconds(),
                        first.threads(),
                        last.threads(),
                        first.descriptors(),
                        last.descriptors(),
                        first.heap() / MB,
                        last.heap() / MB)
                + (slowest > 0 ? String.format(Locale.ROOT, ", longest stop %.0f ms", slowest) : "");
    }

    private static void rise(
            String what,
            List<Look> looks,
            ToDoubleFunction<Look> value,
            double slack,
            double unit,
            List<String> wrong) {
        var third = looks.size() / FEWEST;
        var first = looks.stream().limit(third).mapToDouble(value).sorted().toArray();
        var usual = first[first.length / 2];
        var last = looks.stream()
                .skip(looks.size() - third)
                .mapToDouble(value)
                .min()
                .orElseThrow();
        if (last > usual + slack) {
            wrong.add(String.format(Locale.ROOT, "%s ROSE from %.0f to %.0f", what, usual / unit, last / unit));
        }
    }

    /** Bytes for each thing done: of the first third and of the last. */
    private static void journal(List<Look> looks, List<String> wrong) {
        var third = looks.size() / FEWEST;
        var first = each(looks.getFirst(), looks.get(third));
        var last = each(looks.get(looks.size() - 1 - third), looks.getLast());
        var beyond = (last - first)
                * (looks.getLast().done() - looks.get(looks.size() - 1 - third).done());
        if (last > first * MORE_JOURNAL && beyond > MB) { // SQLite's own log grows and is folded in by megabytes
            wrong.add(String.format(Locale.ROOT, "journal bytes each ROSE from %.0f to %.0f", first, last));
        }
    }

    private static double each(Look from, Look to) {
        return to.done() == from.done() ? 0 : (double) (to.journal() - from.journal()) / (to.done() - from.done());
    }

    @Override
    public String toString() {
        return String.format("%-9s %s  %s", phase, holds ? "holds" : "BROKEN", words);
    }
}
