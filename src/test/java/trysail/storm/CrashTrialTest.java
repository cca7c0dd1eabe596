package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import trysail.receipt.Receipt;
import trysail.strategy.Strategies;

/** {@code kill -9} at any instant, restarts, and the venue that was there all the time as the witness. */
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "whole-session storms need JDK 24 or later")
class CrashTrialTest {
    private final ArrayList<Receipt> receipts = new ArrayList<>();

    @Test
    void afterAnyKillTheNextStartPutsEverythingInOrder() { // B2, C1, C2, C5, C6, C7, C9, C10, C13
        var reports = new ArrayList<String>();
        var tally = restless().run(1, 25, storm -> storm.broken().ifPresent(b -> reports.add(storm.report())));

        assertThat(reports).isEmpty();
        assertThat(tally.schedules()).isGreaterThan(23);
        assertThat(receipts.stream().filter(r -> r.fills() > 0))
                .as("sessions that traded")
                .hasSizeGreaterThan(10);
    }

    @Test
    void equalSeedsMakeEqualTranscripts() {
        var storms = new Storms<>(new CrashTrial(() -> Strategies.named("quoter"), receipts::add));
        for (var seed = 900L; seed < 903; seed++) {
            var first = storms.run(seed);
            assertThat(first.broken()).isEmpty();
            assertThat(first.transcript())
                    .contains(" killed")
                    .isEqualTo(storms.run(seed).transcript());
        }
    }

    @Test
    void killsOfEveryKindAreDrawn() {
        var kinds = new AtomicInteger[CrashPlan.Kill.From.values().length];
        for (var i = 0; i < kinds.length; i++) {
            kinds[i] = new AtomicInteger();
        }
        for (var seed = 1; seed <= 100; seed++) {
            CrashPlan.draw(seed).lives().stream()
                    .flatMap(l -> l.kill().stream())
                    .forEach(k -> kinds[k.from().ordinal()].incrementAndGet());
        }
        assertThat(kinds).allSatisfy(k -> assertThat(k.get()).isGreaterThan(15));
    }

    private Storms<CrashPlan> restless() {
        return new Storms<>(new CrashTrial(() -> new Restless(7), receipts::add));
    }
}
