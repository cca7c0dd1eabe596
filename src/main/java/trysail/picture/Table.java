package trysail.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import trysail.words.Columns;

/** Rows under headings, aligned; as JSON an array with one object a row. Filled by one thread, then only read. */
public final class Table implements View {
    /**
     * One cell.
     *
     * @param text for a person
     * @param value for a program
     */
    public record Cell(String text, JsonNode value, Paper.Tone tone, boolean right) {
        /** The same, with a meaning that a colour can show. */
        public Cell in(Paper.Tone other) {
            return new Cell(text, value, other, right);
        }
    }

    private final List<String> headings;
    private final List<String> fields;
    private final String empty;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * @param empty what a person reads when there is no row
     * @param columns each {@code heading}, or {@code heading=field} where the JSON field has another name, or
     *     {@code ~field} for what only programs read
     */
    public Table(String empty, String... columns) {
        this.empty = empty;
        headings = Arrays.stream(columns).map(c -> c.replaceFirst("=.*", "")).toList();
        fields = Arrays.stream(columns)
                .map(c -> c.substring(c.indexOf('=') + 1).replace(' ', '_').replace("~", ""))
                .toList();
    }

    /** A word. */
    public static Cell word(String text) {
        return new Cell(text, JsonNodeFactory.instance.textNode(text), Paper.Tone.PLAIN, false);
    }

    /** A word, and how a program reads it. */
    public static Cell word(String text, String value) {
        return new Cell(text, JsonNodeFactory.instance.textNode(value), Paper.Tone.PLAIN, false);
    }

    /** A mark that is there or not. */
    public static Cell mark(String sign, boolean there) {
        return new Cell(there ? sign : "", JsonNodeFactory.instance.booleanNode(there), Paper.Tone.PLAIN, false);
    }

    /** A number, as it is. */
    public static Cell number(BigDecimal number) {
        return number(number, number.toPlainString());
    }

    /** A number, and how a person reads it. */
    public static Cell number(BigDecimal number, String text) {
        return new Cell(text, JsonNodeFactory.instance.numberNode(number), Paper.Tone.PLAIN, true);
    }

    /** A count. */
    public static Cell number(long number) {
        return new Cell(Long.toString(number), JsonNodeFactory.instance.numberNode(number), Paper.Tone.PLAIN, true);
    }

    /** Money won or lost: signed, two decimals, green or red. */
    public static Cell money(BigDecimal amount) {
        var tone = amount.signum() > 0 ? Paper.Tone.GOOD : amount.signum() < 0 ? Paper.Tone.BAD : Paper.Tone.PLAIN;
        return number(amount, "%+.2f".formatted(amount)).in(tone);
    }

    /** Nothing to say. */
    public static Cell none() {
        return new Cell("-", JsonNodeFactory.instance.nullNode(), Paper.Tone.DIM, false);
    }

    /** The cell of what is there, or {@link #none}. */
    public static <T> Cell maybe(Optional<T> value, java.util.function.Function<T, Cell> cell) {
        return value.map(cell).orElseGet(Table::none);
    }

    /** Adds a row: a cell for each column. */
    public Table row(Cell... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(Arrays.asList(cells));
        return this;
    }

    /** Whether it has no row yet. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public String text(Paper paper) {
        if (rows.isEmpty()) {
            return empty + "\n";
        }
        var text = new StringBuilder();
        var shown = IntStream.range(0, headings.size())
                .filter(c -> !headings.get(c).startsWith("~"))
                .mapToObj(this::column)
                .toList();
        shown.forEach(c -> pad(text, paper, Paper.Tone.DIM, headings.get(c.at), c, c == shown.getLast()));
        text.append('\n');
        for (var row : rows) {
            for (var c : shown) {
                pad(text, paper, row.get(c.at).tone, row.get(c.at).text, c, c == shown.getLast());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private record Column(int at, int width, boolean right) {}

    /** As wide as its widest word; to the right when any of it stands there. */
    private Column column(int at) {
        var cells = rows.stream().map(row -> row.get(at)).toList();
        var widest = cells.stream().mapToInt(c -> Columns.of(c.text)).max().orElse(0);
        return new Column(
                at,
                Math.max(widest, Columns.of(headings.get(at))),
                cells.stream().anyMatch(Cell::right));
    }

    private static void pad(
            StringBuilder into, Paper paper, Paper.Tone tone, String text, Column column, boolean last) {
        var blanks = " ".repeat(Math.max(0, column.width - Columns.of(text)));
        into.append(column.right ? blanks : "").append(paper.paint(tone, text));
        if (!last) {
            into.append(column.right ? "" : blanks).append("  ");
        }
    }

    @Override
    public ArrayNode json() {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var row : rows) {
            var object = array.addObject();
            for (var c = 0; c < headings.size(); c++) {
                object.set(fields.get(c), row.get(c).value);
            }
        }
        return array;
    }
}
