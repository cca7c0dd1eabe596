package trysail.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.SignalRule;
import trysail.look.SessionState;
import trysail.order.OnStop;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.words.BadInput;
import trysail.words.Durations;

/** {@code stop}: ends a session, in bounded time, and prints its receipt. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        header = "Stops a session, or all, and prints the receipt. Never asks.",
        footer = {
            "",
            "Examples:",
            "  stop                          the current session, as it was told at its start",
            "  stop paper-2 keep             its orders stay at the venue",
            "  stop all flatten --within 2s  every session, in two seconds, positions closed",
            "  stop --after-fills 5m         nothing new; once its orders have filled, or in 5 minutes"
        })
final class StopCommand implements Callable<Integer> {
    private static final String ALL = "all";

    private final Helm helm;

    @Parameters(
            arity = "0..2",
            paramLabel = "SESSION|all|keep|cancel|flatten",
            description = "which one (default: the current one), and what becomes of its orders and positions"
                    + " (default: as said at its start)")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--after-fills",
            paramLabel = "TIME",
            description = "send nothing new, let working orders fill for so long, then stop; resume calls it off")
    private String afterFills = "";

    @Option(names = "--within", paramLabel = "TIME", description = "what the whole stop may take, at least 500ms")
    private String within = "";

    @Option(names = "--json", description = "receipts as JSON, one a line")
    private boolean json;

    StopCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var policy = policy();
        var time = duration("--within", within);
        var patience = duration("--after-fills", afterFills);
        var which = which();
        if (which.isEmpty()) {
            helm.console().print("no session runs here\n");
            return 0;
        }
        if (patience.isPresent() && helm.mode() == Helm.Mode.PROMPT) {
            which.forEach(s -> {
                if (json) {
                    helm.followers().inJson(s);
                }
                afterFills(s, patience.get(), policy, time);
            });
            return 0; // the prompt is for other things meanwhile; the receipt comes when it comes
        }
        try (var nextRung = helm.interruptible(() -> which.forEach(s -> hurry(s, policy, time)))) {
            return helm.followers()
                    .awaitReceipts(
                            which,
                            json,
                            () -> which.forEach(s -> patience.ifPresentOrElse(
                                    p -> afterFills(s, p, policy, time), () -> stop(s, policy, time))));
        }
    }

    private void stop(Session session, Optional<OnStop> policy, Optional<Duration> time) {
        var first = session.stop(new StopReason.StopRequested("stop"), policy, time);
        if (!first
                && (policy.isPresent() || time.isPresent())
                && session.receipt().isEmpty()) {
            helm.console().complain(session.name() + " is stopping already, on the terms it began with; see why");
        }
    }

    private void afterFills(Session session, Duration patience, Optional<OnStop> policy, Optional<Duration> time) {
        session.stopAfterFills(patience, new StopReason.StopRequested("stop --after-fills"), policy, time);
        if (!json) {
            var working = session.snapshot().working();
            helm.console()
                    .print(session.name() + ": nothing new is sent; "
                            + (working == 0
                                    ? "no order is working, so it stops now\n"
                                    : "it stops once %d working %s ended, in %s at the latest; resume calls it off\n"
                                            .formatted(
                                                    working,
                                                    working == 1 ? "order has" : "orders have",
                                                    Durations.print(patience))));
        }
    }

    private static Optional<Duration> duration(String option, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Durations.parse(option, text));
    }

    private Optional<OnStop> policy() {
        var policies = words.stream().flatMap(w -> policy(w).stream()).toList();
        if (policies.size() > 1) {
            throw new BadInput("stop: one of keep, cancel and flatten, not " + String.join(" and ", words));
        }
        return policies.stream().findFirst();
    }

    private static Optional<OnStop> policy(String word) {
        for (var policy : OnStop.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    private List<Session> which() {
        var names = words.stream().filter(w -> policy(w).isEmpty()).toList();
        if (names.size() > 1) {
            throw new BadInput("stop: '" + names.getLast() + "' is none of keep, cancel and flatten");
        }
        return names.equals(List.of(ALL))
                ? helm.sessions().running()
                : List.of(helm.pickToSteer(names.isEmpty() ? "" : names.getFirst()));
    }

    /** Ctrl+C: what waits for fills stops now, a stop that runs goes to its next rung. */
    private void hurry(Session session, Optional<OnStop> policy, Optional<Duration> time) {
        if (session.stop(new StopReason.StopRequested("Ctrl+C"), policy, time)) {
            return;
        }
        if (session.state() instanceof SessionState.Stopping) {
            helm.console().announce(SignalRule.hurry(session));
        }
    }
}
