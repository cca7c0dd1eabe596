package trysail.recording;

import trysail.json.MalformedFrame;

/**
 * What the numbers at the beginnings of lines mean: nanoseconds, microseconds, milliseconds or seconds since 1970. Told by
 * the times that the venue says in the frames, and without them by magnitude; a clock that counts from elsewhere counts
 * nanoseconds, or seconds where it writes fractions. A line in another unit than the first ones is read in its own.
 */
final class ReceiveTimes {
    private static final long[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000};
    private static final double SAME = 0.1;
    /** Milliseconds: the years in which venues like these have been, or will be, recorded. */
    private static final double FIRST = 1.2e12;

    private static final double LAST = 4.1e12;
    private static final long FRACTION = 1_000_000_000;
    private static final int MOST_DIGITS = 19;

    /** What a capture's times count: found once, by reading its frames; immutable from then on. */
    static final class Unit {
        /** Nanoseconds; 0 while it is not known. */
        private long nanos;
        /** About when the capture was made, milliseconds; 0 for a clock that counts from elsewhere. */
        private double epoch;
    }

    private final Unit unit;
    private long value;
    private long fraction;
    private boolean fractional;

    ReceiveTimes(Unit unit) {
        this.unit = unit;
    }

    /**
     * Reads the time at the beginning of a line.
     *
     * @return where the frame begins
     * @throws MalformedFrame when the line does not begin with a time and a frame
     */
    int read(byte[] text, int from, int to) throws MalformedFrame {
        value = 0;
        fraction = 0;
        int at = from;
        for (; at < to && isDigit(text[at]) && at - from <= MOST_DIGITS; at++) {
            if (value > (Long.MAX_VALUE - 9) / 10) {
                throw malformed();
            }
            value = value * 10 + (text[at] - '0');
        }
        int digits = at - from;
        fractional = digits > 0 && at < to && text[at] == '.';
        if (fractional) {
            at++;
            for (long place = FRACTION / 10; at < to && isDigit(text[at]); at++, place /= 10) {
                fraction += place * (text[at] - '0');
            }
        }
        boolean timed = digits > 0;
        int after = at;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        if (at == to || (timed && at == after) || (!timed && text[at] != '{') || value < 0) {
            throw malformed();
        }
        return at;
    }

    private static MalformedFrame malformed() {
        return new MalformedFrame("is not '<receive time ns> <frame>'");
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The line that was read last says when the venue sent it, in milliseconds; 0 when it does not. */
    void learn(long eventTime) {
        if (unit.nanos != 0 || value == 0 || eventTime < FIRST || eventTime > LAST) {
            return;
        }
        unit.nanos = fractional ? FRACTION : 1;
        for (long each : UNITS) {
            if (near(value * (each / 1e6), (double) eventTime)) {
                unit.nanos = each;
                unit.epoch = (double) eventTime;
            }
        }
    }

    /** All that can be learnt is: without times in the frames, the last line's magnitude tells. */
    void settle() {
        if (unit.nanos != 0) {
            return;
        }
        unit.nanos = fractional ? FRACTION : 1;
        for (long each : UNITS) {
            double millis = value * (each / 1e6);
            if (millis > FIRST && millis < LAST) {
                unit.nanos = each;
                unit.epoch = millis;
            }
        }
    }

    private static boolean near(double millis, double other) {
        return Math.abs(millis / other - 1) < SAME;
    }

    /**
     * When the line that was read last was received, nanoseconds.
     *
     * @param eventTime when the venue sent it, milliseconds; 0 when it does not say
     * @param before the line before
     * @throws MalformedFrame when it is of another age than the lines before
     */
    long nanos(long eventTime, long before) throws MalformedFrame {
        if (value == 0 && fraction == 0) {
            return eventTime > 0 && (unit.epoch == 0 || near((double) eventTime, unit.epoch))
                    ? eventTime * 1_000_000
                    : before;
        }
        long of = unit.nanos;
        if (unit.epoch > 0 && !near(value * (of / 1e6), unit.epoch)) {
            of = 0;
            for (long each : UNITS) {
                of = near(value * (each / 1e6), unit.epoch) ? each : of;
            }
        }
        if (of == 0 || value > Long.MAX_VALUE / of - 1) {
            throw new MalformedFrame("its receive time is years away from the others");
        }
        return value * of + fraction / (FRACTION / of);
    }
}
