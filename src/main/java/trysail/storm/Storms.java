package trysail.storm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import trysail.schedule.Scheduler;
import trysail.schedule.Simulation;
import trysail.schedule.Transcript;

/**
 * Runs a trial under one seed after another. Everything in the tally depends on the trial and the seeds alone.
 *
 * @param trial what is put through them
 */
public record Storms<P>(Trial<P> trial) {
    private static final int MOST_DROPS = 4;
    private static final long NO_SEED = -1;

    /**
     * What a number of storms came to.
     *
     * @param schedules how many different schedules there were
     * @param failed in how many a promise was not kept
     * @param broken those in which a promise was not kept, in the order of their seeds; the first thousand
     * @param transcriptsSha256 over all transcripts, in the order of their seeds
     */
    public record Tally(
            long firstSeed, int runs, int schedules, int failed, List<Storm> broken, String transcriptsSha256) {
        private static final int KEPT = 1_000;

        public Tally {
            broken = List.copyOf(broken);
        }
    }

    /** The storm of this seed: plan, schedule and all. In the calling platform thread. */
    public Storm run(long seed) {
        return run(seed, schedule(seed));
    }

    /** The storm of this seed under a schedule of its own: one recorded before, say. */
    public Storm run(long seed, Scheduler schedule) {
        return run(seed, trial.draw(seed), schedule);
    }

    /** This plan, which no seed need have drawn, under this schedule. */
    public Storm run(P plan, Scheduler schedule) {
        return run(NO_SEED, plan, schedule);
    }

    Storm run(long seed, P plan, Scheduler schedule) {
        var simulation = new Simulation(schedule);
        var transcript = new Transcript(simulation.clock());
        var outcome = simulation.run(() -> trial.run(plan, simulation, transcript));
        return Storm.of(seed, plan, trial.mayLeave(plan), outcome, transcript.bytes());
    }

    /** The storms of {@code runs} seeds from this one on; {@code each} is told of every one as it ends. */
    public Tally run(long firstSeed, int runs, Consumer<Storm> each) {
        var schedules = new HashSet<String>();
        var broken = new ArrayList<Storm>();
        var digest = Transcript.sha256();
        var failed = 0;
        for (var i = 0; i < runs; i++) {
            var storm = run(firstSeed + i);
            schedules.add(Transcript.digest(storm.outcome().trace().toString().getBytes(StandardCharsets.UTF_8)));
            digest.update(storm.transcript().getBytes(StandardCharsets.UTF_8));
            if (storm.broken().isPresent()) {
                failed++;
                if (broken.size() < Tally.KEPT) {
                    broken.add(storm);
                }
            }
            each.accept(storm);
        }
        return new Tally(
                firstSeed,
                runs,
                schedules.size(),
                failed,
                broken,
                HexFormat.of().formatHex(digest.digest()));
    }

    /** By turns at random and with few preemptions: each finds what the other does not. */
    public Scheduler schedule(long seed) {
        var random = new SplittableRandom(~seed);
        return random.nextBoolean()
                ? Scheduler.random(random.nextLong())
                : Scheduler.pct(random.nextLong(), 1 + random.nextInt(MOST_DROPS), trial.choices());
    }
}
