package trysail.repl;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import trysail.command.Helm;
import trysail.command.Paper;
import trysail.command.Paper.Tone;
import trysail.scope.Rung;
import trysail.session.Session;
import trysail.session.SessionState;
import trysail.session.Snapshot;

/** What happened to the sessions since the last look, a line each. Belongs to one thread. */
final class News {
    private static final Duration SILENT = Duration.ofSeconds(3);

    private final Helm helm;
    private final Map<String, Seen> seen = new HashMap<>();

    private static final class Seen {
        private boolean ran;
        private boolean recovered;
        private boolean silent;
        private int connects = 1;
        private long rejected;
        private Optional<Rung> rung = Optional.empty();
    }

    News(Helm helm) {
        this.helm = helm;
    }

    /** Tells what is new; {@code rungs} where no status line shows them. */
    void tell(Paper paper, boolean rungs) {
        var running = helm.sessions().running();
        seen.keySet().retainAll(running.stream().map(Session::name).toList());
        for (var session : running) {
            var before = seen.computeIfAbsent(session.name(), n -> new Seen());
            tell(session, before, paper, rungs);
        }
    }

    private void tell(Session session, Seen before, Paper paper, boolean rungs) {
        var now = session.snapshot();
        var recovered = session.recovered();
        if (!before.recovered && !recovered.isEmpty()) {
            before.recovered = true;
            helm.console().announce(recovered);
        }
        switch (now.state()) {
            case SessionState.Running r -> running(session, now, before, paper);
            case SessionState.Stopping s -> {
                if (rungs && !before.rung.equals(Optional.of(s.rung()))) {
                    before.rung = Optional.of(s.rung());
                    say(session, Tone.PLAIN, "stopping: " + s.rung().label(), paper);
                }
            }
            case SessionState.Opening o -> {}
            case SessionState.Stopped s -> {}
        }
    }

    private void running(Session session, Snapshot now, Seen before, Paper paper) {
        if (!before.ran) {
            before.ran = true;
            say(session, Tone.GOOD, "runs", paper);
        }
        var connects = now.vitals().venue().connects();
        if (connects > before.connects) {
            before.connects = connects;
            say(session, Tone.WARN, "market streams connected again", paper);
        }
        var rejections = session.rejections();
        if (rejections.count() > before.rejected) {
            var more = rejections.count() - before.rejected - 1;
            before.rejected = rejections.count();
            say(
                    session,
                    Tone.BAD,
                    "rejected: " + rejections.last() + (more == 0 ? "" : ", and " + more + " more"),
                    paper);
        }
        var silent = now.dataAge().filter(a -> a.compareTo(SILENT) > 0).isPresent();
        if (silent != before.silent) {
            before.silent = silent;
            var age = String.format(
                    Locale.ROOT, "%.1f s", now.dataAge().orElseThrow().toMillis() / 1_000.0);
            say(
                    session,
                    silent ? Tone.WARN : Tone.GOOD,
                    silent ? "no market data for " + age : "market data again",
                    paper);
        }
    }

    private void say(Session session, Tone tone, String what, Paper paper) {
        helm.console().announce(paper.paint(Tone.NAME, session.name()) + " " + paper.paint(tone, what) + "\n");
    }
}
