package trysail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/soak} runs for hours, in seconds: the same phases, the same verdict. */
@Timeout(180)
class SoakTest {
    private static final List<String> FAULTS =
            List.of("drop", "mute for 100ms", "lose-reply", "http429 for 50ms", "gap");

    @TempDir
    private Path directory;

    @Test
    void cyclesFlapsAndFloodsLeaveTheProcessAsItWas() throws Exception { // E1, E2, E3, E4, E6, E7
        var picture = directory.resolve("soak.svg");
        var plan = new Soak.Plan(15, new Budget.Count(80), 6, new Budget.Count(1), FAULTS, new Budget.Count(1_000));

        var verdicts = Soak.run(plan, System.out::println, picture);

        assertThat(verdicts).extracting(Verdict::phase).containsExactly("cycles", "flapping", "flood");
        assertThat(verdicts)
                .allSatisfy(v -> assertThat(v.holds()).as(v.toString()).isTrue());
        assertThat(Files.readString(picture)).startsWith("<svg").contains("platform threads", "flapping");
    }
}
