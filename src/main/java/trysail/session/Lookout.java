package trysail.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.coordinator.BookView;
import trysail.coordinator.CoordinatorView;
import trysail.exchange.ExchangeException;
import trysail.exchange.FeedStats;
import trysail.exchange.StreamState;
import trysail.exchange.Venue;
import trysail.fault.Fault;
import trysail.journal.TrackedOrder;
import trysail.look.Denials;
import trysail.look.Holdings;
import trysail.look.Loss;
import trysail.look.ProfitSample;
import trysail.look.RiskView;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.look.Vitals;
import trysail.look.Vitals.Light;
import trysail.look.WorkingOrder;
import trysail.model.Bar;
import trysail.model.Instrument;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.recon.Reconciled;
import trysail.risk.StandardRule;
import trysail.scope.SessionContext;
import trysail.view.Blotter;
import trysail.view.OwnFill;
import trysail.view.ProfitPart;
import trysail.words.BadInput;
import trysail.words.NotNow;

/**
 * What there is to see of a session, for any thread at any time: while it opens what is there so far, after its end what
 * was last known. Looking takes short locks and copies; it never makes the session wait for who looks.
 */
final class Lookout {
    private static final Duration YOUNG = Duration.ofSeconds(3);
    private static final Duration DEAD = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final int DEEPEST = 1_000;
    private static final int MOST_BARS = 1_500;

    private final Voyage voyage;
    private final SessionSpec spec;
    private final SessionContext context;
    private final SessionParts parts;

    Lookout(Voyage voyage) {
        this.voyage = voyage;
        spec = voyage.spec;
        context = voyage.context;
        parts = voyage.parts;
    }

    Snapshot snapshot() {
        var state = voyage.state();
        var age = voyage.age();
        var seen = parts.reckoning().marked();
        var view = view();
        var rates = rates(state);
        return new Snapshot(
                state,
                age,
                voyage.term.ran().orElse(Duration.ZERO),
                spec.duration(),
                parts.reckoning().frames(),
                view.flatMap(CoordinatorView::dataAge),
                view.map(Lookout::quotes).orElse(""),
                tracked().size(),
                seen.fills(),
                seen.pnl(),
                parts.held(),
                new Vitals(
                        rates.frames(),
                        rates.orderEvents(),
                        parts.ring().map(Ring::queues).orElse(List.of()),
                        health(state),
                        spec.capital().add(seen.pnl()),
                        seen.sent(),
                        view.map(v -> v.counts().denied()).orElse(0L),
                        faults(state)));
    }

    /** Before the exchange is there, what it will be asked for. */
    private List<String> faults(SessionState state) {
        if (state instanceof SessionState.Stopped) {
            return List.of();
        }
        var atVenue = parts.access()
                .map(a -> a.lease().map(l -> l.exchange().faults()).orElse(List.of()))
                .orElseGet(() -> SessionFaults.atOpening(spec.faults()).stream()
                        .map(Fault::spec)
                        .toList());
        return Stream.concat(atVenue.stream(), voyage.mishaps.words().stream()).toList();
    }

    private Pulse.Rates rates(SessionState state) {
        return state instanceof SessionState.Stopped
                ? new Pulse.Rates(0, 0)
                : parts.reckoning().rates();
    }

    private Vitals.VenueHealth health(SessionState state) {
        var stats = parts.market().map(m -> m.feed().stats());
        var age = view().flatMap(CoordinatorView::dataAge);
        var live = view().filter(CoordinatorView::live).isPresent();
        var streams = streams(state);
        var light = light(state, age, live, streams);
        return new Vitals.VenueHealth(
                parts.venue().map(Venue::name).orElse(spec.venue()),
                light,
                words(state, age, live, streams),
                stats.map(FeedStats::connects).orElse(0),
                stats.map(FeedStats::gaps).orElse(0),
                parts.venue().flatMap(Venue::clockOffset),
                streams);
    }

    /** Each market stream of a session that has any. */
    List<StreamState> streams(SessionState state) {
        return state instanceof SessionState.Stopped
                ? List.of()
                : parts.market().map(m -> m.feed().stats().streams()).orElse(List.of());
    }

    private static boolean any(List<StreamState> streams, StreamState.Life life) {
        return streams.stream().anyMatch(s -> s.life() == life);
    }

    /** Whatever is silent is so because nothing happens: the venue was asked. */
    private static boolean quiet(List<StreamState> streams) {
        return any(streams, StreamState.Life.QUIET) && !any(streams, StreamState.Life.SILENT);
    }

    private static Light light(SessionState state, Optional<Duration> age, boolean live, List<StreamState> streams) {
        if (state instanceof SessionState.Opening) {
            return Light.YELLOW;
        }
        if (state instanceof SessionState.Stopped) {
            return Light.RED;
        }
        if (live && quiet(streams)) {
            return Light.GREEN;
        }
        if (age.isEmpty() || age.get().compareTo(DEAD) > 0) {
            return Light.RED;
        }
        return live && !any(streams, StreamState.Life.SILENT) && age.get().compareTo(YOUNG) < 0
                ? Light.GREEN
                : Light.YELLOW;
    }

    private static String words(SessionState state, Optional<Duration> age, boolean live, List<StreamState> streams) {
        return switch (state) {
            case SessionState.Opening o -> "connecting";
            case SessionState.Stopped s -> "session ended";
            case SessionState.Running r -> words(age, live, streams);
            case SessionState.Stopping s -> words(age, live, streams);
        };
    }

    private static String words(Optional<Duration> age, boolean live, List<StreamState> streams) {
        if (age.isEmpty()) {
            return "no data yet";
        }
        if (!live) {
            return "reconnecting";
        }
        if (any(streams, StreamState.Life.SILENT)) {
            return "a stream is silent";
        }
        return age.get().compareTo(YOUNG) < 0 ? "connected" : quiet(streams) ? "quiet" : "silent";
    }

    private Optional<CoordinatorView> view() {
        return parts.ring().map(Ring::view);
    }

    private static String quotes(CoordinatorView view) {
        return view.lines().stream()
                .flatMap(line -> line.quote().stream())
                .map(q -> q.instrument().base() + " " + q.bid().toPlainString() + "/"
                        + q.ask().toPlainString())
                .collect(Collectors.joining("  "));
    }

    private List<TrackedOrder> tracked() {
        return parts.orders().map(o -> o.open()).orElse(List.of());
    }

    List<WorkingOrder> orders() {
        var now = context.clock().now();
        return tracked().stream().map(t -> WorkingOrder.of(t, now)).toList();
    }

    List<OwnFill> fills(int most) {
        return parts.reckoning().blotter().fills(most);
    }

    List<OrderEvent.Foreign> foreign(int most) {
        return parts.reckoning().blotter().foreign(most);
    }

    List<ProfitPart> explained() {
        var unused = parts.reckoning().marked();
        return parts.reckoning().blotter().explained();
    }

    BigDecimal earned() {
        return parts.reckoning().marked().earned();
    }

    List<Holdings> positions() {
        var working = tracked().stream()
                .collect(Collectors.groupingBy(t -> t.order().instrument().symbol(), Collectors.summingInt(t -> 1)));
        var held = parts.reckoning().marked().positions();
        var all = new ArrayList<Holdings>();
        for (var line : view().map(CoordinatorView::lines).orElse(List.of())) {
            var symbol = line.instrument().symbol();
            all.add(holdings(held.getOrDefault(symbol, Position.flat(symbol)), line.quote(), working));
        }
        return all;
    }

    private static Holdings holdings(Position position, Optional<Quote> quote, Map<String, Integer> working) {
        var mark = quote.map(Quote::mid);
        return new Holdings(
                position.symbol(),
                position.size(),
                position.isFlat() ? Optional.empty() : Optional.of(position.entryPrice()),
                mark,
                mark.map(position::unrealised).orElse(BigDecimal.ZERO),
                position.realised(),
                position.fees(),
                working.getOrDefault(position.symbol(), 0));
    }

    Map<String, BigDecimal> feesNotValued() {
        return parts.reckoning().marked().feesNotValued();
    }

    Blotter.Rejections rejections() {
        return parts.reckoning().blotter().rejections();
    }

    List<Denials> denials() {
        var all = new ArrayList<Denials>();
        parts.ring()
                .map(Ring::denials)
                .orElse(Map.of())
                .forEach((rule, d) -> all.add(new Denials(rule, d.count(), d.last())));
        return List.copyOf(all);
    }

    List<String> held() {
        return parts.held();
    }

    String recovered() {
        return parts.recovered();
    }

    /** Those of the past and that of now. */
    List<ProfitSample> profits() {
        var samples = new ArrayList<>(parts.reckoning().profits().samples());
        if (!(voyage.state() instanceof SessionState.Stopped)) {
            samples.add(new ProfitSample(
                    context.clock().now(), parts.reckoning().marked().pnl()));
        }
        return List.copyOf(samples);
    }

    /** After the session's end what the coordinator had not yet heard of has ended as well. */
    BookView book(String symbol, int depth) throws InterruptedException {
        if (depth < 1 || depth > DEEPEST) {
            throw new BadInput("--depth " + depth + " cannot be: from 1 to " + DEEPEST);
        }
        var ended = voyage.state() instanceof SessionState.Stopped;
        var seen = ring().book(instrument(symbol), depth);
        if (!ended) {
            return seen;
        }
        var open = tracked().stream().map(t -> t.order().id()).collect(Collectors.toSet());
        return seen.owning(own -> open.contains(own.id()));
    }

    List<Bar> bars(String symbol, Duration frame, int most) throws InterruptedException {
        if (most < 1 || most > MOST_BARS) {
            throw new BadInput("--last " + most + " cannot be: from 1 to " + MOST_BARS);
        }
        var instrument = instrument(symbol);
        var history = parts.clients().orElseThrow(Lookout::opening).history();
        return history.bars(instrument, frame, most, context.clock().deadline(CALL));
    }

    RiskView risk(Optional<Loss> loss) throws InterruptedException {
        var ring = ring();
        var limits = ring.limits();
        var denials = denials().stream().collect(Collectors.toMap(Denials::rule, Denials::count));
        var rules = parts.risk().rules().stream()
                .map(r -> new RiskView.Rule(
                        r.name(), !StandardRule.isOne(r.name()), r.holdsExits(), denials.getOrDefault(r.name(), 0L)))
                .toList();
        var pnl = parts.reckoning().marked().pnl();
        return new RiskView(ring.view().equity(), pnl, limits, rules, loss);
    }

    /** Asked now, over a client for this alone. */
    Reconciled recon() throws InterruptedException {
        var watch = parts.accountWatch()
                .orElseThrow(() -> new NotNow(
                        "the account of this session is kept by this process: there is no venue to compare it with"));
        if (voyage.state() instanceof SessionState.Stopped) {
            throw new NotNow("the session has ended: positions tells what it left");
        }
        try (var client = parts.venue().orElseThrow(Lookout::opening).client()) {
            return watch.table(client, context.clock().deadline(CALL));
        } catch (ExchangeException e) {
            throw new NotNow("the venue does not say how the account stands: " + e.getMessage(), e);
        }
    }

    private Ring ring() {
        return parts.ring().orElseThrow(Lookout::opening);
    }

    private Instrument instrument(String symbol) {
        return Symbols.traded(
                symbol, parts.market().orElseThrow(Lookout::opening).instruments());
    }

    private static NotNow opening() {
        return new NotNow("the session has not got that far: it was still opening");
    }

    /** What a thread waits for that is parked on a known object. */
    Optional<String> waitedFor(Object blocker) {
        return parts.ring().flatMap(r -> r.waitedFor(blocker));
    }
}
