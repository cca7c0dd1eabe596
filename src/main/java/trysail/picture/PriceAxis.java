package trysail.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** A range of prices laid over the rows of a picture, two steps a row, and the round numbers beside it. */
final class PriceAxis {
    private static final int STEPS = 2;
    private static final int ROWS_A_LABEL = 4;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    private final double low;
    private final double high;
    private final int rows;

    PriceAxis(double low, double high, int rows) {
        var room = high > low ? 0 : Math.max(Math.abs(low) * 1e-4, 1e-8);
        this.low = low - room;
        this.high = high + room;
        this.rows = rows;
    }

    /** Half rows from the top, from 0 to twice the rows less one. */
    int step(double price) {
        long steps = (long) STEPS * rows;
        var share = (high - price) / (high - low);
        return (int) Math.max(0, Math.min(steps - 1, Math.round(share * (steps - 1))));
    }

    int row(double price) {
        return step(price) / STEPS;
    }

    /** The label of each row; empty where there is none. */
    String[] labels(int scale) {
        var labels = new String[rows];
        Arrays.fill(labels, "");
        var step = roundStep();
        for (var at = Math.ceil(low / step) * step; at <= high; at += step) {
            labels[row(at)] = print(at, scale);
        }
        return labels;
    }

    /** The smallest round distance that leaves a few rows between labels. */
    private double roundStep() {
        var least = (high - low) / Math.max(1.0, rows / (double) ROWS_A_LABEL);
        var magnitude = Math.pow(10, Math.floor(Math.log10(least)));
        for (var round : ROUND) {
            if (round * magnitude >= least) {
                return round * magnitude;
            }
        }
        return ROUND[ROUND.length - 1] * magnitude;
    }

    static String print(double price, int scale) {
        return BigDecimal.valueOf(price).setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    }
}
