package trysail.picture;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import trysail.model.Bar;
import trysail.model.Fill;
import trysail.model.Side;
import trysail.picture.Paper.Tone;

/**
 * Candles with wicks and bodies, volume below, prices on the right, times at the bottom, and our trades where they were.
 * A rising body is drawn thin, a falling one thick, so that nothing hangs on colour. Pure: data and a size in, lines out.
 */
public final class CandleChart {
    private static final int VOLUME_ROWS = 3;
    private static final int LEAST_ROWS = 4;
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    /** By what the upper and the lower half of a cell hold: nothing, a wick, a body. */
    private static final String[] RISING = {" ╷╻", "╵│╽", "╹╿┃"};

    private static final String[] FALLING = {" ╷▄", "╵│▄", "▀▀█"};
    private static final String[] RISING_ASCII = {" |o", "||o", "ooo"};
    private static final String[] FALLING_ASCII = {" |#", "||#", "###"};

    /** One character and what it means. */
    private record Cell(char sign, Tone tone) {
        private static final Cell BLANK = new Cell(' ', Tone.PLAIN);
    }

    private final List<Bar> bars;
    private final Paper paper;
    private final int scale;
    private final int rows;
    private final int axisWidth;
    private final int pitch;
    private final PriceAxis axis;
    private final Cell[][] cells;

    /**
     * @param all oldest first; as many of the newest are drawn as fit
     * @param rows of prices; volume and times take five more
     */
    private CandleChart(List<Bar> all, Paper paper, int rows) {
        this.paper = paper;
        this.rows = rows;
        scale = all.getLast().instrument().priceScale();
        axisWidth = all.getLast()
                        .high()
                        .setScale(scale, java.math.RoundingMode.HALF_EVEN)
                        .toPlainString()
                        .length()
                + 3;
        var width = Math.max(1, paper.columns() - axisWidth);
        pitch = all.size() * 2 <= width ? 2 : 1;
        bars = all.subList(Math.max(0, all.size() - width / pitch), all.size());
        axis = new PriceAxis(
                bars.stream().mapToDouble(b -> b.low().doubleValue()).min().orElse(0),
                bars.stream().mapToDouble(b -> b.high().doubleValue()).max().orElse(0),
                rows);
        cells = new Cell[rows + VOLUME_ROWS][bars.size() * pitch];
        for (var row : cells) {
            Arrays.fill(row, Cell.BLANK);
        }
    }

    /** How many bars fill a paper of this width, with a column between them. */
    public static int fitting(Paper paper) {
        return Math.max(1, (paper.columns() - ChartWords.EVERY) / 2);
    }

    /** The lines of the picture: it takes the paper's height less two, so that a prompt has its place. */
    public static List<String> of(List<Bar> bars, List<Fill> fills, Paper paper) {
        var chart = new CandleChart(bars, paper, Math.max(LEAST_ROWS, paper.rows() - 2 - VOLUME_ROWS - 3));
        chart.drawCandles();
        chart.drawVolume();
        chart.drawFills(fills);
        return chart.lines(fills);
    }

    private static Tone tone(Bar bar) {
        return bar.close().compareTo(bar.open()) >= 0 ? Tone.GOOD : Tone.BAD;
    }

    private void drawCandles() {
        for (var i = 0; i < bars.size(); i++) {
            var bar = bars.get(i);
            var open = bar.open().doubleValue();
            var close = bar.close().doubleValue();
            var top = axis.step(bar.high().doubleValue());
            var bottom = axis.step(bar.low().doubleValue());
            var bodyTop = axis.step(Math.max(open, close));
            var bodyBottom = axis.step(Math.min(open, close));
            var signs =
                    close >= open ? paper.unicode() ? RISING : RISING_ASCII : paper.unicode() ? FALLING : FALLING_ASCII;
            for (var row = top / 2; row <= bottom / 2; row++) {
                var upper = part(2 * row, top, bottom, bodyTop, bodyBottom);
                var lower = part(2 * row + 1, top, bottom, bodyTop, bodyBottom);
                cells[row][i * pitch] = new Cell(signs[upper].charAt(lower), tone(bar));
            }
        }
    }

    /** What a half row holds: 0 nothing, 1 a wick, 2 a body. */
    private static int part(int step, int top, int bottom, int bodyTop, int bodyBottom) {
        return step < top || step > bottom ? 0 : step >= bodyTop && step <= bodyBottom ? 2 : 1;
    }

    private void drawVolume() {
        var most =
                bars.stream().mapToDouble(b -> b.volume().doubleValue()).max().orElse(0);
        for (var i = 0; i < bars.size() && most > 0; i++) {
            var level = (int) Math.round(bars.get(i).volume().doubleValue() / most * VOLUME_ROWS * 8);
            for (var row = 0; row < VOLUME_ROWS; row++) {
                var here = Math.max(0, Math.min(8, level - row * 8));
                var sign = paper.unicode() ? EIGHTHS.charAt(here) : here >= 4 ? '#' : here > 0 ? '.' : ' ';
                cells[rows + VOLUME_ROWS - 1 - row][i * pitch] = new Cell(sign, tone(bars.get(i)));
            }
        }
    }

    private void drawFills(List<Fill> fills) {
        for (var fill : fills) {
            var at = barOf(fill.time());
            if (at >= 0) {
                var row = axis.row(fill.price().doubleValue());
                var before = cells[row][at * pitch].sign;
                var mark = sign(fill.side());
                var both = before == sign(fill.side().opposite()) || before == both();
                cells[row][at * pitch] = new Cell(both ? both() : mark, both ? Tone.STRONG : toneOf(fill.side()));
            }
        }
    }

    private int barOf(Instant time) {
        for (var i = bars.size() - 1; i >= 0; i--) {
            if (!time.isBefore(bars.get(i).openTime())) {
                return time.isBefore(bars.get(i).closeTime()) ? i : -1;
            }
        }
        return -1;
    }

    private char sign(Side side) {
        return side == Side.BUY ? paper.unicode() ? '▲' : 'B' : paper.unicode() ? '▼' : 'S';
    }

    private char both() {
        return paper.unicode() ? '◆' : 'X';
    }

    private static Tone toneOf(Side side) {
        return side == Side.BUY ? Tone.NAME : Tone.WARN;
    }

    private List<String> lines(List<Fill> fills) {
        var lines = new ArrayList<String>();
        var words = new ChartWords(bars, paper);
        lines.add(words.heading(drawn(fills, Side.BUY), drawn(fills, Side.SELL)));
        var labels = axis.labels(scale);
        var last = bars.getLast();
        var lastRow = axis.row(last.close().doubleValue());
        for (var row = 0; row < cells.length; row++) {
            var line = new StringBuilder();
            for (var cell : cells[row]) {
                line.append(paper.paint(cell.tone, String.valueOf(cell.sign)));
            }
            if (row == lastRow) {
                var price = PriceAxis.print(last.close().doubleValue(), scale);
                line.append(paper.paint(tone(last), paper.sign(" ◂", " <") + price));
            } else if (row < rows && !labels[row].isEmpty()) {
                line.append(paper.paint(Tone.DIM, paper.sign(" ┤", " |") + labels[row]));
            } else if (row == rows) {
                line.append(paper.paint(Tone.DIM, " volume " + mostVolume()));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.addAll(words.times(pitch, axisWidth));
        return lines;
    }

    private ChartWords.Mark drawn(List<Fill> fills, Side side) {
        var count = fills.stream()
                .filter(f -> f.side() == side && barOf(f.time()) >= 0)
                .count();
        return new ChartWords.Mark(sign(side), toneOf(side), count);
    }

    private String mostVolume() {
        return bars.stream()
                .map(Bar::volume)
                .max(BigDecimal::compareTo)
                .orElseThrow()
                .toPlainString();
    }
}
