package trysail.fault;

import static trysail.fault.FaultText.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What there is of each kind of fault besides its meaning to a program: its word, and how it is read and written. */
record FaultKind<F extends Fault.Bare>(
        Class<F> type,
        String word,
        String example,
        boolean lasts,
        String meaning,
        Maker<F> maker,
        Function<F, Optional<String>> value) {
    /** Makes a fault of what is said about it. */
    interface Maker<F extends Fault.Bare> {
        F make(FaultText said, Duration at);
    }

    private static final List<FaultKind<?>> KINDS = List.of(
            lasting(Fault.Mute.class, "mute@3s", "the streams fall silent, connections stay open", Fault.Mute::new),
            once(
                    Fault.Drop.class,
                    "drop@2s",
                    "every stream's connection is cut; new ones are accepted",
                    Fault.Drop::new),
            once(
                    Fault.Cut.class,
                    "cut@2s",
                    "streams break in the middle of a frame, REST of an answer",
                    Fault.Cut::new),
            lasting(Fault.Refuse.class, "refuse@3s", "new connections are refused", Fault.Refuse::new),
            lasting(
                    Fault.HalfOpen.class,
                    "half-open@3s",
                    "nothing is carried any more, connections stay open",
                    Fault.HalfOpen::new),
            lasting(Fault.Drip.class, "drip@3s", "streams and REST answers come byte by byte", Fault.Drip::new),
            once(Fault.Garbage.class, "garbage@3s", "a frame on every stream that no venue says", Fault.Garbage::new),
            once(Fault.Oversized.class, "oversized@3s", "a frame that is to hold a gigabyte", Fault.Oversized::new),
            once(Fault.Endless.class, "endless@3s", "a message in pieces without a last one", Fault.Endless::new),
            once(Fault.Gap.class, "gap@5s", "one change of a book is left out of the streams", Fault.Gap::new),
            once(Fault.Crossed.class, "crossed@5s", "a book's bid comes to stand above its ask", Fault.Crossed::new),
            once(
                    Fault.Duplicate.class,
                    "duplicate@5s",
                    "a change of a book, and news of an order, come twice",
                    Fault.Duplicate::new),
            once(
                    Fault.LostFill.class,
                    "lost-fill@3s",
                    "the account's stream leaves out the next trade",
                    Fault.LostFill::new),
            once(
                    Fault.LostEvent.class,
                    "lost-event@3s",
                    "the account's stream leaves out the next news of an order",
                    Fault.LostEvent::new),
            once(
                    Fault.HandTrade.class,
                    "hand-trade@3s",
                    "somebody closes a position by hand, or opens a small one",
                    Fault.HandTrade::new),
            once(
                    Fault.HandCancel.class,
                    "hand-cancel@3s",
                    "somebody cancels a working order by hand",
                    Fault.HandCancel::new),
            once(
                    Fault.Liquidated.class,
                    "liquidation@3s",
                    "orders are cancelled and positions closed by the venue",
                    Fault.Liquidated::new),
            once(
                    Fault.Deleveraged.class,
                    "adl@3s",
                    "the largest position is closed by the venue",
                    Fault.Deleveraged::new),
            once(Fault.FundingDue.class, "funding@3s", "positions pay or receive funding now", Fault.FundingDue::new),
            kind(
                    Fault.AckSilent.class,
                    "ack-silent:trade@3s",
                    true,
                    "streams of this name, of trades, quotes or depth, carry nothing; without a name, those subscribed to from now on",
                    (said, at) -> new Fault.AckSilent(said.maybeName(), at),
                    Fault.AckSilent::part),
            kind(
                    Fault.OffMarket.class,
                    "off-market:insurance@3s",
                    false,
                    "a trade that is none of the market's: nothing, insurance or adl",
                    (said, at) -> new Fault.OffMarket(said.one(Fault.OffMarket.Kind.class), at),
                    f -> Optional.of(FaultText.word(f.kind()))),
            once(Fault.Renumber.class, "renumber@3s", "the update numbers of a book begin again", Fault.Renumber::new),
            lasting(
                    Fault.LostChanges.class,
                    "lost-changes@3s",
                    "changes of books are left out, and no number tells",
                    Fault.LostChanges::new),
            lasting(
                    Fault.OddListings.class,
                    "odd-listings",
                    "the listing has broken entries and unknown kinds",
                    Fault.OddListings::new),
            once(
                    Fault.LoseReply.class,
                    "lose-reply@4s",
                    "the next order is taken, and its answer never comes",
                    Fault.LoseReply::new),
            kind(
                    Fault.LateOrder.class,
                    "late-order:8s@4s",
                    false,
                    "the next order is answered with 503, not known, and taken so much later",
                    (said, at) -> new Fault.LateOrder(said.length(), at),
                    f -> Optional.of(text(f.by()))),
            kind(
                    Fault.TooManyRequests.class,
                    "http429@3s",
                    true,
                    "REST refuses everything with 429 for 1s; http429:2s: and says Retry-After",
                    (said, at) -> new Fault.TooManyRequests(said.maybeLength(), at),
                    f -> f.retryAfter().map(FaultText::text)),
            kind(
                    Fault.Banned.class,
                    "http418:2s",
                    true,
                    "the same with 418, a ban",
                    (said, at) -> new Fault.Banned(said.maybeLength(), at),
                    f -> f.retryAfter().map(FaultText::text)),
            kind(
                    Fault.ServerErrors.class,
                    "http500:0.2",
                    true,
                    "REST fails with 500, here one request in five",
                    (said, at) -> new Fault.ServerErrors(said.chance(), at),
                    f -> Optional.of(String.valueOf(f.chance()))),
            kind(
                    Fault.Unsure.class,
                    "http503:0.2",
                    true,
                    "REST does what it is asked, and fails with 503 nevertheless",
                    (said, at) -> new Fault.Unsure(said.chance(), at),
                    f -> Optional.of(String.valueOf(f.chance()))),
            kind(
                    Fault.Unavailable.class,
                    "unavailable:0.2",
                    true,
                    "REST refuses with 503, here one request in five, and surely does nothing",
                    (said, at) -> new Fault.Unavailable(said.chance(), at),
                    f -> Optional.of(String.valueOf(f.chance()))),
            kind(
                    Fault.Overloaded.class,
                    "overloaded:0.2",
                    true,
                    "the venue protects itself and takes no entry, here one in five; what only reduces passes",
                    (said, at) -> new Fault.Overloaded(said.chance(), at),
                    f -> Optional.of(String.valueOf(f.chance()))),
            kind(
                    Fault.Latency.class,
                    "latency:50ms±20",
                    true,
                    "REST answers later, by so much give or take",
                    FaultText::latency,
                    f -> Optional.of(f.by().toMillis() + "ms±" + f.jitter().toMillis())),
            lasting(
                    Fault.WrongJson.class,
                    "wrong-json@3s",
                    "REST answers 200, and something else",
                    Fault.WrongJson::new),
            lasting(
                    Fault.Redirect.class,
                    "redirect@3s",
                    "REST points to another host and does nothing",
                    Fault.Redirect::new),
            kind(
                    Fault.KeyRights.class,
                    "key-rights:withdraw",
                    true,
                    "keys may withdraw as well; key-rights:read: they may not trade",
                    (said, at) -> new Fault.KeyRights(said.one(Fault.KeyRights.Right.class), at),
                    f -> Optional.of(FaultText.word(f.right()))),
            once(
                    Fault.GzipBomb.class,
                    "gzip-bomb@3s",
                    "a small compressed answer of REST that is huge inflated",
                    Fault.GzipBomb::new),
            kind(
                    Fault.ClockStep.class,
                    "clock-step:-5s",
                    true,
                    "the venue's clock jumps back, or ahead",
                    (said, at) -> new Fault.ClockStep(said.signed(), at),
                    f -> Optional.of((f.by().isNegative() ? "" : "+") + text(f.by()))),
            kind(
                    Fault.SlowDisk.class,
                    "slow-disk:200ms@3s",
                    true,
                    "each write to the journal takes so long",
                    (said, at) -> new Fault.SlowDisk(said.length(), at),
                    f -> Optional.of(text(f.each()))),
            lasting(Fault.FullDisk.class, "full-disk@3s", "the journal cannot be written", Fault.FullDisk::new),
            once(
                    Fault.TornJournal.class,
                    "torn-journal@3s",
                    "the journal's last entry loses its half",
                    Fault.TornJournal::new),
            once(Fault.Throws.class, "strategy-throws@3s", "the strategy throws", Fault.Throws::new),
            lasting(Fault.Spins.class, "strategy-spins@3s", "the strategy does not return", Fault.Spins::new),
            lasting(Fault.Deaf.class, "strategy-deaf@3s", "it waits, and ignores interruption", Fault.Deaf::new),
            lasting(Fault.Locks.class, "strategy-locks@3s", "it waits for a lock without end", Fault.Locks::new),
            kind(
                    Fault.Floods.class,
                    "strategy-floods:500@3s",
                    false,
                    "it wants so many orders at once",
                    (said, at) -> new Fault.Floods(said.count(), at),
                    f -> Optional.of(String.valueOf(f.orders()))));

    private static <F extends Fault.Bare> FaultKind<F> once(
            Class<F> type, String example, String meaning, Function<Duration, F> made) {
        return kind(type, example, false, meaning, (said, at) -> said.bare(made.apply(at)), f -> Optional.empty());
    }

    private static <F extends Fault.Bare> FaultKind<F> lasting(
            Class<F> type, String example, String meaning, Function<Duration, F> made) {
        return kind(type, example, true, meaning, (said, at) -> said.bare(made.apply(at)), f -> Optional.empty());
    }

    private static <F extends Fault.Bare> FaultKind<F> kind(
            Class<F> type,
            String example,
            boolean lasts,
            String meaning,
            Maker<F> maker,
            Function<F, Optional<String>> value) {
        return new FaultKind<>(type, example.split("[@:]")[0], example, lasts, meaning, maker, value);
    }

    /** An example of each, and what it does. */
    static List<Fault.Form> forms() {
        var forms = new ArrayList<Fault.Form>();
        KINDS.forEach(k -> forms.add(new Fault.Form(k.example, k.meaning + (k.lasts ? "; lasts" : ""))));
        forms.add(new Fault.Form("mute@3s for 2s", "what lasts may have an end"));
        return List.copyOf(forms);
    }

    /** The kind of a fault that has no end of its own. */
    static FaultKind<?> of(Fault.Bare fault) {
        return KINDS.stream()
                .filter(k -> k.type.isInstance(fault))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(String.valueOf(fault.getClass())));
    }

    /** The kind of this name. */
    static Optional<FaultKind<?>> named(String word) {
        return KINDS.stream().filter(k -> k.word.equals(word)).findFirst();
    }

    /** A fault without an end in the form it is read in. */
    static String spec(Fault.Bare fault) {
        var kind = of(fault);
        var value = kind.valueOf(fault).map(v -> ":" + v).orElse("");
        var at = fault.at().isZero() && !value.isEmpty() ? "" : "@" + text(fault.at());
        return kind.word + value + at;
    }

    private Optional<String> valueOf(Fault.Bare fault) {
        return value.apply(type.cast(fault));
    }
}
