package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.order.OnStop;
import trysail.words.BadInput;

/** Files that restrict what seeds draw. */
class PlanFileTest {
    private static final Path FILE = Path.of("my.plan");

    @Test
    void aPlanThatFixesEverythingIsThatPlanUnderEverySeed() {
        var forecast = PlanFile.parse(FILE, """
                life 1s          # a comment
                faults 2
                fault mute@500ms for 200ms

                fault cut@700ms
                stops 1
                asked 800ms
                aimed 100%
                aim 20us
                on-stop flatten
                stop-within 2s
                latency 3ms
                jitter 0
                pieces 100
                """);
        for (var seed = 1; seed < 20; seed++) {
            var plan = forecast.draw(seed);
            assertThat(plan.life()).isEqualTo(Duration.ofSeconds(1));
            assertThat(plan.faults().stream().map(f -> f.spec()))
                    .containsExactlyInAnyOrder("mute@500ms for 200ms", "cut@700ms");
            assertThat(plan.stops()).isOne();
            assertThat(plan.asked()).isEqualTo(Duration.ofMillis(800));
            assertThat(plan.aim()).contains(Duration.ofNanos(20_000));
            assertThat(plan.onStop()).isEqualTo(OnStop.FLATTEN);
            assertThat(plan.stopWithin()).isEqualTo(Duration.ofSeconds(2));
            assertThat(plan.weather().latency()).isEqualTo(Duration.ofMillis(3));
            assertThat(plan.weather().longest()).isEqualTo(100);
        }
    }

    @Test
    void whatItSaysBoundsWhatSeedsDraw() {
        var forecast = PlanFile.parse(FILE, "faults 1\nfault drop x9\nfault mute@1s..2s for 10ms..20ms\n");
        var drawn = LongStream.range(0, 400)
                .mapToObj(seed -> forecast.draw(seed).faults().getFirst())
                .toList();
        var drops = drawn.stream().filter(f -> f.what().equals("drop")).count();
        assertThat(drops).isBetween(320L, 390L);
        assertThat(drawn.stream().filter(f -> f.what().startsWith("mute")).map(f -> f.at()))
                .allMatch(at -> at.toMillis() >= 1_000 && at.toMillis() <= 2_000);
    }

    @Test
    void whoSaysHowManyOrWhichSaysItOfAllOfThem() {
        assertThat(PlanFile.parse(FILE, "life 1s\n").later()).isEqualTo(Forecast.STANDARD.later());
        assertThat(PlanFile.parse(FILE, "faults 0\n").later()).isEqualTo(Span.only(0));
        assertThat(PlanFile.parse(FILE, "fault drop\n").later()).isEqualTo(Span.only(0));
    }

    @Test
    void theExampleIsOne() {
        var kinds = PlanFile.read(Path.of("scripts", "flapping.plan")).kinds();
        assertThat(kinds.stream().map(FaultChance::what).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("drop", "cut", "refuse", "mute");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lief 1s                | 'lief' is no key: did you mean 'life'?
            life                   | 'life' takes a value
            life 1s 2s             | 'life' takes one value, not '1s 2s'
            life 2s..1s            | '2s..1s' ends before it begins
            life 1                 | '1' is not a time: write 300ms, 2s or 1s..2s
            life 1ms               | '1ms' is out of bounds: from 20ms to 60000ms, whole milliseconds
            faults 5               | '5' is not a number from 0 to 4
            on-stop hope           | 'hope' is no way to stop: write cancel, keep or flatten
            fault cut for 1s       | 'cut' happens once: leave out 'for'
            fault cut cut          | 'cut cut' is no fault: write mute, mute@1s..2s, mute@1s for 200ms, mute x3
            """)
    void whatIsWrongIsToldByItsLine(String line, String told) {
        assertThatThrownBy(() -> PlanFile.parse(FILE, "# first\n" + line + "\n"))
                .isInstanceOf(BadInput.class)
                .hasMessage("plan my.plan:2: " + told);
    }

    @Test
    void aFaultThatThereIsNotIsToldWithThoseThereAre() {
        assertThatThrownBy(() -> PlanFile.parse(FILE, "fault mist\n"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("plan my.plan:1: fault 'mist")
                .hasMessageContaining("half-open");
    }
}
