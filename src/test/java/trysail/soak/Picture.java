package trysail.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The curves of a soak as one SVG: a panel for each thing watched over one axis of time, phases as bands. Looks that are
 * judged are the strong line, all others the faint one.
 */
final class Picture {
    private static final int WIDTH = 1120;
    private static final int LEFT = 84;
    private static final int RIGHT = 24;
    private static final int TOP = 84;
    private static final int PANEL = 118;
    private static final int GAP = 40;
    private static final int LINE = 18;
    private static final double MB = 1048576;
    private static final List<String> BANDS = List.of("#f4f7fb", "#fbf7ef", "#f3f9f3", "#f9f3f8");

    /** One thing watched. */
    private record Curve(String title, String colour, ToDoubleFunction<Look> value) {
        private boolean ofStops() {
            return title.contains("stop");
        }

        /** A flood is one session: until its end there is no stop to tell of. */
        private boolean said(Look look) {
            return !ofStops() || look.slowest() > 0;
        }
    }

    private static final List<Curve> CURVES = List.of(
            new Curve("platform threads", "#1b6ca8", Look::threads),
            new Curve("open file descriptors", "#7a4fa3", Look::descriptors),
            new Curve("heap after GC, MB", "#b0492f", l -> l.heap() / MB),
            new Curve("journals on disk, MB", "#4d7d2a", l -> l.journal() / MB),
            new Curve("longest stop, ms", "#8a6d1a", Look::slowest));

    private final StringBuilder svg = new StringBuilder();
    private final List<Look> looks;
    private final List<Verdict> verdicts;
    private final double end;

    private Picture(List<Look> looks, List<Verdict> verdicts) {
        this.looks = looks;
        this.verdicts = verdicts;
        end = Math.max(1, looks.isEmpty() ? 1 : looks.getLast().seconds());
    }

    static String of(List<Look> looks, List<Verdict> verdicts) {
        return new Picture(looks, verdicts).draw();
    }

    private String draw() {
        var bottom = TOP + CURVES.size() * (PANEL + GAP);
        var height = bottom + 26 + LINE * verdicts.size() + 14;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"DejaVu Sans, Verdana, sans-serif\" font-size=\"12\" fill=\"#333\">",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
        var held = verdicts.stream().allMatch(Verdict::holds);
        text(LEFT, 26, "start", "font-size=\"17\" font-weight=\"bold\"", "Soak: what the process holds");
        text(
                WIDTH - RIGHT,
                26,
                "end",
                "font-size=\"15\" font-weight=\"bold\" fill=\"" + (held ? "#2e7d32" : "#c62828") + "\"",
                held ? "holds" : "BROKEN");
        legend();
        for (var i = 0; i < CURVES.size(); i++) {
            panel(CURVES.get(i), TOP + i * (PANEL + GAP), i == 0);
        }
        time(bottom - GAP);
        for (var i = 0; i < verdicts.size(); i++) {
            var verdict = verdicts.get(i);
            var colour = verdict.holds() ? "#2e7d32" : "#c62828";
            var words = verdict.words().lines().findFirst().orElse("");
            text(LEFT, bottom + 24 + i * LINE, "start", "font-weight=\"bold\"", verdict.phase());
            text(
                    LEFT + 90,
                    bottom + 24 + i * LINE,
                    "start",
                    "fill=\"" + colour + "\"",
                    (verdict.holds() ? "✓ " : "✗ ") + (words.length() > 130 ? words.substring(0, 129) + "…" : words));
        }
        add("</svg>");
        return svg.toString();
    }

    private void legend() {
        add("<g stroke=\"#555\"><path d=\"M%d 44h26\" stroke-width=\"2\"/>", LEFT);
        add("<circle cx=\"%d\" cy=\"44\" r=\"2.6\" fill=\"#555\" stroke=\"none\"/>", LEFT + 13);
        add("<path d=\"M%d 44h26\" stroke-width=\"1\" opacity=\"0.4\"/></g>", LEFT + 150);
        text(LEFT + 34, 48, "start", "fill=\"#555\"", "judged: at rest");
        text(LEFT + 184, 48, "start", "fill=\"#555\"", "at work, and before caps are full");
    }

    private void panel(Curve curve, int top, boolean first) {
        var most = nice(looks.stream().mapToDouble(curve.value()).max().orElse(1));
        bands(top, first);
        for (var i = 0; i <= 5; i++) {
            var y = top + PANEL - PANEL * i / 5.0;
            add(
                    "<path d=\"M%d %.1fH%d\" stroke=\"%s\" stroke-width=\"1\"/>",
                    LEFT, y, WIDTH - RIGHT, i == 0 ? "#888" : "#e3e3e3");
            text(LEFT - 8, y + 4, "end", "fill=\"#666\" font-size=\"11\"", number(most * i / 5));
        }
        text(LEFT, top - 7, "start", "font-weight=\"bold\" fill=\"" + curve.colour() + "\"", curve.title());
        if (!curve.ofStops()) {
            line(looks, curve, top, most, "stroke-width=\"1\" opacity=\"0.35\"");
        }
        for (var phase : phases().keySet()) {
            var judged = looks.stream()
                    .filter(l -> l.judged() && l.phase().equals(phase) && curve.said(l))
                    .toList();
            line(judged, curve, top, most, "stroke-width=\"2\" stroke-linejoin=\"round\"");
            for (var look : judged) {
                add(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"%s\"/>",
                        x(look.seconds()), y(curve.value().applyAsDouble(look), top, most), curve.colour());
            }
        }
        var last = looks.stream().filter(l -> l.judged() && curve.said(l)).reduce((a, b) -> b);
        last.ifPresent(l -> text(
                WIDTH - RIGHT,
                top - 7,
                "end",
                "fill=\"#666\" font-size=\"11\"",
                "last " + number(curve.value().applyAsDouble(l))));
    }

    private void line(List<Look> of, Curve curve, int top, double most, String style) {
        if (of.size() < 2) {
            return;
        }
        var path = new ArrayList<String>();
        for (var look : of) {
            path.add(String.format(
                    Locale.ROOT, "%.1f %.1f", x(look.seconds()), y(curve.value().applyAsDouble(look), top, most)));
        }
        add("<path d=\"M%s\" fill=\"none\" stroke=\"%s\" %s/>", String.join("L", path), curve.colour(), style);
    }

    /** Where each phase begins and ends, in seconds. */
    private Map<String, double[]> phases() {
        var phases = new LinkedHashMap<String, double[]>();
        var from = 0.0;
        for (var look : looks) {
            var begin = from;
            phases.computeIfAbsent(look.phase(), p -> new double[] {begin, begin})[1] = look.seconds();
            from = look.seconds();
        }
        return phases;
    }

    private void bands(int top, boolean named) {
        var i = 0;
        for (var phase : phases().entrySet()) {
            var from = x(phase.getValue()[0]);
            var wide = x(phase.getValue()[1]) - from;
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                    from, top, wide, PANEL, BANDS.get(i++ % BANDS.size()));
            if (i > 1) {
                add("<path d=\"M%.1f %dv%d\" stroke=\"#bbb\" stroke-dasharray=\"3 3\"/>", from, top, PANEL);
            }
            if (named) {
                text(from + wide / 2, top + 14, "middle", "fill=\"#888\" font-style=\"italic\"", phase.getKey());
            }
        }
    }

    private void time(int y) {
        var step = nice(end / 10);
        var minutes = end > 180;
        if (minutes) {
            step = 60 * nice(end / 60 / 10);
        }
        for (var at = 0.0; at <= end; at += step) {
            add("<path d=\"M%.1f %dv5\" stroke=\"#888\"/>", x(at), y);
            text(x(at), y + 18, "middle", "fill=\"#666\" font-size=\"11\"", number(minutes ? at / 60 : at));
        }
        text(WIDTH - RIGHT, y + 32, "end", "fill=\"#666\" font-size=\"11\"", minutes ? "minutes" : "seconds");
    }

    private double x(double seconds) {
        return LEFT + (WIDTH - LEFT - RIGHT) * seconds / end;
    }

    private static double y(double value, int top, double most) {
        return top + PANEL - PANEL * value / most;
    }

    /** The next of 1, 2 and 5 times a power of ten. */
    private static double nice(double value) {
        var power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-6))));
        for (var times : new double[] {1, 2, 5}) {
            if (value <= times * power * 1.0001) {
                return times * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
    }

    private void text(double x, double y, String anchor, String style, String words) {
        var safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, style, safe);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
