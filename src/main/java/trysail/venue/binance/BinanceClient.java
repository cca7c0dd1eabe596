package trysail.venue.binance;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.knowm.xchange.binance.dto.account.futures.BinancePosition;
import trysail.exchange.AccountStanding;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Listed;
import trysail.model.Balance;
import trysail.model.Bar;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Numbers;
import trysail.model.Order;
import trysail.model.OrderEvent.ForeignFill;
import trysail.model.OrderEvent.Paid;
import trysail.model.Position;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.venue.binance.account.OwnOrders;
import trysail.venue.binance.algo.AlgoLinks;
import trysail.wire.rest.Elements;
import trysail.wire.rest.RestCall;
import trysail.wire.rest.RestClient;
import trysail.wire.rest.RestErrors;
import trysail.wire.rest.VenueClock;

/**
 * Orders and account at Binance USD-M futures. Without credentials the public calls work and the others are refused as
 * {@link ExchangeException.Unauthenticated}.
 *
 * <p>Only placing an order can end as {@link ExchangeException.OutcomeUnknown}. A cancel whose answer is lost is
 * {@link ExchangeException.Unreachable} like a question: cancelling again does no harm. The account must be in one-way
 * mode.
 *
 * <p>Answers are turned into our words in the thread that calls, so that one we cannot read is a call that failed.
 */
final class BinanceClient implements ExchangeClient {
    private final RestClient<SignedRest> lines;
    private final RestErrors errors;
    private final SessionClock clock;
    private final VenueClock venueClock;
    private final BinanceSymbols symbols;
    private final Consumer<String> news;

    /**
     * @param symbols what all clients of the venue have learnt of its names
     * @param news is told what was sent once more, and why; must not wait
     */
    BinanceClient(
            RestClient<SignedRest> lines,
            RestErrors errors,
            SessionClock clock,
            VenueClock venueClock,
            BinanceSymbols symbols,
            Consumer<String> news) {
        this.news = news;
        this.symbols = symbols;
        this.lines = lines;
        this.errors = errors;
        this.clock = clock;
        this.venueClock = venueClock;
    }

    @Override
    public Listed listing(Deadline deadline) throws InterruptedException {
        var listed = ask("listing instruments", deadline, rest -> Listings.read(rest.listed()));
        symbols.learn(listed.instruments());
        return listed;
    }

    /** {@inheritDoc} From then on requests are signed with the venue's time. */
    @Override
    public Duration clockOffset(Deadline deadline) throws InterruptedException {
        var what = "asking the time";
        try {
            return measure(what, deadline);
        } catch (IOException e) {
            throw errors.of(what, false, e);
        }
    }

    private Duration measure(String what, Deadline deadline) throws IOException, InterruptedException {
        var sent = clock.now();
        var venue = Instant.ofEpochMilli(lines.call(what, SignedRest::time, deadline));
        var half = Duration.between(sent, clock.now()).dividedBy(2);
        var ahead = Duration.between(sent.plus(half), venue);
        venueClock.measured(ahead);
        return ahead;
    }

    @Override
    public VenueOrder place(Order order, Deadline deadline) throws InterruptedException {
        var what = "placing order " + order.id();
        lines.requirePostOnce(what, deadline);
        remember(order);
        for (var attempt = 0; ; attempt++) {
            try {
                return called(what, rest -> rest.place(order), deadline);
            } catch (IOException e) {
                if (RestErrors.saysCode(e, VenueErrors.DUPLICATE_ID)) {
                    return theOneThatArrived(order, deadline);
                }
                var failure = failure(what, true, e);
                if (!order.reduceOnly() || !errors.isNotDone(e) || deadline.within(pause(attempt)) == deadline) {
                    throw failure;
                }
                news.accept(failure.getMessage() + ": what only reduces is sent again, under the same id");
                clock.sleep(pause(attempt));
            }
        }
    }

    private static Duration pause(int attempt) {
        return Duration.ofMillis(100L << Math.min(attempt, 4));
    }

    @Override
    public void remember(Order order) {
        if (order.terms().conditional()) {
            symbols.conditional().remember(order.id().toString());
        }
    }

    /** The conditional order, and how what its trigger made of it stands. */
    private VenueOrder conditional(SignedRest rest, Instrument instrument, ClientOrderId id) throws IOException {
        var waits = rest.findConditional(id.toString());
        var child = waits.childId();
        if (child.isEmpty()) {
            return waits.order(instrument.symbol());
        }
        symbols.conditional().link(child.get(), waits.clientAlgoId(), Long.toString(waits.algoId()));
        return symbols.conditional()
                .order(rest.findByNumber(BinanceSymbols.toVenue(instrument), child.get())
                        .order(instrument.symbol()));
    }

    /** The id is taken: this order arrived before, whoever sent it twice. */
    private VenueOrder theOneThatArrived(Order order, Deadline deadline) throws InterruptedException {
        var why = "placing order " + order.id() + ": the venue has an order of this id";
        try {
            return find(order.instrument(), order.id(), deadline)
                    .orElseThrow(() -> new ExchangeException.OutcomeUnknown(why + " and does not show it", null));
        } catch (ExchangeException.OutcomeUnknown e) {
            throw e;
        } catch (ExchangeException e) {
            throw new ExchangeException.OutcomeUnknown(why + ", but: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<VenueOrder> cancel(Instrument instrument, ClientOrderId id, Deadline deadline)
            throws InterruptedException {
        if (symbols.conditional().isConditional(id.toString())) {
            return known("cancelling order " + id, VenueErrors.NOTHING_TO_CANCEL, deadline, rest -> {
                var unused = rest.cancelConditional(id.toString());
                return conditional(rest, instrument, id);
            });
        }
        var symbol = BinanceSymbols.toVenue(instrument);
        return known(
                "cancelling order " + id,
                VenueErrors.NOTHING_TO_CANCEL,
                deadline,
                rest -> rest.cancel(symbol, id.toString()).order(instrument.symbol()));
    }

    @Override
    public int mostCancelled() {
        return SignedRest.MOST_CANCELLED;
    }

    @Override
    public Map<ClientOrderId, VenueOrder> cancelSeveral(
            Instrument instrument, List<ClientOrderId> ids, Deadline deadline) throws InterruptedException {
        var symbol = BinanceSymbols.toVenue(instrument);
        var asked = ids.stream()
                .map(ClientOrderId::toString)
                .filter(id -> !symbols.conditional().isConditional(id))
                .toList();
        if (asked.isEmpty()) {
            return Map.of(); // each is ended by itself
        }
        var ended = ask("cancelling " + ids.size() + " orders of " + instrument, deadline, rest -> {
            var orders = new ArrayList<VenueOrder>();
            for (var answer : rest.cancelSeveral(symbol, asked)) {
                orders.add(answer.order(instrument.symbol()));
            }
            return orders;
        });
        var byId = new LinkedHashMap<ClientOrderId, VenueOrder>();
        for (var order : ended) {
            ClientOrderId.parse(order.clientId()).filter(ids::contains).ifPresent(id -> byId.put(id, order));
        }
        return byId;
    }

    @Override
    public Optional<VenueOrder> find(Instrument instrument, ClientOrderId id, Deadline deadline)
            throws InterruptedException {
        if (symbols.conditional().isConditional(id.toString())) {
            return known(
                    "asking for order " + id,
                    VenueErrors.NO_SUCH_ORDER,
                    deadline,
                    rest -> conditional(rest, instrument, id));
        }
        var symbol = BinanceSymbols.toVenue(instrument);
        return known(
                "asking for order " + id,
                VenueErrors.NO_SUCH_ORDER,
                deadline,
                rest -> rest.find(symbol, id.toString()).order(instrument.symbol()));
    }

    /** Empty when the venue answers that it does not know what is asked for. */
    private <T> Optional<T> known(String what, String unknown, Deadline deadline, RestCall<SignedRest, T> call)
            throws InterruptedException {
        try {
            return Optional.of(called(what, call, deadline));
        } catch (IOException e) {
            if (RestErrors.saysCode(e, unknown)) {
                return Optional.empty();
            }
            throw failure(what, false, e);
        }
    }

    @Override
    public List<VenueOrder> workingOrders(Deadline deadline) throws InterruptedException {
        return workingOrders(Optional.empty(), deadline);
    }

    @Override
    public List<VenueOrder> workingOrders(Instrument instrument, Deadline deadline) throws InterruptedException {
        return workingOrders(Optional.of(instrument), deadline);
    }

    /** In the book and apart from it: the venue keeps the two kinds in two places. */
    private List<VenueOrder> workingOrders(Optional<Instrument> of, Deadline deadline) throws InterruptedException {
        var symbol = of.map(BinanceSymbols::toVenue).orElse(null);
        var which = of.map(i -> " of " + i).orElse("");
        var inBook = ask(
                "listing working orders" + which,
                deadline,
                rest -> Elements.each(
                        "working order",
                        rest.openOrders(symbol),
                        o -> symbols.conditional().order(o.order(ours(o.symbol())))));
        var waiting = ask(
                "listing conditional orders" + which,
                deadline,
                rest -> Elements.each(
                        "conditional order", rest.openConditional(symbol), o -> o.order(ours(o.symbol()))));
        waiting.forEach(o -> symbols.conditional().remember(o.clientId()));
        return Stream.concat(inBook.stream(), waiting.stream()).toList();
    }

    @Override
    public List<Fill> fills(Instrument instrument, Instant since, Deadline deadline) throws InterruptedException {
        var symbol = BinanceSymbols.toVenue(instrument);
        var what = "listing our trades of " + instrument;
        return Trades.since(instrument, since, venueClock.now().plus(VenueClock.WINDOW), new Trades.Pages() {
                    @Override
                    public List<TradeAnswer> between(long startTime, long endTime) throws InterruptedException {
                        return ask(what, deadline, rest -> rest.userTrades(symbol, startTime, endTime));
                    }

                    @Override
                    public List<TradeAnswer> from(long tradeId) throws InterruptedException {
                        return ask(what, deadline, rest -> rest.userTradesFrom(symbol, tradeId));
                    }
                })
                .stream()
                .map(symbols.conditional()::fill)
                .toList();
    }

    @Override
    public Optional<VenueOrder> byVenueId(Instrument instrument, String venueId, Deadline deadline)
            throws InterruptedException {
        var symbol = BinanceSymbols.toVenue(instrument);
        var number = AlgoLinks.number(venueId);
        return number.isEmpty()
                ? Optional.empty()
                : known(
                        "asking for the venue's order " + venueId,
                        VenueErrors.NO_SUCH_ORDER,
                        deadline,
                        rest -> symbols.conditional()
                                .order(rest.findByNumber(symbol, number.get()).order(instrument.symbol())));
    }

    @Override
    public ForeignFill.Source source(VenueOrder order) {
        return OwnOrders.source(order.clientId());
    }

    @Override
    public List<Paid> payments(Instant since, Deadline deadline) throws InterruptedException {
        return ask(
                "asking what was paid",
                deadline,
                rest ->
                        Elements.each("payment", rest.income(since.toEpochMilli()), i -> i.payment(symbols::ours))
                                .stream()
                                .flatMap(Optional::stream)
                                .toList());
    }

    @Override
    public List<Position> positions(Deadline deadline) throws InterruptedException {
        return ask(
                "listing positions",
                deadline,
                rest -> rest.positions().stream()
                        .filter(p -> p.getPositionAmt().signum() != 0)
                        .map(this::position)
                        .toList());
    }

    private Position position(BinancePosition held) {
        var symbol = ours(held.getSymbol());
        if (held.getPositionSide() != null && !held.getPositionSide().equals("BOTH")) {
            throw new ExchangeException.Refused(
                    "hedge mode", "the account holds " + symbol + " in hedge mode: set it to one-way mode", null);
        }
        return new Position(
                symbol,
                Numbers.bounded(held.getPositionAmt()),
                Numbers.bounded(held.getEntryPrice()),
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    /** Our symbol; what is none of what we can trade keeps the venue's. */
    private String ours(String venueSymbol) {
        return symbols.ours(venueSymbol).orElse(venueSymbol);
    }

    @Override
    public Balance balance(String asset, Deadline deadline) throws InterruptedException {
        return ask(
                "asking for the balance of " + asset,
                deadline,
                rest -> rest.balances().stream()
                        .filter(b -> b.asset().equals(asset))
                        .map(FuturesRest.AssetAnswer::balance)
                        .findFirst()
                        .orElseGet(() -> new Balance(asset, BigDecimal.ZERO, BigDecimal.ZERO)));
    }

    @Override
    public AccountStanding standing(String quoteAsset, Deadline deadline) throws InterruptedException {
        var rights = ask("asking what the key may do", deadline, SignedRest::keyRights);
        var account = ask("asking how the account may trade", deadline, SignedRest::account);
        var trades = Stream.of(rights.map(FuturesRest.KeyAnswer::trades), Optional.ofNullable(account.trades()))
                .flatMap(Optional::stream)
                .reduce(Boolean::logicalAnd);
        return new AccountStanding(
                trades,
                rights.map(FuturesRest.KeyAnswer::withdraws),
                Optional.ofNullable(account.hedged()),
                balance(quoteAsset, deadline),
                Boolean.TRUE.equals(account.hedged()) ? List.of() : positions(deadline), // else that is refused
                workingOrders(deadline));
    }

    /** {@inheritDoc} Conditional orders are not ended by it: the venue keeps them apart. */
    @Override
    public Duration countdown(Instrument instrument, Duration time, Deadline deadline) throws InterruptedException {
        var symbol = BinanceSymbols.toVenue(instrument);
        return ask("setting the dead man's switch of " + instrument, deadline, rest -> rest.countdown(symbol, time));
    }

    @Override
    public Optional<BigDecimal> price(String base, String quote, Deadline deadline) throws InterruptedException {
        var pair = base + "-" + quote;
        return known(
                "asking for the price of " + pair,
                VenueErrors.NO_SUCH_SYMBOL,
                deadline,
                rest -> Numbers.bounded(rest.price(symbols.theirs(pair))));
    }

    @Override
    public List<Bar> bars(Instrument instrument, Duration frame, int count, Deadline deadline)
            throws InterruptedException {
        var symbol = BinanceSymbols.toVenue(instrument);
        var interval = Klines.interval(frame);
        var what = "listing bars of " + instrument;
        try {
            return Klines.last(
                    instrument,
                    frame,
                    count,
                    venueClock.now(),
                    (most, before) -> lines.call(
                            what, rest -> rest.klines(symbol, interval, most, before.orElse(null)), deadline));
        } catch (IOException e) {
            throw failure(what, false, e);
        }
    }

    /** A key for the account's stream, valid for an hour: a new one, or the one that is valid already. Secret. */
    String createListenKey(Deadline deadline) throws InterruptedException {
        return ask("asking for a listen key", deadline, SignedRest::createListenKey);
    }

    /** Makes the account's key valid for another hour. */
    void keepListenKeyAlive(Deadline deadline) throws InterruptedException {
        var unused = ask("keeping the listen key alive", deadline, SignedRest::keepListenKeyAlive);
    }

    @Override
    public void close() {
        lines.close();
    }

    private <T> T ask(String what, Deadline deadline, RestCall<SignedRest, T> call) throws InterruptedException {
        try {
            return called(what, call, deadline);
        } catch (IOException e) {
            throw failure(what, false, e);
        }
    }

    /**
     * What the venue refused for its time stamp it has surely not done: the clock is measured anew, and it is asked once
     * more. An order keeps its client order id.
     */
    private <T> T called(String what, RestCall<SignedRest, T> call, Deadline deadline)
            throws IOException, InterruptedException {
        try {
            return lines.call(what, call, deadline);
        } catch (IOException refused) {
            if (!RestErrors.saysCode(refused, VenueErrors.CLOCK)) {
                throw refused;
            }
            try {
                var ahead = measure(what, deadline);
                news.accept(what + ": its time stamp was refused, this machine's clock is " + VenueClock.words(ahead)
                        + "; sent once more");
            } catch (IOException | ExchangeException notMeasured) {
                refused.addSuppressed(notMeasured);
                throw refused;
            }
            return lines.call(what, call, deadline);
        }
    }

    /** The failure in our words. Where the time stamp was refused again, how far the clock is off is said. */
    private ExchangeException failure(String what, boolean order, IOException cause) {
        var failure = errors.of(what, order, cause);
        var off = venueClock.offset();
        if (off.isEmpty() || !RestErrors.saysCode(cause, VenueErrors.CLOCK)) {
            return failure;
        }
        return new ExchangeException.Unauthenticated(
                "this machine's clock is " + VenueClock.words(off.get()) + ", which takes "
                        + VenueClock.WINDOW.toMillis() + " ms at most: set the clock. " + failure.getMessage(),
                cause);
    }
}
