package trysail.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.DeadSession;
import trysail.journal.DeadSessions;
import trysail.journal.Entry;
import trysail.journal.Header;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Position;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * The first step of the order loop: finishes what sessions that died had begun. Their working orders are cancelled, their
 * intents asked after, their unheard fills fetched, their journals closed; then positions are compared. A session whose
 * recovery fails does not trade. Started again, it finds nothing left to do.
 */
public final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class.getName());
    /** Fills may have been missed before the newest one that was journaled, while a stream was down. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final String UNREADABLE = "unreadable journals";

    private static final Duration DISK = Duration.ofSeconds(10);
    /** Without anybody to recover it is the session's time to open that ends the asking. */
    private static final Duration UNTIL_STOPPED = Duration.ofDays(36_500);

    private final SessionContext context;
    private final DeadSessions dead;
    private final ExchangeClient client;
    private final String tag;
    private final int number;
    private final Patience patience;
    private final FeeRates feeRates;
    private final RecoveryNews news;
    private final List<Recovered.Dead> done = new ArrayList<>();
    private final Map<String, BigDecimal> expected = new TreeMap<>();
    private boolean comparable;
    private boolean alone; // nobody was there to be recovered: what is asked now is of the opening
    private volatile Optional<Recovered> result = Optional.empty();
    private volatile Optional<String> begun = Optional.empty();

    /**
     * @param client the order loop's own
     * @param tag of our logbook
     * @param number of our session in it
     */
    public Recovery(
            SessionContext context,
            DeadSessions dead,
            ExchangeClient client,
            String tag,
            int number,
            Patience patience,
            RecoveryNews news) {
        this.news = news;
        this.context = context;
        this.dead = dead;
        this.client = client;
        this.tag = tag;
        this.number = number;
        this.patience = patience;
        feeRates = new FeeRates(context.clock());
    }

    /** Asks the venue again. */
    private interface Call<T> {
        T run(Deadline deadline) throws InterruptedException;
    }

    /** @throws RecoveryFailed when the venue does not say what is needed in time */
    Recovered run() throws InterruptedException {
        try {
            return recover();
        } finally {
            news.over();
        }
    }

    private Recovered recover() throws InterruptedException {
        for (var next = claimNext(); next.isPresent(); next = claimNext()) {
            var session = next.get();
            begun = Optional.of(session.header().session());
            news.dealing(session.header().session(), 0, session.state().open().size());
            try {
                if (session.isOfOurKey() || isKnownHere(session)) {
                    var found = session.header().embedded() ? gone(session) : recover(session);
                    session.close(
                            "recovered by " + context.session(), context.clock().deadline(DISK));
                    done.add(found);
                    tell(found);
                } else {
                    news.told(ofAnotherKey(session));
                }
                begun = Optional.empty();
            } finally {
                session.release();
            }
        }
        sweepUnreadable();
        alone = done.isEmpty() && dead.unreadable().isEmpty();
        lookForStrays();
        var patienceLeft = alone ? UNTIL_STOPPED : patience.recovery();
        var positions = insist("positions", context.clock().deadline(patienceLeft), client::positions);
        var recovered = new Recovered(done, positions, compare(positions));
        result = Optional.of(recovered);
        if (!recovered.compared().isEmpty()) {
            LOG.log(recovered.agrees() ? Level.INFO : Level.WARNING, "after recovery:\n" + recovered.table());
        }
        return recovered;
    }

    /** What it found, once it is done. Any thread. */
    public Optional<Recovered> result() {
        return result;
    }

    /** The session that died whose orders were being dealt with when this was cut or failed: some may still work. Any thread. */
    public Optional<String> unfinished() {
        return begun;
    }

    private Optional<DeadSession> claimNext() throws InterruptedException {
        return dead.claimNext(context.clock().deadline(DISK), news::reading);
    }

    /** A changed key is still the account's if the venue shows it an order of that session. */
    private boolean isKnownHere(DeadSession session) throws InterruptedException {
        var header = session.header();
        var deadline = context.clock().deadline(patience.recovery());
        for (var told : insist(header.session(), deadline, client::workingOrders)) {
            if (WorkingOrders.ours(told, header).isPresent()) {
                return true;
            }
        }
        for (var open : session.state().open()) {
            var order = open.order();
            if (insist(header.session(), deadline, d -> client.find(order.instrument(), order.id(), d))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static String ofAnotherKey(DeadSession session) {
        var open = session.state().open().size();
        var name = session.header().session();
        return name + " died with another API key of this venue, and the account of this key knows none of its orders ("
                + open + " open by its journal): start once with its own key, so that they are dealt with; if that"
                + " account is gone for good, remove " + name + ".lock";
    }

    /** Orders under our tag that no session here can have left: a clone of this machine sends them, or they came late. */
    private void lookForStrays() throws InterruptedException {
        if (!dead.isLasting()) {
            return;
        }
        var deadline = context.clock().deadline(alone ? UNTIL_STOPPED : patience.recovery());
        var tagged = insist("orders", deadline, client::workingOrders).stream()
                .flatMap(o -> ClientOrderId.parse(o.clientId()).stream())
                .filter(id -> id.tag().equals(tag))
                .toList();
        var theirs = tagged.isEmpty()
                ? List.<Integer>of()
                : dead.unfinished(context.clock().deadline(DISK));
        for (var id : tagged) {
            if (id.session() == number) {
                throw RecoveryFailed.idsTaken(context.session(), id.toString());
            }
            if (!theirs.contains(id.session())) {
                news.told(
                        "order " + id + " works at the venue, and no session here has left it: another machine may run"
                                + " a copy of this journal directory, or it came late; it is left alone, cancel it at the venue"
                                + " if nobody wants it");
            }
        }
    }

    private static void tell(Recovered.Dead found) {
        LOG.log(Level.INFO, "recovered {0}: {1} orders, {2} unheard fills", new Object[] {
            found.session(), found.orders().size(), found.fills()
        });
    }

    /** Its venue died with its process: nobody is left to ask. */
    private static Recovered.Dead gone(DeadSession session) throws InterruptedException {
        var fates = new ArrayList<OrderFate>();
        for (var order : session.state().open()) {
            fates.add(new OrderFate(order.order().id(), order.venueId(), Fate.VENUE_GONE, ""));
        }
        for (var fate : fates) {
            session.record(new Entry.FateKnown(fate));
        }
        return new Recovered.Dead(session.header().session(), fates, 0);
    }

    private Recovered.Dead recover(DeadSession session) throws InterruptedException {
        var header = session.header();
        var deadline = context.clock().deadline(patience.recovery());
        var fates = new ArrayList<OrderFate>();
        var subjects = subjects(session, deadline);
        for (var subject : subjects) {
            news.dealing(header.session(), fates.size(), subjects.size());
            var answer = inquiry().cancel(subject, deadline);
            if (answer.fate().fate() == Fate.UNKNOWN) {
                throw new RecoveryFailed(
                        header.session(), subject.id() + ": " + answer.fate().detail());
            }
            answer.fate()
                    .venueId()
                    .ifPresent(v -> session.state().learn(subject.instrument().symbol(), v, subject.id()));
            fates.add(answer.fate());
        }
        // fills before fates: should we die in between, the next start still knows whose they are
        var fills = 0;
        for (var instrument : header.instruments()) {
            fills += fetchFills(session, instrument, deadline);
        }
        for (var fate : fates) {
            session.record(new Entry.FateKnown(fate));
        }
        expect(session);
        return new Recovered.Dead(header.session(), fates, fills);
    }

    /** Its open orders by its journal, and those of its ids that only the venue knows to work. */
    private List<Inquiry.Subject> subjects(DeadSession session, Deadline deadline) throws InterruptedException {
        var header = session.header();
        var found = new LinkedHashMap<ClientOrderId, Inquiry.Subject>();
        session.state().open().forEach(o -> client.remember(o.order()));
        session.state().open().forEach(o -> found.put(o.order().id(), Inquiry.Subject.of(o, arrival(o.since()))));
        for (var told : insist(header.session(), deadline, client::workingOrders)) {
            var id = WorkingOrders.ours(told, header);
            if (id.isPresent()) {
                var instrument = instrument(header, told, deadline);
                found.putIfAbsent(id.get(), subject(instrument, id.get(), told));
            }
        }
        return List.copyOf(found.values());
    }

    private Instrument instrument(Header header, VenueOrder told, Deadline deadline) throws InterruptedException {
        for (var instrument : header.instruments()) {
            if (instrument.symbol().equals(told.symbol())) {
                return instrument;
            }
        }
        return listed(header.session(), told.symbol(), deadline);
    }

    private Instrument listed(String session, String symbol, Deadline deadline) throws InterruptedException {
        return insist(session, deadline, client::instruments).stream()
                .filter(i -> i.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> new RecoveryFailed(session, "the venue does not list " + symbol));
    }

    private Inquiry.Subject subject(Instrument instrument, ClientOrderId id, VenueOrder told) {
        return new Inquiry.Subject(instrument, id, true, Optional.of(told.venueId()), arrival(told.time()));
    }

    private Inquiry inquiry() {
        return new Inquiry(client, context.clock(), new Inquiry.Turns(patience.call()));
    }

    /** From here on by the monotonic clock; never longer than an order of this instant would take. */
    private Deadline arrival(Instant since) {
        var left = Duration.between(context.clock().now(), since.plus(patience.arrival()));
        return context.clock().deadline(left).within(patience.arrival());
    }

    private int fetchFills(DeadSession session, Instrument instrument, Deadline deadline) throws InterruptedException {
        var since = session.state()
                .newestFill(instrument.symbol())
                .filter(newest -> newest.isAfter(session.opened()))
                .orElse(session.opened())
                .minus(OVERLAP);
        var news = 0;
        for (var fill : insist(session.header().session(), deadline, d -> client.fills(instrument, since, d))) {
            var owner = session.state().byVenueId(fill.symbol(), fill.venueId());
            if (owner.isPresent() && !session.state().knows(fill)) {
                var valued = feeRates.valued(fill, client, deadline); // at today's price: that of then nobody tells
                news += session.record(new Entry.Filled(owner.get(), valued)) ? 1 : 0;
            }
        }
        return news;
    }

    /** Sessions of one account: the first one's positions at its start, and what each of them traded since. */
    private void expect(DeadSession session) {
        comparable = true;
        var first = expected.isEmpty();
        session.state().positions().forEach((symbol, position) -> {
            var traded = position.size().subtract(session.state().carried(symbol));
            expected.merge(symbol, first ? position.size() : traded, BigDecimal::add);
        });
    }

    /** Against what sessions of this account said: one whose venue died with it says nothing of this one. */
    private List<Recovered.Row> compare(List<Position> positions) {
        if (!comparable) {
            return List.of();
        }
        var venue = positions.stream().collect(Collectors.toMap(Position::symbol, Position::size, BigDecimal::add));
        var symbols = new TreeSet<>(expected.keySet());
        symbols.addAll(venue.keySet());
        return symbols.stream()
                .map(s -> new Recovered.Row(
                        s, expected.getOrDefault(s, BigDecimal.ZERO), venue.getOrDefault(s, BigDecimal.ZERO)))
                .toList();
    }

    /** Of a session whose journal cannot be read only the venue knows the orders. */
    private void sweepUnreadable() throws InterruptedException {
        var numbers = dead.unreadable();
        if (numbers.isEmpty()) {
            return;
        }
        var deadline = context.clock().deadline(patience.recovery());
        news.dealing(UNREADABLE, 0, 0);
        var all = insist(UNREADABLE, deadline, client::workingOrders);
        for (var told : all) {
            news.dealing(UNREADABLE, all.indexOf(told), all.size());
            var id = ClientOrderId.parse(told.clientId())
                    .filter(i -> i.tag().equals(tag) && numbers.contains(i.session()));
            if (id.isPresent()) {
                var subject = subject(listed("session " + id.get().session(), told.symbol(), deadline), id.get(), told);
                var fate = inquiry().cancel(subject, deadline).fate();
                if (fate.fate() == Fate.UNKNOWN) {
                    throw new RecoveryFailed(id.get().toString(), fate.detail());
                }
                LOG.log(Level.WARNING, "{0}, of a session whose journal cannot be read: {1}", new Object[] {
                    id.get(), fate.fate().word()
                });
            }
        }
    }

    /** A question may be repeated until it is answered; a failure is never taken for an empty answer. */
    private <T> T insist(String about, Deadline deadline, Call<T> call) throws InterruptedException {
        var trouble = "no answer in time";
        for (var attempt = 0; !deadline.expired(); attempt++) {
            var pause = Patience.pause(attempt);
            try {
                return call.run(deadline.within(patience.call()));
            } catch (ExchangeException.Unauthenticated e) {
                throw e;
            } catch (ExchangeException.RateLimited e) {
                trouble = Inquiry.words(e);
                pause = e.after();
                news.unanswered(e);
            } catch (ExchangeException.Refused e) {
                if (alone) {
                    throw e;
                }
                trouble = Inquiry.words(e);
            } catch (ExchangeException e) {
                trouble = Inquiry.words(e);
                news.unanswered(e);
            }
            var left = deadline.remaining();
            context.clock().sleep(pause.compareTo(left) < 0 ? pause : left);
        }
        throw new RecoveryFailed(about, trouble);
    }
}
