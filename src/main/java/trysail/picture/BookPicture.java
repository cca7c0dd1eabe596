package trysail.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import trysail.coordinator.BookView;
import trysail.coordinator.BookView.Level;
import trysail.picture.Paper.Tone;

/** Both sides of a book beside each other, sizes as bars that grow away from the middle, our orders marked. */
public record BookPicture(BookView book) implements View {
    private static final int WIDEST_BAR = 30;
    private static final int GAPS = 10;
    private static final BigDecimal TEN_THOUSAND = new BigDecimal(10_000);

    @Override
    public String text(Paper paper) {
        var text = new StringBuilder(heading(paper)).append('\n');
        if (!book.known()) {
            return text.append("no whole book from the venue: its next snapshot is awaited\n")
                    .toString();
        }
        var widths = new Widths(book, paper);
        text.append(paper.paint(
                        Tone.DIM,
                        " ".repeat(Math.max(0, widths.bar + 2 + widths.size + 2 + widths.price - 4)) + "bids"
                                + " ".repeat(Math.max(1, 7 + widths.price - 4)) + "asks"))
                .append('\n');
        for (var i = 0; i < Math.max(book.bids().size(), book.asks().size()); i++) {
            text.append(line(paper, widths, level(book.bids(), i), level(book.asks(), i)))
                    .append('\n');
        }
        for (var own : book.own()) {
            text.append(paper.paint(Tone.WARN, paper.sign("● ", "* ")))
                    .append(own.id())
                    .append("  ")
                    .append(own.side().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(own.rest().toPlainString())
                    .append(' ')
                    .append(own.order().terms().words())
                    .append("  ")
                    .append(own.stage().name().toLowerCase(Locale.ROOT))
                    .append('\n');
        }
        return text.toString();
    }

    private String heading(Paper paper) {
        var text = new StringBuilder(paper.paint(Tone.STRONG, book.instrument().symbol()));
        if (!book.bids().isEmpty() && !book.asks().isEmpty()) {
            var bid = book.bids().getFirst().price();
            var ask = book.asks().getFirst().price();
            var spread = ask.subtract(bid);
            text.append("  spread ")
                    .append(spread.toPlainString())
                    .append(" (")
                    .append(spread.multiply(TEN_THOUSAND)
                            .divide(ask, 2, RoundingMode.HALF_EVEN)
                            .toPlainString())
                    .append(" bp)");
        }
        return text.append("  ")
                .append(book.bidLevels())
                .append(" + ")
                .append(book.askLevels())
                .append(" levels  update ")
                .append(book.updateId())
                .toString();
    }

    private static Optional<Level> level(List<Level> side, int i) {
        return i < side.size() ? Optional.of(side.get(i)) : Optional.empty();
    }

    /** How wide the columns are: as their widest word, the bars what is left. */
    private static final class Widths {
        private final int size;
        private final int price;
        private final int bar;
        private final double most;

        private Widths(BookView book, Paper paper) {
            var all = Stream.concat(book.bids().stream(), book.asks().stream()).toList();
            size = all.stream()
                    .mapToInt(l -> l.size().toPlainString().length())
                    .max()
                    .orElse(0);
            price = all.stream()
                    .mapToInt(l -> l.price().toPlainString().length())
                    .max()
                    .orElse(0);
            most = all.stream().mapToDouble(l -> l.size().doubleValue()).max().orElse(1);
            bar = Math.max(0, Math.min(WIDEST_BAR, (paper.columns() - 2 * (size + price) - GAPS - 4) / 2));
        }
    }

    private static String line(Paper paper, Widths widths, Optional<Level> bid, Optional<Level> ask) {
        var left = bid.map(l -> bar(paper, widths, l, true) + "  " + right(l.size(), widths.size) + "  "
                        + paper.paint(Tone.GOOD, right(l.price(), widths.price)) + mark(paper, l))
                .orElseGet(() -> " ".repeat(widths.bar + widths.size + widths.price + 6));
        var right = ask.map(l -> mark(paper, l).isBlank()
                        ? "  " + paper.paint(Tone.BAD, right(l.price(), widths.price)) + tail(paper, widths, l)
                        : mark(paper, l).strip() + " " + paper.paint(Tone.BAD, right(l.price(), widths.price))
                                + tail(paper, widths, l))
                .orElse("");
        return (left + paper.sign(" │ ", " | ") + right).stripTrailing();
    }

    private static String tail(Paper paper, Widths widths, Level level) {
        return "  " + right(level.size(), widths.size) + "  " + bar(paper, widths, level, false);
    }

    private static String right(BigDecimal number, int width) {
        var text = number.toPlainString();
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String mark(Paper paper, Level level) {
        return level.ours().signum() > 0 ? paper.paint(Tone.WARN, paper.sign(" ●", " *")) : "  ";
    }

    private static String bar(Paper paper, Widths widths, Level level, boolean toTheLeft) {
        var halves = (int) Math.round(level.size().doubleValue() / widths.most * widths.bar * 2);
        var whole = paper.sign("█", "#").repeat(halves / 2);
        var half = halves % 2 == 0 ? "" : paper.sign(toTheLeft ? "▐" : "▌", "-");
        var blanks = " ".repeat(Math.max(0, widths.bar - (halves + 1) / 2));
        return toTheLeft ? blanks + paper.paint(Tone.GOOD, half + whole) : paper.paint(Tone.BAD, whole + half);
    }

    @Override
    public JsonNode json() {
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("symbol", book.instrument().symbol())
                .put("known", book.known())
                .put("update_id", book.updateId())
                .put("time", book.time().map(Object::toString).orElse(null))
                .put("bid_levels", book.bidLevels())
                .put("ask_levels", book.askLevels());
        levels(node.putArray("bids"), book.bids());
        levels(node.putArray("asks"), book.asks());
        var own = node.putArray("own");
        for (var order : book.own()) {
            own.addObject()
                    .put("client_id", order.id().toString())
                    .put("side", order.side().name().toLowerCase(Locale.ROOT))
                    .put("rest", order.rest())
                    .put("stage", order.stage().name().toLowerCase(Locale.ROOT));
        }
        return node;
    }

    private static void levels(ArrayNode into, List<Level> side) {
        for (var level : side) {
            into.addObject()
                    .put("price", level.price())
                    .put("size", level.size())
                    .put("ours", level.ours());
        }
    }
}
