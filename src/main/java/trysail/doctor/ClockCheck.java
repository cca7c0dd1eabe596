package trysail.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import trysail.scope.SessionClock;

/** Whether the wall clock is disciplined, as far as the system knows, and runs with the monotonic one. */
final class ClockCheck {
    private static final Duration WATCHED = Duration.ofMillis(200);
    private static final Duration JUMP = Duration.ofMillis(20);
    private static final Duration ANSWER = Duration.ofMillis(500);
    private static final Pattern OFFSET = Pattern.compile("System time\\s*:\\s*([0-9.]+) seconds (\\w+)");
    private static final String DISCIPLINE =
            "venues refuse a clock that is seconds off: install chrony, or timedatectl set-ntp true";

    private ClockCheck() {}

    static List<Finding> of(Facts facts) throws InterruptedException {
        return List.of(discipline(facts), steadiness(SessionClock.SYSTEM));
    }

    private static Finding discipline(Facts facts) throws InterruptedException {
        if (Files.exists(Path.of("/run/systemd/timesync/synchronized"))) {
            return Finding.good("clock", "kept by systemd-timesyncd");
        }
        var chrony = JavaCheck.onPath(facts, "chronyc").flatMap(c -> answer(c.toString(), "-n", "tracking"));
        if (chrony.isPresent()) {
            var offset = OFFSET.matcher(chrony.get());
            return offset.find() && !chrony.get().contains("Not synchronised")
                    ? Finding.good("clock", "kept by chrony, " + offset.group(1) + " s " + offset.group(2))
                    : Finding.mind("clock", "chrony is not synchronised", DISCIPLINE);
        }
        var systemd = JavaCheck.onPath(facts, "timedatectl")
                .flatMap(t -> answer(t.toString(), "show", "-p", "NTPSynchronized", "--value"));
        if (systemd.isPresent()) {
            return systemd.get().strip().equals("yes")
                    ? Finding.good("clock", "kept by the system's time service")
                    : Finding.mind("clock", "not synchronised", DISCIPLINE);
        }
        return Finding.mind("clock", "nobody here tells whether it is right", DISCIPLINE);
    }

    private static Optional<String> answer(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0
                    ? Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The wall clock against the monotonic one, for a moment. */
    static Finding steadiness(SessionClock clock) throws InterruptedException {
        var wall = clock.now();
        var nanos = clock.nanos();
        clock.sleep(WATCHED);
        var apart = Duration.between(wall, clock.now())
                .minusNanos(clock.nanos() - nanos)
                .abs();
        var what = "wall and monotonic clock %.1f ms apart after %d ms"
                .formatted(apart.toNanos() / 1e6, WATCHED.toMillis());
        return apart.compareTo(JUMP) <= 0
                ? Finding.good("steadiness", what)
                : Finding.mind("steadiness", what, "the wall clock is being set: wait until that is over");
    }
}
