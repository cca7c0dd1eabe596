package trysail.look;

import java.time.Duration;
import java.util.List;
import trysail.scope.Holding;
import trysail.scope.Wait;

/**
 * What lives in a session and beside it, at one instant.
 *
 * @param name of the scope: the session's
 * @param tasks forked in the scope and alive: a thread dump's container of this name holds exactly these
 * @param beside the owner, the supervisor, and every other thread of the session's that is alive
 * @param held in the order of opening; a stop closes them in reverse
 */
public record ScopeView(String name, List<Task> tasks, List<Task> beside, List<Holding> held) {
    public ScopeView {
        tasks = List.copyOf(tasks);
        beside = List.copyOf(beside);
        held = List.copyOf(held);
    }

    /**
     * A thread.
     *
     * @param name such as {@code paper-7/feed}
     * @param id the thread's number, as a thread dump has it
     * @param at what it is at: what it waits for, or where it runs
     * @param by the name of the thread that started it
     * @param holds what it opened and has not closed, threads apart
     */
    public record Task(
            String name, long id, boolean virtual, Duration age, Wait at, String by, List<LedgerLine> holds) {
        public Task {
            holds = List.copyOf(holds);
        }
    }
}
