package trysail.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import trysail.exchange.StreamState;
import trysail.look.Holdings;
import trysail.look.LedgerLine;
import trysail.look.Loss;
import trysail.look.ProfitSample;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.look.Vitals;
import trysail.picture.Paper.Tone;
import trysail.session.Session;
import trysail.words.Columns;
import trysail.words.Durations;

/** One session on one screen, all of it taken at one time. */
public record Status(
        String name,
        Snapshot now,
        List<Holdings> positions,
        List<ProfitSample> profits,
        List<LedgerLine> open,
        Optional<Loss> loss,
        Optional<String> deadMan,
        String recovered)
        implements View {
    private static final int BAR = 24;
    private static final int INDENT = 10;
    private static final String GAP = "  ";
    private static final int SPARK = 40;
    private static final double CROWDED = 0.5;
    private static final int FEW = 9;

    public static Status of(Session session) {
        return new Status(
                session.name(),
                session.snapshot(),
                session.positions(),
                session.profits(),
                session.ledger(),
                session.loss(),
                session.deadMan(),
                session.recovered());
    }

    @Override
    public String text(Paper paper) {
        var v = now.vitals();
        var text = new StringBuilder();
        line(
                paper,
                text,
                "session",
                paper.paint(Tone.STRONG, name) + "  " + now.state().text()
                        + (now.held().isEmpty() ? "" : "  " + paper.paint(Tone.WARN, String.join("  ", now.held()))));
        line(paper, text, "time", time(paper));
        line(paper, text, "venue", venue(paper));
        if (!v.venue().streams().isEmpty()) {
            line(paper, text, "streams", streams(paper, v.venue().streams()));
        }
        line(paper, text, "quotes", now.quotes().isEmpty() ? "none yet" : now.quotes());
        line(
                paper,
                text,
                "rates",
                rate(v.framesPerSecond()) + " frames/s  " + rate(v.orderEventsPerSecond()) + " order events/s  "
                        + now.frames() + " frames");
        line(
                paper,
                text,
                "queues",
                v.queues().isEmpty()
                        ? "none yet"
                        : v.queues().stream().map(q -> queue(paper, q)).collect(Collectors.joining("  ")));
        line(
                paper,
                text,
                "orders",
                now.working() + " working  " + v.sent() + " sent  " + now.fills() + " fills  "
                        + (v.denied() == 0 ? "0 denied" : paper.paint(Tone.WARN, v.denied() + " denied")));
        line(paper, text, "p&l", profit(paper));
        loss.ifPresent(
                l -> line(paper, text, "max-loss", l.fired().isEmpty() ? l.words() : paper.paint(Tone.BAD, l.words())));
        deadMan.ifPresent(words -> line(paper, text, "dead man", words));
        for (var held : positions) {
            if (held.size().signum() != 0) {
                line(paper, text, "position", position(paper, held));
            }
        }
        line(paper, text, "holds", holds());
        if (!v.faults().isEmpty()) {
            line(paper, text, "faults", paper.paint(Tone.WARN, String.join("  ", v.faults())));
        }
        if (!recovered.isEmpty()) {
            line(paper, text, "recovered", recovered);
        }
        return text.toString();
    }

    /** What does not fit goes on below: between words two blanks apart. */
    private static void line(Paper paper, StringBuilder into, String what, String words) {
        into.append(paper.paint(Tone.DIM, ("%-" + INDENT + "s").formatted(what)));
        var at = INDENT;
        for (var part : words.split("  ")) {
            var width = Columns.of(part);
            if (at > INDENT && at + GAP.length() + width >= paper.columns()) {
                into.append('\n').append(" ".repeat(INDENT));
                at = INDENT;
            } else if (at > INDENT) {
                into.append(GAP);
                at += GAP.length();
            }
            into.append(part);
            at += width;
        }
        into.append('\n');
    }

    private String time(Paper paper) {
        if (now.state() instanceof SessionState.Opening o) {
            return o.at() + "  " + Times.print(now.age())
                    + now.duration().map(d -> "  then " + Durations.print(d)).orElse("");
        }
        if (now.duration().isEmpty() || now.state() instanceof SessionState.Stopped) {
            return Times.print(now.age())
                    + (now.state() instanceof SessionState.Stopped ? " in all" : ", until stopped");
        }
        var whole = now.duration().get();
        var left = now.left().orElseThrow();
        var done = (int) (BAR * now.passed());
        return paper.sign("━", "#").repeat(done) + paper.sign("┄", ".").repeat(BAR - done) + "  "
                + Durations.print(Durations.wholeSeconds(left)) + " left of "
                + Durations.print(whole);
    }

    private String venue(Paper paper) {
        var venue = now.vitals().venue();
        var tone = tone(venue.light());
        return paper.paint(tone, paper.sign("● ", "") + venue.words())
                + "  " + venue.name()
                + now.dataAge().map(a -> "  data " + Times.print(a) + " old").orElse("  no data")
                + venue.clockOffset()
                        .map(o -> String.format(Locale.ROOT, "  clock %+d ms", o.toMillis()))
                        .orElse("")
                + "  " + venue.connects() + (venue.connects() == 1 ? " connect" : " connects")
                + "  " + venue.gaps() + (venue.gaps() == 1 ? " gap" : " gaps");
    }

    /** All of them, where they are few; else those that do not speak, and how many do. */
    private static String streams(Paper paper, List<StreamState> streams) {
        var shown = streams.size() <= FEW
                ? streams
                : streams.stream()
                        .filter(s -> s.life() != StreamState.Life.LIVE)
                        .limit(FEW)
                        .toList();
        var words =
                shown.stream().map(s -> paper.paint(tone(s.life()), stream(s))).collect(Collectors.joining("  "));
        var more = streams.size() - shown.size();
        return more == 0 ? words : words + (words.isEmpty() ? "" : "  ") + more + " more";
    }

    private static String stream(StreamState stream) {
        var age = Times.print(stream.age());
        return switch (stream.life()) {
            case LIVE -> stream.name() + " " + age;
            case ASKED, QUIET, SILENT -> stream.name() + " " + stream.life().words() + " " + age;
        };
    }

    private static Tone tone(StreamState.Life life) {
        return switch (life) {
            case LIVE, QUIET -> Tone.GOOD;
            case ASKED -> Tone.WARN;
            case SILENT -> Tone.BAD;
        };
    }

    static Tone tone(Vitals.Light light) {
        return switch (light) {
            case GREEN -> Tone.GOOD;
            case YELLOW -> Tone.WARN;
            case RED -> Tone.BAD;
        };
    }

    private static String queue(Paper paper, Vitals.Queue queue) {
        var words = queue.name() + " " + queue.waiting() + "/" + queue.capacity()
                + (queue.conflated() == 0 ? "" : " (" + queue.conflated() + " conflated)");
        return queue.waiting() > CROWDED * queue.capacity() ? paper.paint(Tone.WARN, words) : words;
    }

    private String profit(Paper paper) {
        var values = profits.stream().mapToDouble(s -> s.pnl().doubleValue()).toArray();
        var course = values.length < 2
                ? ""
                : Sparkline.of(values, SPARK, 1, paper.unicode()).getFirst();
        return money(paper, now.pnl()) + "  equity " + amount(now.vitals().equity()) + "  "
                + paper.paint(PriceChange.tone(now.pnl()), course);
    }

    private static String position(Paper paper, Holdings held) {
        return held.symbol() + "  " + (held.size().signum() > 0 ? "long " : "short ")
                + held.size().abs().toPlainString()
                + held.entryText().map(e -> " at " + e).orElse("")
                + held.mark().map(m -> ", now " + m.toPlainString()).orElse("")
                + "  " + money(paper, held.unrealised());
    }

    private String holds() {
        var kinds = open.stream().collect(Collectors.groupingBy(LedgerLine::kind, TreeMap::new, Collectors.counting()));
        return kinds.isEmpty()
                ? "nothing"
                : kinds.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey() + (e.getValue() == 1 ? "" : "s"))
                        .collect(Collectors.joining("  "));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
    }

    /** Signed, two decimals, green or red. */
    public static String money(Paper paper, BigDecimal amount) {
        return paper.paint(PriceChange.tone(amount), String.format(Locale.ROOT, "%+.2f", amount));
    }

    public static String amount(BigDecimal amount) {
        return String.format(Locale.ROOT, "%.2f", amount);
    }

    @Override
    public JsonNode json() {
        var v = now.vitals();
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("session", name)
                .put("state", now.state().text())
                .put("opening", now.state() instanceof SessionState.Opening o ? o.at() : "")
                .put("age_ms", now.age().toMillis())
                .put("ran_ms", now.ran().toMillis())
                .put("duration_ms", now.duration().map(Duration::toMillis).orElse(null))
                .put("data_age_ms", now.dataAge().map(Duration::toMillis).orElse(null))
                .put("quotes", now.quotes())
                .put("frames", now.frames())
                .put("frames_per_second", v.framesPerSecond())
                .put("order_events_per_second", v.orderEventsPerSecond())
                .put("working", now.working())
                .put("sent", v.sent())
                .put("denied", v.denied())
                .put("fills", now.fills())
                .put("pnl", now.pnl())
                .put("equity", v.equity())
                .put("recovered", recovered);
        node.putObject("venue")
                .put("name", v.venue().name())
                .put("light", v.venue().light().name().toLowerCase(Locale.ROOT))
                .put("words", v.venue().words())
                .put("connects", v.venue().connects())
                .put("gaps", v.venue().gaps())
                .put(
                        "clock_offset_ms",
                        v.venue().clockOffset().map(Duration::toMillis).orElse(null));
        var streams = node.putArray("streams");
        v.venue()
                .streams()
                .forEach(s -> streams.addObject()
                        .put("name", s.name())
                        .put("life", s.life().name().toLowerCase(Locale.ROOT))
                        .put("age_ms", s.age().toMillis()));
        loss.ifPresent(l -> node.putObject("max_loss")
                .put("most", l.most())
                .put("lost", l.lost())
                .put("left", l.left())
                .put("fired", l.fired().isPresent()));
        var queues = node.putArray("queues");
        v.queues()
                .forEach(q -> queues.addObject()
                        .put("name", q.name())
                        .put("waiting", q.waiting())
                        .put("capacity", q.capacity())
                        .put("conflated", q.conflated()));
        var held = node.putArray("held");
        now.held().forEach(held::add);
        var faults = node.putArray("faults");
        v.faults().forEach(faults::add);
        var holds = node.putObject("holds");
        open.forEach(l -> holds.put(l.kind(), holds.path(l.kind()).asInt() + 1));
        return node;
    }
}
