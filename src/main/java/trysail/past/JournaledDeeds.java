package trysail.past;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import trysail.journal.Entry;
import trysail.journal.Header;
import trysail.journal.JournalState;
import trysail.look.Holdings;
import trysail.look.ProfitSample;
import trysail.look.WorkingOrder;
import trysail.model.Bar;
import trysail.model.Instrument;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.Symbol;
import trysail.view.Blotter;
import trysail.view.OwnFill;
import trysail.view.ProfitPart;
import trysail.words.BadInput;

/**
 * What a session did, as its journal tells: the entries folded once more. A journal holds no quotes: what is open is valued
 * at the marks of the session's receipt where it has them, else at the price of its own last trade. Filled by one thread,
 * then only read.
 */
final class JournaledDeeds implements Deeds {
    private static final int FILLS_KEPT = 100_000;
    private static final int SAMPLES = 1_000;

    private final String session;
    private final PastReceipt receipt;
    private final Instant now;
    private final JournalState state = new JournalState();
    private final Blotter blotter = new Blotter();
    private final Map<String, BigDecimal> marks = new HashMap<>();
    private final ArrayDeque<OwnFill> fills = new ArrayDeque<>();
    private final List<ProfitSample> course = new ArrayList<>();

    /** @param now by which the age of what still works is told */
    JournaledDeeds(String session, PastReceipt receipt, Instant now) {
        this.session = session;
        this.receipt = receipt;
        this.now = now;
    }

    /** Takes the next entry in. */
    void take(Entry.Stamped line) {
        var news = state.apply(line);
        blotter.apply(line);
        if (news && line.entry() instanceof Entry.Filled filled) {
            var fill = filled.fill();
            fills.addLast(new OwnFill(filled.id(), fill));
            if (fills.size() > FILLS_KEPT) {
                fills.removeFirst();
            }
            mark(fill.symbol(), fill.price());
            course.add(new ProfitSample(line.at(), blotter.snapshot().pnl()));
        }
    }

    private void mark(String symbol, BigDecimal price) {
        marks.put(symbol, price);
        blotter.mark(symbol, price);
    }

    /** There are no more entries. */
    JournaledDeeds whole() {
        receipt.marks().forEach(this::mark);
        return this;
    }

    @Override
    public String session() {
        return session;
    }

    @Override
    public List<OwnFill> fills(int most) {
        return fills.stream().skip(Math.max(0, fills.size() - most)).toList();
    }

    @Override
    public List<OrderEvent.Foreign> foreign(int most) {
        return blotter.foreign(most);
    }

    @Override
    public BigDecimal earned() {
        return blotter.snapshot().earned();
    }

    @Override
    public List<ProfitPart> explained() {
        return blotter.explained();
    }

    @Override
    public long fillCount() {
        return state.fills();
    }

    @Override
    public List<WorkingOrder> orders() {
        return state.open().stream().map(t -> WorkingOrder.of(t, now)).toList();
    }

    @Override
    public List<Holdings> positions() {
        var held = state.positions();
        var symbols = new TreeSet<>(held.keySet());
        state.header()
                .ifPresent(h -> h.instruments().stream().map(Instrument::symbol).forEach(symbols::add));
        var working = state.open().stream()
                .collect(Collectors.groupingBy(t -> t.order().instrument().symbol(), Collectors.summingInt(t -> 1)));
        return symbols.stream()
                .map(s -> holdings(held.getOrDefault(s, Position.flat(s)), working.getOrDefault(s, 0)))
                .toList();
    }

    private Holdings holdings(Position position, int working) {
        var mark = Optional.ofNullable(marks.get(position.symbol()));
        return new Holdings(
                position.symbol(),
                position.size(),
                position.isFlat() ? Optional.empty() : Optional.of(position.entryPrice()),
                mark,
                mark.map(position::unrealised).orElse(BigDecimal.ZERO),
                position.realised(),
                position.fees(),
                working);
    }

    @Override
    public BigDecimal pnl() {
        return receipt.pnl().orElseGet(() -> blotter.snapshot().pnl());
    }

    @Override
    public Optional<BigDecimal> equity() {
        return Optional.empty();
    }

    @Override
    public Map<String, BigDecimal> feesNotValued() {
        return state.feesNotValued();
    }

    @Override
    public List<ProfitSample> profits() {
        var all = new ArrayList<>(course);
        receipt.ended().ifPresent(at -> all.add(new ProfitSample(at, pnl())));
        var many = all.size();
        return many <= SAMPLES
                ? List.copyOf(all)
                : IntStream.range(0, SAMPLES)
                        .mapToObj(i -> all.get((int) ((long) i * (many - 1) / (SAMPLES - 1))))
                        .toList();
    }

    @Override
    public List<Bar> bars(String symbol, Duration frame, int most) {
        var traded = traded(symbol);
        var own = fills.stream()
                .map(OwnFill::fill)
                .filter(f -> f.symbol().equals(traded.symbol()))
                .toList();
        return OwnBars.of(traded, frame, own, most);
    }

    private Instrument traded(String asked) {
        var symbol = Symbol.canonical(asked);
        var all = state.header().map(Header::instruments).orElse(List.of());
        return all.stream()
                .filter(i -> i.symbol().equals(symbol) || i.base().equals(symbol))
                .findFirst()
                .orElseThrow(() -> new BadInput("instrument '" + asked + "' was not traded by " + session
                        + ": it traded " + all.stream().map(Instrument::symbol).collect(Collectors.joining(", "))));
    }

    @Override
    public boolean ownBars() {
        return true;
    }
}
