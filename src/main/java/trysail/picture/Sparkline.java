package trysail.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A row of numbers as a row of bars: the lowest stands as an eighth of the height, the highest fills it. */
public final class Sparkline {
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    private static final String ASCII = " _.-~=+*#";
    private static final int LEVELS = 8;

    private Sparkline() {}

    /**
     * Lines, the top one first; none of them wider than {@code columns}.
     *
     * @param values oldest first; where there are more than columns, a column shows the last of those it stands for
     * @param rows of the bars' height
     */
    public static List<String> of(double[] values, int columns, int rows, boolean unicode) {
        var shown = fitted(values, columns);
        var low = Arrays.stream(shown).min().orElse(0);
        var high = Arrays.stream(shown).max().orElse(0);
        var whole = rows * LEVELS;
        var lines = new ArrayList<String>(rows);
        for (var row = rows - 1; row >= 0; row--) {
            var line = new StringBuilder();
            for (var value : shown) {
                var share = high > low ? (value - low) / (high - low) : 0.5;
                var level = 1 + (int) Math.round(share * (whole - 1));
                var here = Math.max(0, Math.min(LEVELS, level - row * LEVELS));
                line.append((unicode ? EIGHTHS : ASCII).charAt(here));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static double[] fitted(double[] values, int columns) {
        if (values.length <= columns) {
            return values;
        }
        var shown = new double[columns];
        for (var c = 0; c < columns; c++) {
            shown[c] = values[(int) ((c + 1L) * values.length / columns) - 1];
        }
        return shown;
    }
}
