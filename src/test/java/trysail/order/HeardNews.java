package trysail.order;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import trysail.exchange.ExchangeException;

/** What recovery tells, a line each. */
public final class HeardNews implements RecoveryNews {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void dealing(String session, int done, int of) {
        lines.add(session + ": " + done + " of " + of);
    }

    @Override
    public void reading(String session, long entries, long of) {
        lines.add(session + ": " + entries + " of " + of + " entries");
    }

    @Override
    public void told(String words) {
        lines.add("told: " + words);
    }

    @Override
    public void over() {
        lines.add("over");
    }

    @Override
    public void unanswered(ExchangeException why) {
        lines.add("unanswered: " + why.getMessage());
    }
}
