package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.demo.Demo;
import trysail.picture.Paper;

class DemoWordsTest {
    private static Demo.Judged judged(int number, Demo.Verdict verdict) {
        return new Demo.Judged(number, "claim " + number, "scene", verdict, "seen");
    }

    @Test
    void theLastLineCountsWhatWasNotShownApartAndSaysHowLongItTook() {
        var some = List.of(judged(1, Demo.Verdict.HELD), judged(2, Demo.Verdict.NOT_SHOWN));

        var text = DemoCommand.text(some, Duration.ofSeconds(21), Paper.plain());

        assertThat(text).contains("✓  1  claim 1", "–  2  claim 2").endsWith("\n1 of 2 held, 1 not shown, in 21 s\n");
        assertThat(DemoCommand.code(some)).isZero();
    }

    @Test
    void onePointBrokenIsExitCodeOneAndSoIsNothingShown() {
        var broken = List.of(judged(1, Demo.Verdict.HELD), judged(2, Demo.Verdict.BROKEN));
        assertThat(DemoCommand.code(broken)).isEqualTo(1);
        assertThat(DemoCommand.text(broken, Duration.ZERO, Paper.plain())).contains("1 of 2 held, 1 broken, in 0 s");
        assertThat(DemoCommand.code(List.of(judged(1, Demo.Verdict.NOT_SHOWN)))).isEqualTo(1);
    }
}
