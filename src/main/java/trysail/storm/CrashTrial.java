package trysail.storm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trysail.receipt.Receipt;
import trysail.schedule.Simulation;
import trysail.schedule.Transcript;
import trysail.strategy.Strategy;

/**
 * {@code kill -9} in a storm: sessions one after the other on the same venue, account and journals, each killed at some
 * instant or ended by itself, the last one in calm weather. The venue is in none of their processes and outlives them.
 * When the last one has ended it must be as if nobody had ever been killed; one more start must find nothing to do.
 *
 * @param strategy makes the strategy of each session
 * @param receipts is given the receipt of each session that was not killed
 */
public record CrashTrial(Supplier<Strategy> strategy, Consumer<Receipt> receipts) implements Trial<CrashPlan> {
    private static final int CHOICES = 6_000;
    private static final Duration SHORT = Duration.ofMillis(300);

    @Override
    public CrashPlan draw(long seed) {
        return CrashPlan.draw(seed);
    }

    @Override
    public int choices() {
        return CHOICES;
    }

    @Override
    public void run(CrashPlan plan, Simulation simulation, Transcript transcript) throws Exception {
        try (var scene = new CrashScene(plan, simulation)) {
            var last = Optional.<Receipt>empty();
            for (var life : plan.lives()) {
                last = scene.live(life, strategy);
                last.ifPresent(receipts);
            }
            scene.tell(transcript);
            var witness = new CrashWitness(scene.store(), scene.exchange(), simulation.clock());
            witness.judge(last.orElseThrow());
            var before = witness.look();
            var idle = scene.live(CrashPlan.Life.calm(Duration.ZERO, SHORT), () -> (event, state) -> List.of());
            witness.mustBe(before, idle.orElseThrow());
        }
    }
}
