package trysail.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.look.Vitals;
import trysail.words.Columns;

/** One line in any terminal: what does not fit goes as a whole. */
class LiveLineTest {
    private static final String QUOTES = "BTC 60000.1/60000.2  ETH 3000.10/3000.11  SOL 150.10/150.11";
    private static final String WHOLE =
            "paper-7  [###.........] 45s left  100/s  " + QUOTES + "  3 orders  4 fills  7 denied  p&l -12.34";

    private static Snapshot snapshot(SessionState state, String quotes, long denied, String pnl) {
        var venue = new Vitals.VenueHealth("binance-usdm", Vitals.Light.GREEN, "connected", 1, 0, Optional.empty());
        return new Snapshot(
                state,
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Optional.of(Duration.ofSeconds(60)),
                1_500,
                Optional.of(Duration.ofMillis(120)),
                quotes,
                3,
                4,
                new BigDecimal(pnl),
                List.of(),
                new Vitals(0, 0, List.of(), venue, BigDecimal.TEN, 20, denied, List.of()));
    }

    private static String line(int columns) {
        return new LiveLine("paper-7", false).of(snapshot(new SessionState.Running(), QUOTES, 7, "-12.34"), columns);
    }

    @Test
    void withRoomForAllItTellsAll() {
        assertThat(line(1_000)).isEqualTo(WHOLE);
        assertThat(line(WHOLE.length())).isEqualTo(WHOLE);
    }

    @Test
    void quotesGoFirstOneByOneAndProfitLastOfAll() {
        assertThat(line(WHOLE.length() - 1)).isEqualTo(WHOLE.replace("  SOL 150.10/150.11", ""));
        assertThat(line(110)).contains("BTC 60000.1/60000.2").doesNotContain("ETH");
        assertThat(line(81))
                .isEqualTo("paper-7  [###.........] 45s left  100/s  3 orders  4 fills  7 denied  p&l -12.34");
        assertThat(line(60)).isEqualTo("paper-7  45s left  3 orders  4 fills  7 denied  p&l -12.34");
        assertThat(line(40)).isEqualTo("paper-7  45s left  7 denied  p&l -12.34");
        assertThat(line(30)).isEqualTo("paper-7  45s left  p&l -12.34");
        assertThat(line(12)).isEqualTo("p&l -12.34");
        assertThat(line(6)).isEqualTo("-12.34");
        assertThat(line(4)).isEqualTo("-12");
        assertThat(line(2)).isEmpty();
    }

    @Test
    void inEveryWidthItFitsAndNoFieldIsCut() {
        var fields = List.of((WHOLE + "  45s left  -12.34  -12").split("  "));
        for (var columns = 0; columns < 140; columns++) {
            var line = line(columns);
            assertThat(line.length()).as(line).isLessThanOrEqualTo(columns);
            if (!line.isEmpty()) {
                assertThat(fields).as("in %d columns", columns).contains(line.split("  "));
            }
        }
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        var quotes = "币安人生 0.1/0.2";
        var now = snapshot(new SessionState.Running(), quotes, 0, "1");
        var all = new LiveLine("paper-7", true).of(now, 1_000);
        var width = Columns.of(all);
        assertThat(width).isEqualTo(all.length() + 4);
        assertThat(new LiveLine("paper-7", true).of(now, width)).isEqualTo(all);
        assertThat(new LiveLine("paper-7", true).of(now, width - 1)).doesNotContain(quotes);
    }

    @Test
    void whileItOpensThatIsSaidAndNothingDeniedIsNotSaid() {
        var now = snapshot(new SessionState.Opening("waiting for the account stream"), "", 0, "0");
        assertThat(new LiveLine("paper-7", false).of(now, 1_000))
                .isEqualTo("paper-7  opening, waiting for the account stream  100/s  no quotes yet  3 orders  4 fills"
                        + "  p&l +0.00");
        assertThat(new LiveLine("paper-7", false).of(now, 30)).isEqualTo("paper-7  opening  p&l +0.00");
    }

    @Test
    void coloursAndMarksTakeNoColumn() {
        assertThat(Columns.of("\u001b[31mred\u001b[0m")).isEqualTo(3);
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("😀")).isEqualTo(2);
        assertThat(Columns.of("━┄●")).isEqualTo(3);
    }
}
