package trysail.helm;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.words.Columns;
import trysail.words.Durations;

/**
 * A running session on one line: time left as a bar, data rate, quotes, working orders, fills, denials, profit and loss.
 * Where that does not fit, whole fields go: the quotes first, the last one before the first, and profit and loss last of
 * all.
 */
final class LiveLine {
    private static final int BAR = 12;
    private static final String GAP = "  ";

    private final String session;
    private final boolean rich;
    private long frames;
    private Duration age = Duration.ZERO;

    /**
     * One field.
     *
     * @param forms how it may be written, the longest first: the next one is taken when there is no room for this one, and
     *     after the last one it goes
     */
    private record Field(List<String> forms) {
        static Field of(String... forms) {
            return new Field(List.of(forms));
        }

        String text() {
            return forms.isEmpty() ? "" : forms.getFirst();
        }

        Field shorter() {
            return new Field(forms.isEmpty() ? forms : forms.subList(1, forms.size()));
        }
    }

    /** {@code rich} when the line may use a terminal's glyphs. */
    LiveLine(String session, boolean rich) {
        this.session = session;
        this.rich = rich;
    }

    /** The line for this moment, in so many columns at the most; the rate is that since the last call. */
    String of(Snapshot now, int columns) {
        var fields = new ArrayList<Field>();
        var giveWay = new ArrayList<Integer>(); // who gives way first
        fields.add(Field.of(session));
        fields.add(time(now));
        fields.add(Field.of(rate(now)));
        var quotes = now.quotes().isEmpty()
                ? List.of("no quotes yet")
                : List.of(now.quotes().split(GAP));
        for (var quote : quotes) {
            giveWay.add(fields.size());
            fields.add(Field.of(quote));
        }
        Collections.reverse(giveWay);
        var counts = fields.size();
        fields.add(Field.of(now.working() + " orders"));
        fields.add(Field.of(now.fills() + " fills"));
        if (now.vitals().denied() > 0) {
            fields.add(Field.of(now.vitals().denied() + " denied"));
        }
        var profit = fields.size();
        fields.add(profit(now));
        giveWay.add(2); // the rate
        giveWay.add(1); // the bar
        for (var i = counts; i < profit; i++) {
            giveWay.add(i);
        }
        giveWay.add(0); // the name
        giveWay.add(1); // the time left
        giveWay.addAll(Collections.nCopies(fields.get(profit).forms().size(), profit));
        return fitted(fields, giveWay, columns);
    }

    private static String fitted(List<Field> fields, List<Integer> giveWay, int columns) {
        var line = joined(fields);
        for (var i : giveWay) {
            if (Columns.of(line) <= columns) {
                return line;
            }
            fields.set(i, fields.get(i).shorter());
            line = joined(fields);
        }
        return line;
    }

    private static String joined(List<Field> fields) {
        return String.join(
                GAP, fields.stream().map(Field::text).filter(t -> !t.isEmpty()).toList());
    }

    private Field time(Snapshot now) {
        return switch (now.state()) {
            case SessionState.Opening o -> Field.of(o.text() + ", " + o.at(), o.text());
            case SessionState.Stopping s -> Field.of(s.text(), s.word());
            case SessionState.Running r -> timeLeft(now);
            case SessionState.Stopped s -> timeLeft(now);
        };
    }

    private Field timeLeft(Snapshot now) {
        var left = now.left();
        if (left.isEmpty()) {
            var ran = Durations.print(now.ran());
            return Field.of(ran, ran);
        }
        var done = (int) (BAR * now.passed());
        var bar = (rich ? "━" : "#").repeat(done) + (rich ? "┄" : ".").repeat(BAR - done);
        var words = Durations.print(Durations.wholeSeconds(left.get())) + " left";
        return Field.of("[" + bar + "] " + words, words);
    }

    private String rate(Snapshot now) {
        var passed = now.age().minus(age);
        var perSecond = passed.isZero() ? 0 : (now.frames() - frames) * 1_000_000_000.0 / passed.toNanos();
        frames = now.frames();
        age = now.age();
        return perSecond >= 10_000
                ? String.format(Locale.ROOT, "%.0fk/s", perSecond / 1_000)
                : String.format(Locale.ROOT, "%.0f/s", perSecond);
    }

    /** In the narrowest terminal whole units of the currency are better than nothing. */
    private static Field profit(Snapshot now) {
        var cents = String.format(Locale.ROOT, "%+.2f", now.pnl());
        var whole = String.format(
                Locale.ROOT,
                "%+d",
                now.pnl().setScale(0, RoundingMode.HALF_EVEN).toBigInteger());
        return Field.of("p&l " + cents, cents, whole);
    }
}
