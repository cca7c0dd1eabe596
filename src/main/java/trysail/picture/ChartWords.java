package trysail.picture;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import trysail.model.Bar;
import trysail.picture.Paper.Tone;
import trysail.words.Durations;

/** What is written above a chart and below it. */
final class ChartWords {
    /** Columns from one time to the next. */
    static final int EVERY = 14;

    private static final Duration DAY = Duration.ofDays(1);

    /** How our trades of one side are drawn, and how many are. */
    record Mark(char sign, Tone tone, long count) {}

    private final List<Bar> bars;
    private final Paper paper;
    private final Bar last;

    ChartWords(List<Bar> bars, Paper paper) {
        this.bars = bars;
        this.paper = paper;
        last = bars.getLast();
    }

    /** As much of it as the paper is wide. */
    String heading(Mark bought, Mark sold) {
        var change = PriceChange.percent(bars.getFirst().open(), last.close());
        var text = new StringBuilder();
        var left = paper.columns();
        left = add(text, left, Tone.STRONG, last.instrument().symbol());
        left = add(text, left, Tone.PLAIN, " " + Durations.print(last.frame()));
        left = add(text, left, Tone.PLAIN, "  " + last.close().toPlainString());
        left = add(text, left, PriceChange.tone(change), String.format(Locale.ROOT, "  %+.2f%%", change));
        left = add(text, left, Tone.PLAIN, " in " + bars.size() + (bars.size() == 1 ? " bar" : " bars"));
        if (bought.count + sold.count > 0) {
            left = add(text, left, bought.tone, "  " + bought.sign + " bought " + bought.count);
            add(text, left, sold.tone, "  " + sold.sign + " sold " + sold.count);
        }
        return text.toString();
    }

    /** Adds what fits, or nothing; returns how much room is left: none, once something did not fit. */
    private int add(StringBuilder into, int room, Tone tone, String words) {
        if (words.length() > room) {
            return 0;
        }
        into.append(paper.paint(tone, words));
        return room - words.length();
    }

    /** Of another day than today its date, where there is room. */
    private String date(int taken) {
        var date = Times.today(last.openTime()) ? "" : ", " + Times.day(last.openTime());
        return taken + " UTC".length() + date.length() <= paper.columns() ? date : "";
    }

    /**
     * A line of ticks and one of the times they stand for, UTC.
     *
     * @param pitch columns from one bar to the next
     * @param margin columns right of the last bar
     */
    List<String> times(int pitch, int margin) {
        var form = DateTimeFormatter.ofPattern(last.frame().compareTo(DAY) < 0 ? "HH:mm" : "MM-dd", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        var width = bars.size() * pitch;
        var ticks = new StringBuilder(paper.sign("─", "-").repeat(width));
        var words = new StringBuilder(" ".repeat(width + margin));
        for (var at = 0; at < width; at += EVERY) {
            var word = form.format(bars.get(at / pitch).openTime());
            if (at + word.length() <= words.length()) {
                ticks.setCharAt(at, paper.unicode() ? '┬' : '+');
                words.replace(at, at + word.length(), word);
            }
        }
        var told = words.toString().stripTrailing() + " UTC" + date(words.toString().stripTrailing().length());
        return List.of(
                paper.paint(Tone.DIM, ticks.toString()),
                paper.paint(Tone.DIM, told.substring(0, Math.min(told.length(), paper.columns()))));
    }
}
