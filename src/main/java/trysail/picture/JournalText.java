package trysail.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import trysail.journal.Entry;
import trysail.journal.Header;
import trysail.journal.JournalReader.Line;
import trysail.model.Fee;
import trysail.model.Symbol;

/** Journal entries for people, and for programs. */
public final class JournalText {
    private static final JsonMapper JSON = new JsonMapper();

    private JournalText() {}

    /** The last entries, with the clock. */
    public static String entries(List<Line> lines, Paper paper) {
        return lines.isEmpty() ? "the journal is empty\n" : more(lines, paper);
    }

    public static String more(List<Line> lines, Paper paper) {
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(paper.paint(Paper.Tone.DIM, Times.fine(line.stamped().at())))
                    .append("  ")
                    .append(kind(line, paper))
                    .append(line.order()
                            .map(id -> paper.paint(Paper.Tone.NAME, id) + "  ")
                            .orElse(""))
                    .append(words(line.stamped().entry()))
                    .append('\n');
        }
        return text.toString();
    }

    /** One order, with times since it was intended. */
    public static String story(String id, List<Line> lines, Paper paper) {
        var begin = lines.getFirst().stamped().at();
        var text = new StringBuilder(paper.paint(Paper.Tone.STRONG, "order " + id));
        intended(lines).ifPresent(i -> text.append(" · ").append(words(i)));
        text.append("\n  ").append(begin).append('\n');
        for (var line : lines) {
            var after = Duration.between(begin, line.stamped().at());
            text.append("  ")
                    .append(paper.paint(Paper.Tone.DIM, "%12s".formatted(since(after))))
                    .append("  ")
                    .append(kind(line, paper))
                    .append(
                            line.stamped().entry() instanceof Entry.Intended i
                                    ? "why: " + i.why()
                                    : words(line.stamped().entry()))
                    .append('\n');
        }
        return paper.unicode() ? text.toString() : text.toString().replace(" · ", " - ");
    }

    private static Optional<Entry.Intended> intended(List<Line> lines) {
        return lines.stream()
                .map(l -> l.stamped().entry())
                .filter(Entry.Intended.class::isInstance)
                .map(Entry.Intended.class::cast)
                .findFirst();
    }

    private static String since(Duration d) {
        if (d.toMillis() < 1_000) {
            return "+" + BigDecimal.valueOf(d.toNanos() / 10_000, 2) + " ms";
        }
        return "+%.3f s".formatted(d.toMillis() / 1_000.0);
    }

    /** Journals of older versions say neither whose words were spoken nor where. */
    private static String venue(Header h) {
        var more = Stream.concat(h.dialect().filter(d -> !d.equals(h.venue())).stream(), h.place().stream())
                .toList();
        return more.isEmpty() ? h.venue() : h.venue() + " (" + String.join(", ", more) + ")";
    }

    private static String kind(Line line, Paper paper) {
        var tone = switch (line.stamped().entry()) {
            case Entry.Filled e -> Paper.Tone.GOOD;
            case Entry.Rejected e -> Paper.Tone.BAD;
            case Entry.Unresolved e -> Paper.Tone.BAD;
            case Entry.NotSent e -> Paper.Tone.WARN;
            case Entry.Denied e -> Paper.Tone.WARN;
            case Entry.Dropped e -> Paper.Tone.WARN;
            case Entry.OfOrder e -> Paper.Tone.PLAIN;
            case Entry.OfSession e -> Paper.Tone.PLAIN;
        };
        return paper.paint(tone, "%-12s ".formatted(line.kind()));
    }

    private static String words(Entry entry) {
        return switch (entry) {
            case Entry.Opened e ->
                e.header().session() + " on " + venue(e.header()) + ", "
                        + e.header().mode();
            case Entry.Listed e ->
                String.join(" ", e.instruments().stream().map(Object::toString).toList());
            case Entry.Claimed e -> "by " + e.by() + ", opened " + e.epoch() + " times";
            case Entry.Ready e -> e.positions().isEmpty() ? "no positions" : positions(e);
            case Entry.Intended e -> e.order().words() + " · " + e.why();
            case Entry.Accepted e -> "venue's number " + e.venueId();
            case Entry.Rejected e -> "by the venue: " + e.words();
            case Entry.NotSent e -> e.reason();
            case Entry.Unresolved e -> e.reason();
            case Entry.Filled e ->
                word(e.fill().side()) + " " + e.fill().size().toPlainString() + " "
                        + e.fill().symbol() + " at " + e.fill().price().toPlainString() + ", fee "
                        + (e.fill().fee().asset().equals(Symbol.quote(e.fill().symbol()))
                                ? e.fill().fee().amount().toPlainString()
                                : fee(e.fill().fee()));
            case Entry.Ended e ->
                word(e.state()) + ", " + e.filled().stripTrailingZeros().toPlainString() + " filled";
            case Entry.CancelAsked e -> "why: " + e.why();
            case Entry.Denied e -> e.what() + ": " + e.reason() + " (" + e.rule() + ")";
            case Entry.Dropped e -> e.what() + ", the gate had shut";
            case Entry.Recovered e -> e.session() + ": " + e.orders() + " orders, " + e.fills() + " fills";
            case Entry.Asked e -> e.what();
            case Entry.Foreign e -> e.what().words();
            case Entry.FateKnown e ->
                e.fate().fate().word().replace('_', ' ')
                        + (e.fate().detail().isEmpty() ? "" : ": " + e.fate().detail());
            case Entry.Closed e -> e.reason();
        };
    }

    /** A fee that is not in quote currency. */
    public static String fee(Fee fee) {
        return fee.amount().toPlainString() + " " + fee.asset() + (fee.inQuote().isEmpty() ? ", not valued" : "");
    }

    private static String positions(Entry.Ready ready) {
        return String.join(
                " ",
                ready.positions().stream()
                        .map(p -> p.symbol() + " " + p.size().toPlainString())
                        .toList());
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** One object a line: sequence number, time, kind, order, and what was written. */
    public static String json(List<Line> lines) {
        var text = new StringBuilder();
        for (var line : lines) {
            var node = JSON.createObjectNode();
            node.put("seq", line.number()).put("at", line.stamped().at().toString());
            node.put("kind", line.kind());
            line.order().ifPresent(id -> node.put("client_id", id));
            body(line.body(), node);
            text.append(node).append('\n');
        }
        return text.toString();
    }

    private static void body(String body, ObjectNode into) {
        try {
            JSON.readTree(body).properties().forEach(p -> into.set(p.getKey(), p.getValue()));
        } catch (JsonProcessingException e) {
            into.put("body", body);
        }
    }
}
