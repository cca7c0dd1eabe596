package trysail.repl;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import trysail.helm.Helm;
import trysail.look.Denials;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.picture.Paper;
import trysail.picture.Paper.Tone;
import trysail.scope.Rung;
import trysail.session.Session;

/** What happened to the sessions since the last look, a line each. Belongs to one thread. */
final class News {
    private static final Duration SILENT = Duration.ofSeconds(3);

    private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);

    private final Helm helm;
    private final Map<String, Seen> seen = new HashMap<>();

    private static final class Seen {
        private boolean ran;
        private boolean recovered;
        private boolean silent;
        private int connects = 1;
        private long rejected;
        private Duration quietUntil = Duration.ZERO;
        private Optional<Rung> rung = Optional.empty();
        private final Map<String, Told> denied = new HashMap<>();
    }

    /** How many of a rule's denials have been told of, and until when there is no more word of it, by the session's age. */
    private record Told(long count, Duration quietUntil) {}

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
        rejections(session, now, before, paper);
        session.denials().forEach(d -> denial(session, d, now, before, paper));
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

    /** A venue that refuses does so again and again: a line now and then, with how many there were. */
    private void rejections(Session session, Snapshot now, Seen before, Paper paper) {
        var all = session.rejections();
        if (all.count() == before.rejected || now.age().compareTo(before.quietUntil) < 0) {
            return;
        }
        var more = all.count() - before.rejected - 1;
        before.rejected = all.count();
        before.quietUntil = now.age().plus(NOW_AND_THEN);
        var words = "rejected: " + (more == 0 ? "" : "(and " + more + " more) ") + all.last();
        say(session, Tone.BAD, cut(session, words, paper), paper);
    }

    /** Risk denies the same again and again: a line for each rule now and then, with how many there were. */
    private void denial(Session session, Denials denials, Snapshot now, Seen before, Paper paper) {
        var told = before.denied.getOrDefault(denials.rule(), new Told(0, Duration.ZERO));
        if (denials.count() == told.count || now.age().compareTo(told.quietUntil) < 0) {
            return;
        }
        before.denied.put(denials.rule(), new Told(denials.count(), now.age().plus(NOW_AND_THEN)));
        var more = denials.count() - told.count - 1;
        var words =
                "denied by " + denials.rule() + ": " + (more == 0 ? "" : "(and " + more + " more) ") + denials.last();
        say(session, Tone.WARN, cut(session, words, paper), paper);
    }

    private static String cut(Session session, String words, Paper paper) {
        var room = Math.max(20, paper.columns() - session.name().length() - 2);
        return words.length() <= room ? words : words.substring(0, room - 1) + paper.sign("…", "~");
    }

    private void say(Session session, Tone tone, String what, Paper paper) {
        helm.console().announce(paper.paint(Tone.NAME, session.name()) + " " + paper.paint(tone, what) + "\n");
    }
}
