package trysail.session;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.coordinator.Refusals;
import trysail.exchange.Venue;
import trysail.journal.DrainMark;
import trysail.journal.Entry;
import trysail.journal.Journal;
import trysail.journal.OrderFate;
import trysail.listen.Listeners;
import trysail.live.AccountCheck;
import trysail.live.DeadMan;
import trysail.log.SessionLog;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Position;
import trysail.order.Inbound;
import trysail.order.OnStop;
import trysail.order.Patience;
import trysail.order.Recovery;
import trysail.order.Settled;
import trysail.order.WorkingOrders;
import trysail.receipt.FailureCause;
import trysail.recon.AccountWatch;
import trysail.recon.ForeignPolicy;
import trysail.recon.LastLook;
import trysail.risk.Approved;
import trysail.risk.Risk;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Held;
import trysail.scope.Latch;
import trysail.scope.SessionContext;
import trysail.scope.SessionScope;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.session.Outset.Need;
import trysail.upkeep.ClockWatch;
import trysail.upkeep.OrderSweep;
import trysail.upkeep.RefusalWatch;
import trysail.words.BadInput;

/**
 * What one session opens, part by part, and how each is closed. Opened and closed by the session's owner (or, late, by its
 * supervisor); what there is to see may be seen by anybody.
 */
final class SessionParts {
    private static final int FIRST_EPOCH = 1;

    private final SessionSpec spec;
    private final SessionContext context;
    private final Gate gate;
    private final StopSignal stop;
    private final SessionFiles files;
    private final EmbeddedVenues venues;
    private final Risk risk;
    private final Reckoning reckoning;
    private final SessionFaults mishaps;
    private final Warnings warnings = new Warnings();
    private volatile Runnable onMoved = () -> {};
    private final Outset outset;
    private final Story story;
    private final Listeners listeners;
    private volatile OnStop onStop;
    private volatile Optional<Journal> journal = Optional.empty();
    private volatile Optional<DrainMark> drained = Optional.empty();
    private volatile Optional<VenueAccess> access = Optional.empty();
    private volatile Optional<Clients> clients = Optional.empty();
    private volatile Optional<Market> market = Optional.empty();
    private volatile Optional<WorkingOrders> orders = Optional.empty();
    private volatile Optional<Ring> ring = Optional.empty();
    private volatile Optional<Settled> settled = Optional.empty();
    private volatile boolean positionsSeen = true;
    private volatile Optional<AccountWatch> accountWatch = Optional.empty();
    private volatile Optional<DeadMan> deadMan = Optional.empty();

    SessionParts(
            SessionSpec spec,
            SessionFiles files,
            EmbeddedVenues venues,
            SessionContext context,
            Gate gate,
            StopSignal stop,
            SessionFaults mishaps,
            Outset outset) {
        this.outset = outset;
        this.mishaps = mishaps;
        this.spec = spec;
        this.context = context;
        this.gate = gate;
        this.stop = stop;
        this.venues = venues;
        onStop = spec.onStop();
        reckoning = new Reckoning(this, context);
        story = new Story(context, stop);
        listeners = new Listeners(spec.listeners(), context, warnings::add);
        warnings.onNews(listeners::notice);
        outset.onNews(listeners::notice);
        this.files = files;
        risk = new Risk(spec.limits(), spec.allRules(), gate, files.orderIds(FIRST_EPOCH), warnings::add);
    }

    /** What its log tells. */
    Story story() {
        return story;
    }

    SessionFiles files() {
        return files;
    }

    SessionLog openLog() throws InterruptedException {
        outset.waits(Need.LOG);
        var opened = files.openLog();
        story.opened(opened, spec);
        outset.has(Need.LOG);
        return opened;
    }

    private Map<String, Refusals.OfRule> denials() {
        return ring.map(Ring::denials).orElse(Map.of());
    }

    String closeLog(SessionLog log, Deadline deadline) throws InterruptedException {
        story.ends(reckoning.tally(settled()).dealings(), denials());
        return files.closeLog(log, deadline);
    }

    Listeners listeners() {
        return listeners;
    }

    Journal openJournal() throws InterruptedException {
        outset.waits(Need.JOURNAL);
        files.told().ifPresent(warnings::add);
        drained = files.drained();
        drained.ifPresent(d -> gate.hold(Latch.DRAINING));
        if (drained.isEmpty()) {
            files.drainedWithAnotherKey()
                    .ifPresent(d -> warnings.add("an account of this venue is drained by " + d.session() + " since "
                            + d.since() + ", under another API key: if that key was changed, say drain here too"));
        }
        var opened = files.openJournal();
        opened.tap(reckoning.blotter()::apply);
        opened.tap(story.orders()::take);
        opened.tap(listeners::heard);
        opened.tap(new RefusalWatch(spec.maxRefusals(), warnings::add, stop::request)::heard);
        journal = Optional.of(opened);
        outset.has(Need.JOURNAL);
        gate.latches().forEach(latch -> asked("opens " + latch.label()));
        return opened;
    }

    /** Writes down what somebody asked of the session; never waits. */
    void asked(String what) {
        journal.ifPresent(j -> j.tryAppend(new Entry.Asked(what)));
    }

    String closeJournal(Journal journal, Deadline deadline) throws InterruptedException {
        var reason = stop.first().map(r -> String.valueOf(r.reason())).orElse("");
        return files.closeJournal(journal, outcome().unknown() == 0, reason, deadline);
    }

    VenueAccess openVenue() throws IOException, InterruptedException {
        outset.waits(Need.VENUE);
        var opened = VenueAccess.open(spec, venues, context);
        access = Optional.of(opened);
        opened.lease().map(EmbeddedVenues.Lease::exchange).ifPresent(exchange -> {
            exchange.notes().forEach(outset::tell);
            exchange.onBroken(e -> stop.request(new StopReason.Failed(e)));
        });
        outset.has(Need.VENUE);
        outset.at(opened.venue());
        opened.venue().onNews(words -> {
            asked("venue: " + words);
            warnings.add(words);
        });
        return opened;
    }

    Optional<VenueAccess> access() {
        return access;
    }

    Clients openClients(VenueAccess access) {
        var opened = access.clients(context.clock());
        clients = Optional.of(opened);
        return opened;
    }

    /** Keeps in step with the venue's clock, where there is an account whose calls are signed. */
    Optional<ClockWatch> openClockWatch(Clients clients) {
        return spec.account() == AccountKind.VENUE
                ? Optional.of(new ClockWatch(context.clock(), clients.clock(), gate, warnings::add))
                : Optional.empty();
    }

    /** Finds what the account stream does not tell. One that was found has the stream made anew: it may have died. */
    Optional<OrderSweep> openSweep(Clients clients, Market traded, WorkingOrders working) {
        return spec.account() == AccountKind.VENUE
                ? Optional.of(new OrderSweep(
                        context.clock(),
                        clients.sweep(),
                        working::open,
                        report -> tell(new Inbound.Heard(report)),
                        words -> lost(words, traded)))
                : Optional.empty();
    }

    private void lost(String words, Market traded) {
        asked(words);
        warnings.add(words);
        var unused = traded.account().reconnect();
    }

    /** Holds the account against the venue's, where there is one besides this process. */
    Optional<AccountWatch> openAccountWatch(Clients clients, Market traded, WorkingOrders working) {
        accountWatch = spec.account() == AccountKind.VENUE
                ? Optional.of(new AccountWatch(
                        context.clock(),
                        clients.account(),
                        working,
                        traded.instruments(),
                        found -> tell(found),
                        words -> lost(words, traded)))
                : Optional.empty();
        return accountWatch;
    }

    /** Whether the venue has said at the end, where it was asked, what positions there are. */
    boolean positionsSeen() {
        return positionsSeen;
    }

    Optional<AccountWatch> accountWatch() {
        return accountWatch;
    }

    /** What a position that no order of ours moved leads to. */
    private ForeignPolicy onForeign() {
        return new ForeignPolicy(spec.onForeign(), gate, this::asked, warnings::add, stop::request);
    }

    /** The stop's last look at the positions. */
    private LastLook compared(CompletableFuture<List<Position>> answer, Deadline rung) {
        var deadline = rung.within(rung.remaining().minus(rung.remaining().dividedBy(10)));
        try {
            return accountWatch
                    .orElseThrow()
                    .last(
                            answer,
                            clients.orElseThrow().stop().getFirst(),
                            deadline,
                            e -> warnings.add("foreign: " + e.words()));
        } catch (InterruptedException nextRung) {
            Thread.currentThread().interrupt();
            return new LastLook.NotSeen("time was over", false);
        }
    }

    /** Has the order loop take this in; false when it cannot now. */
    boolean tell(Inbound news) {
        return ring.filter(r -> r.tell(news)).isPresent();
    }

    /** What is done whenever quotes or fills may have moved the profit, by the session's own tasks: it must not wait. */
    void onMoved(Runnable look) {
        onMoved = look;
    }

    Warnings warnings() {
        return warnings;
    }

    Risk risk() {
        return risk;
    }

    /** What the stop does with orders and positions instead of what was said at the start. */
    void onStop(OnStop other) {
        onStop = other;
    }

    /** Asks the venue what it lists, and makes the streams of what this session trades. */
    Market openMarket(SessionScope scope, VenueAccess access, Clients clients) {
        var listed = scope.step("instruments", () -> outset.insist(Need.INSTRUMENTS, clients.trading()::listing));
        Symbols.odd(listed).ifPresent(story::odd);
        var traded = Symbols.chosen(spec.symbols(), spec.dialect().usualSymbols(), listed);
        story.listed(access.venue().toString(), traded);
        lookAtTheAccount(scope, clients, traded);
        var opened =
                new Market(traded, access.venue().feed(traded), access.venue().accountFeed());
        market = Optional.of(opened);
        return opened;
    }

    /** An account that should not be traded on is not: what speaks against it is said, with its remedy. */
    private void lookAtTheAccount(SessionScope scope, Clients clients, List<Instrument> traded) {
        if (spec.isLive()) {
            var quote = traded.getFirst().quote();
            var standing = scope.step(
                    "account",
                    () -> outset.insist(Need.STANDING, by -> clients.trading().standing(quote, by)));
            var against = AccountCheck.objections(standing, spec.capitalLimit().orElse(spec.capital()));
            if (!against.isEmpty()) {
                throw new BadInput(String.join("; ", against));
            }
            AccountCheck.untold(standing).forEach(warnings::add);
        }
    }

    WorkingOrders openOrders(Journal journal, Clients clients, Market traded) throws InterruptedException {
        journal.append(new Entry.Listed(traded.instruments()));
        var opened = new WorkingOrders(
                context, journal, gate, files.header(), clients.stop(), p -> flatten(p, traded), Patience.USUAL);
        opened.onTakenBack(warnings::add);
        orders = Optional.of(opened);
        return opened;
    }

    private Optional<Approved> flatten(Position position, Market traded) {
        return traded.instruments().stream()
                .filter(i -> i.symbol().equals(position.symbol()) && !position.isFlat())
                .findFirst()
                .map(i -> risk.flatten(i, position));
    }

    /** The third rung of the stop. */
    String settle(WorkingOrders working, Deadline deadline) throws Held.Incomplete {
        var positions =
                accountWatch.map(w -> w.ask(context, clients.orElseThrow().last(), deadline));
        var found = working.settle(onStop, deadline);
        settled = Optional.of(found);
        var troubles = new ArrayList<>(found.troubles());
        if (positions.isPresent()) {
            switch (compared(positions.get(), deadline)) {
                case LastLook.Agreed same -> {}
                case LastLook.NotSeen unseen -> {
                    positionsSeen = false;
                    if (unseen.traded()) {
                        troubles.add("positions not compared with the venue's: " + unseen.why());
                    }
                }
                case LastLook.Differs apart -> troubles.add(apart.words());
            }
        }
        troubles.addAll(notFlat(working, found));
        troubles.addAll(disarm(found, deadline));
        ring.flatMap(Ring::unfinishedRecovery)
                .ifPresent(
                        dead -> troubles.add("recovery of " + dead + " not finished: the next start goes on with it"));
        var words = Stream.concat(Stream.of(found.words()), troubles.stream()).collect(Collectors.joining(" · "));
        if (found.unknown() > 0 || !troubles.isEmpty()) {
            throw new Held.Incomplete(words);
        }
        return words;
    }

    /** A closing order that the venue ended unfilled is no trouble of the order's, but the position is not closed. */
    private List<String> notFlat(WorkingOrders working, Settled found) {
        var traded = market.map(m -> symbols(m)).orElse(Set.of());
        return onStop != OnStop.FLATTEN
                ? List.of()
                : working.ownPositions().values().stream()
                        .filter(p -> traded.contains(p.symbol()))
                        .filter(p -> trouble(found, p.symbol()).isEmpty())
                        .map(p -> "flatten " + p.symbol() + ": " + p.size().toPlainString() + " still open")
                        .toList();
    }

    private static Set<String> symbols(Market market) {
        return market.instruments().stream().map(Instrument::symbol).collect(Collectors.toSet());
    }

    Ring openRing(Journal journal, Clients clients, Market traded, WorkingOrders working) {
        var ours = files.header();
        var dead = files.dead();
        var recovery =
                new Recovery(context, dead, clients.trading(), ours.tag(), ours.number(), Patience.USUAL, outset);
        var opened = new Ring(
                context,
                gate,
                traded.instruments(),
                mishaps.around(spec.strategy().get()),
                spec.capital(),
                new Ring.Parts(clients, traded.feed(), traded.account(), journal, working, recovery, risk),
                outset,
                story,
                () -> {
                    reckoning.beat();
                    onMoved.run(); // fills reach the books after the coordinator
                    story.beat(denials());
                },
                () -> onMoved.run(),
                warnings::add,
                report -> accountWatch.ifPresent(w -> w.heard(report)),
                event -> onForeign().heard(event, reckoning.blotter().foreignEver()));
        ring = Optional.of(opened);
        return opened;
    }

    /** The switch that ends orders at the venue once nobody hears of this session any more, if it is to have one. */
    Optional<DeadMan> openDeadMan(Clients clients, Market traded) {
        var ours = files.header();
        deadMan = spec.deadMan()
                .filter(time -> spec.account() == AccountKind.VENUE)
                .map(time -> new DeadMan(
                        context,
                        clients.deadMan(),
                        traded.instruments(),
                        time,
                        order -> ClientOrderId.parse(order.clientId())
                                .filter(id -> id.tag().equals(ours.tag()) && id.session() == ours.number())
                                .isPresent(),
                        () -> ring.isPresent() && ring.get().answers(),
                        warnings::add));
        return deadMan;
    }

    /** How that switch stands, in words. */
    Optional<String> deadMan() {
        return deadMan.map(DeadMan::words);
    }

    /** With an order left whose fate is not known, the switch is of use yet. */
    private List<String> disarm(Settled found, Deadline deadline) {
        if (deadMan.isEmpty()) {
            return List.of();
        }
        if (found.unknown() > 0) {
            return deadMan.get().leave();
        }
        try {
            return deadMan.get().disarm(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return deadMan.get().leave();
        }
    }

    /** Memory is out: what may hold it is let go of, so that the stop has room. */
    void letGoOfStrategy() {
        ring.ifPresent(Ring::letGoOfStrategy);
        spec.letGoOfStrategy();
    }

    /** What became of the orders. */
    List<OrderFate> settled() {
        return outcome().orders();
    }

    /** Where the stop did not get to the end of it, orders still open are unknown. */
    private Settled outcome() {
        return settled.orElseGet(() -> new Settled(
                orders.map(WorkingOrders::open).orElse(List.of()).stream()
                        .map(o -> OrderFate.unknown(o.order().id(), o.venueId(), "the stop did not get to it"))
                        .toList(),
                0,
                List.of()));
    }

    /** Ports of the venue to which the JDK may keep connections for reuse: those are the process's, not the session's. */
    Set<Integer> keptPorts() {
        return "false".equals(System.getProperty("http.keepAlive"))
                ? Set.of()
                : access.map(a -> Set.of(restPort(a.venue().address()))).orElse(Set.of());
    }

    private static int restPort(String address) {
        var port = address.matches("https?://[^/]*:\\d{1,5}(/.*)?")
                ? address.replaceFirst("https?://[^/]*:(\\d{1,5})(/.*)?", "$1")
                : "443";
        return Integer.parseInt(port);
    }

    /** Whose failure ends the session, when one does. */
    Optional<FailureCause> cause() {
        return stop.first()
                .map(StopSignal.Request::reason)
                .flatMap(reason ->
                        reason instanceof StopReason.Failed f ? Optional.of(cause(f.cause())) : Optional.empty());
    }

    private FailureCause cause(Throwable failure) {
        return failure instanceof OpeningFailed late
                ? late.whose()
                : FailureCause.of(failure, ring.flatMap(Ring::thrown));
    }

    /** Why a position of an instrument that is traded stays open. */
    String whyOpen(String symbol) {
        return switch (onStop) {
            case KEEP -> "kept: --on-stop keep";
            case CANCEL -> "kept: --on-stop cancel" + leftUnprotected(symbol);
            case FLATTEN ->
                isOwn(symbol)
                        ? "not closed: "
                                + settled.map(s ->
                                                trouble(s, symbol).orElse("the venue did not fill the closing order"))
                                        .orElse("the stop did not get to it")
                        : "kept: not traded by this session";
        };
    }

    private boolean isOwn(String symbol) {
        return orders.map(WorkingOrders::ownPositions)
                .filter(own -> own.containsKey(symbol))
                .isPresent();
    }

    private String leftUnprotected(String symbol) {
        return settled.filter(s -> s.unprotected().contains(symbol)).isPresent() ? " · position left unprotected" : "";
    }

    private static Optional<String> trouble(Settled found, String symbol) {
        return found.troubles().stream().filter(t -> t.contains(symbol)).findFirst();
    }

    /** What holds entries back, in words; nothing once the stop has shut the gate. */
    List<String> held() {
        return gate.isShut()
                ? List.of()
                : gate.latches().stream().map(Latch::label).toList();
    }

    /** The way to the venue, once it is open. */
    Optional<Venue> venue() {
        return access.map(VenueAccess::venue);
    }

    Optional<Clients> clients() {
        return clients;
    }

    Optional<Market> market() {
        return market;
    }

    Optional<WorkingOrders> orders() {
        return orders;
    }

    Optional<Ring> ring() {
        return ring;
    }

    /** Whether the account is made for this session and ends with it: it begins with no position. */
    boolean ownAccount() {
        return spec.embedded();
    }

    Reckoning reckoning() {
        return reckoning;
    }

    /** What the session found of earlier ones, in words, once recovery is done. */
    String recovered() {
        return ring.flatMap(Ring::recovered)
                .map(r -> stillDrained() + r.words())
                .orElse("");
    }

    private String stillDrained() {
        return drained.map(d -> "draining since %s, as %s was told: exits alone, until resume%n"
                        .formatted(d.since().truncatedTo(ChronoUnit.SECONDS), d.session()))
                .orElse("");
    }
}
