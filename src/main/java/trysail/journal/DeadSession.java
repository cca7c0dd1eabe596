package trysail.journal;

import java.time.Instant;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** A dead session's journal in the hands of the one session that claimed it. One thread. */
public final class DeadSession {
    private final SessionContext context;
    private final Journal journal;
    private final JournalState state;
    private final Header header;
    private final Instant opened;
    private final boolean ofOurKey;

    DeadSession(SessionContext context, Journal journal, JournalState state, String account) {
        this.context = context;
        this.journal = journal;
        this.state = state;
        header = state.header().orElseThrow();
        opened = state.opened().orElseThrow();
        ofOurKey = header.embedded() || header.account().equals(account);
    }

    /** Whether it had the key that we have. One that had not may be of our account all the same: keys are changed. */
    public boolean isOfOurKey() {
        return ofOurKey;
    }

    public Header header() {
        return header;
    }

    /** When it began, by our clock. */
    public Instant opened() {
        return opened;
    }

    /** What its journal amounts to, with what has been recorded since. */
    public JournalState state() {
        return state;
    }

    /** Adds what was learnt about it. False when that was known: a fill that was counted before. */
    public boolean record(Entry entry) throws InterruptedException {
        if (!state.apply(new Entry.Stamped(context.clock().now(), entry))) {
            return false;
        }
        try {
            journal.append(entry);
        } catch (InterruptedException stop) {
            var unused = journal.tryAppend(entry); // memory has it, so must the journal
            throw stop;
        }
        return true;
    }

    /** It is dealt with: no later start looks at it again. */
    public void close(String reason, Deadline deadline) throws InterruptedException {
        var unused = journal.close(reason, deadline);
    }

    /** Lets go of it unfinished; the next start claims it. Never waits. */
    public void release() {
        journal.letGo();
    }
}
