package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.scope.StopLadder.Outcome.CUT;
import static trysail.scope.StopLadder.Outcome.DONE;
import static trysail.scope.StopLadder.Outcome.FAILED;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StopLadderTest {
    private final StopLadder ladder = new StopLadder(SessionClock.SYSTEM, Rung.WHOLE);

    private StopLadder.Outcome outcome(StopLadder.Outcome... ofParts) {
        ladder.begin(Rung.STREAMS);
        for (var part : ofParts) {
            ladder.end(Rung.STREAMS, part, "");
        }
        return ladder.steps().getFirst().outcome();
    }

    @Test
    void theWorstOutcomeOfItsPartsIsTheRungsWhicheverComesLast() {
        assertThat(outcome(FAILED, CUT, DONE)).isEqualTo(FAILED);
    }

    @Test
    void aPartThatWasCutIsNotMadeGoodByALaterOne() {
        assertThat(outcome(CUT, DONE)).isEqualTo(CUT);
    }

    @Test
    void theRungsBudgetsAddUpToTheWholeStop() {
        var sum = Arrays.stream(Rung.values()).map(r -> r.budget(Rung.WHOLE)).reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isEqualTo(Rung.WHOLE).isEqualTo(Duration.ofSeconds(5));
    }
}
