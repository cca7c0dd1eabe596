package trysail.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import trysail.look.LedgerLine;
import trysail.look.ScopeView;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.scope.Wait;

/** Looks at a session's threads and at what each has open, by its ledger. Thread-safe. */
final class ScopeWatch {
    private final Voyage voyage;
    private final SessionContext context;

    ScopeWatch(Voyage voyage) {
        this.voyage = voyage;
        context = voyage.context;
    }

    /**
     * The tree at this instant.
     *
     * @param names what a thread waits for that is parked on a known object
     */
    ScopeView look(Function<Object, Optional<String>> names) {
        var tasks = new ArrayList<ScopeView.Task>();
        var beside = new ArrayList<ScopeView.Task>();
        var open = context.ledger().entries();
        for (var outside : List.of(voyage.owner(), voyage.supervisor.thread())) { // in no ledger
            outside.filter(Thread::isAlive).ifPresent(t -> beside.add(task(t, voyage.age(), "", names, open)));
        }
        for (var entry : open) {
            entry.thread().filter(Thread::isAlive).ifPresent(thread -> {
                var into = entry.kind() == Ledger.Kind.TASK ? tasks : beside;
                into.add(task(thread, entry.age(), entry.by(), names, open));
            });
        }
        return new ScopeView(context.session(), tasks, beside, voyage.supervisor.holdings());
    }

    private static ScopeView.Task task(
            Thread thread, Duration age, String by, Function<Object, Optional<String>> names, List<Ledger.Entry> open) {
        var holds = open.stream()
                .filter(e -> e.thread().isEmpty() && e.by().equals(thread.getName()))
                .map(LedgerLine::of)
                .toList();
        return new ScopeView.Task(
                thread.getName(), thread.threadId(), thread.isVirtual(), age, Wait.of(thread, names), by, holds);
    }

    /** What is open this instant, a line each. */
    String left() {
        var text = new StringBuilder(context.session() + " · still open\n");
        context.ledger().entries().forEach(e -> text.append("  ").append(e).append('\n'));
        return text.toString();
    }

    /** Everything open, oldest first. */
    List<LedgerLine> ledger() {
        return context.ledger().entries().stream().map(LedgerLine::of).toList();
    }
}
