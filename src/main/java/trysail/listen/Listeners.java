package trysail.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trysail.journal.Entry;
import trysail.listen.OrderNews.Step;
import trysail.look.SessionState;
import trysail.model.ClientOrderId;
import trysail.model.Order;
import trysail.receipt.Receipt;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.view.OwnFill;

/** A session's listeners. To tell them never waits; each hears on a thread of its own. Thread-safe. */
public final class Listeners {
    /** So much news waits for a listener. */
    static final int CAPACITY = 8_192;

    /** More orders than may be open at once. */
    private static final int REMEMBERED = 16_384;

    /** What a listener with news in its queue is given at the end, and one that was interrupted after that. */
    private static final Duration LAST_WORDS = Duration.ofMillis(50);

    private final SessionContext context;
    private final List<Listening> all = new ArrayList<>();
    /** The last ones, ended ones among them: the journal's writer's own. */
    private final Map<ClientOrderId, Order> orders = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientOrderId, Order> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param warnings is told, once for each, of one that throws or does not keep up */
    public Listeners(List<SessionListener> some, SessionContext context, Consumer<String> warnings) {
        this.context = context;
        some.forEach(listener -> all.add(new Listening(listener, all.size() + 1, warnings)));
    }

    /** Lets them hear, from the first news on. */
    public void begin() {
        all.forEach(one -> one.begin(context));
    }

    /** The session is in another state, which is asked for where somebody listens. */
    public void state(Supplier<SessionState> now) {
        if (!all.isEmpty()) {
            var state = now.get();
            tell(l -> l.state(state));
        }
    }

    /** The session's user has to know this. */
    public void notice(String words) {
        tell(l -> l.notice(words));
    }

    /** This is in the journal. By its writer alone. */
    public void heard(Entry.Stamped stamped) {
        if (all.isEmpty()) {
            return;
        }
        switch (stamped.entry()) {
            case Entry.Intended e -> {
                orders.put(e.id(), e.order());
                order(stamped, e.id(), Step.INTENDED, e.why());
            }
            case Entry.Accepted e -> order(stamped, e.id(), Step.ACCEPTED, e.venueId());
            case Entry.Rejected e -> {
                var news = news(stamped, e.id(), Step.REJECTED, e.why() + ": " + e.text());
                tell(l -> l.rejection(news));
            }
            case Entry.NotSent e -> order(stamped, e.id(), Step.NOT_SENT, e.reason());
            case Entry.Dropped e -> order(stamped, e.id(), Step.NOT_SENT, e.what());
            case Entry.Unresolved e -> order(stamped, e.id(), Step.UNRESOLVED, e.reason());
            case Entry.CancelAsked e -> order(stamped, e.id(), Step.CANCEL_ASKED, e.why());
            case Entry.Filled e -> tell(l -> l.fill(new OwnFill(e.id(), e.fill())));
            case Entry.Ended e -> order(stamped, e.id(), Step.ENDED, String.valueOf(e.state()));
            case Entry.FateKnown e ->
                order(
                        stamped,
                        e.id(),
                        Step.SETTLED,
                        e.fate().fate() + " " + e.fate().detail());
            case Entry.Denied e -> {
                var denial = new Denial(e.what(), e.rule(), e.reason(), stamped.at());
                tell(l -> l.denial(denial));
            }
            case Entry.Recovered e ->
                notice("recovered " + e.session() + ": " + e.orders() + " orders, " + e.fills() + " fills");
            case Entry.Foreign e -> tell(l -> l.foreign(e.what()));
            case Entry.Opened e -> {}
            case Entry.Listed e -> {}
            case Entry.Claimed e -> {}
            case Entry.Ready e -> {}
            case Entry.Asked e -> {}
            case Entry.Closed e -> {}
        }
    }

    private void order(Entry.Stamped stamped, ClientOrderId id, Step step, String detail) {
        var news = news(stamped, id, step, detail);
        tell(l -> l.order(news));
    }

    private OrderNews news(Entry.Stamped stamped, ClientOrderId id, Step step, String detail) {
        return new OrderNews(id, Optional.ofNullable(orders.get(id)), step, detail.strip(), stamped.at());
    }

    private void tell(Consumer<SessionListener> news) {
        all.forEach(one -> one.offer(news));
    }

    /** Ends their threads: news that waits is heard as long as that takes a moment only. */
    public void close(Deadline deadline) throws InterruptedException {
        if (all.isEmpty()) {
            return;
        }
        all.forEach(Listening::end);
        var soon = deadline.within(LAST_WORDS);
        for (var one : all) {
            one.await(context, soon);
        }
        all.forEach(Listening::cut);
        var last = deadline.within(LAST_WORDS);
        for (var one : all) {
            one.await(context, last);
        }
    }

    /** Those that did not see everything, each with the number of what it did not see; asked after {@link #close}. */
    public List<String> troubles() {
        return all.stream().flatMap(one -> one.trouble().stream()).toList();
    }

    /** Tells them of the end, each on a new thread that is in no ledger: the session is over by then. */
    public List<Thread> last(Consumer<Consumer<Receipt>> verdict) {
        return all.stream()
                .filter(Listening::listens)
                .map(one -> context.clock()
                        .threads()
                        .start(context.session() + "/last-news", () -> context.bound(() -> verdict.accept(one::last))))
                .toList();
    }
}
