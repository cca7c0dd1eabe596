package trysail.picture;

import java.util.Locale;
import java.util.stream.Collectors;
import trysail.fault.Fault;
import trysail.storm.SessionPlan;
import trysail.words.Durations;

/** What one storm does, in words that a plan file takes: a file of these lines makes the same plan. */
public final class StormPlanText {
    private StormPlanText() {}

    /** In lines. */
    public static String of(SessionPlan plan) {
        var weather = plan.weather();
        return """
                life         %s
                faults       %d
                %sstops        %d
                asked        %dms
                aimed        %s
                on-stop      %s
                stop-within  %s
                latency      %dms
                jitter       %dms
                pieces       %d
                """.formatted(
                        plan.life().toMillis() + "ms",
                        plan.faults().size(),
                        plan.faults().stream()
                                .map(Fault::spec)
                                .map(f -> "fault        " + f + "\n")
                                .collect(Collectors.joining()),
                        plan.stops(),
                        plan.asked().toMillis(),
                        plan.aim()
                                .map(a -> "100%\naim          " + a.toNanos() / 1_000 + "us")
                                .orElse("0%"),
                        plan.onStop().name().toLowerCase(Locale.ROOT),
                        Durations.print(plan.stopWithin()),
                        weather.latency().toMillis(),
                        weather.jitter().toMillis(),
                        weather.longest());
    }
}
