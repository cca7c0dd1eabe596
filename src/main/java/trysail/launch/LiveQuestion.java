package trysail.launch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.exchange.ExchangeException;
import trysail.helm.Helm;
import trysail.live.AccountCheck;
import trysail.live.LiveLook;
import trysail.model.Instrument;
import trysail.model.Position;
import trysail.receipt.ReceiptJson;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.words.BadInput;
import trysail.words.Durations;

/** What a person who is about to trade with real money is shown, and has to type. Nothing is open at the venue yet. */
public final class LiveQuestion {
    /** What has to be typed. */
    static final String WORD = "live";

    private static final int RECEIPTS = 10_000;
    private static final int SHOWN = 12;

    private final Helm helm;
    private final SessionSpec spec;
    private final LiveOptions options;
    private final Consumer<String> shows;

    /** @param shows takes what is shown: whole lines */
    public LiveQuestion(Helm helm, SessionSpec spec, LiveOptions options, Consumer<String> shows) {
        this.helm = helm;
        this.spec = spec;
        this.options = options;
        this.shows = shows;
    }

    /**
     * Returns when the session may be started.
     *
     * @throws BadInput when something speaks against it, nobody can be asked, or something else was typed
     * @throws ExchangeException when the venue does not answer
     */
    public void ask() throws InterruptedException {
        var tested = tested();
        var look = look();
        var against =
                AccountCheck.objections(look.standing(), spec.capitalLimit().orElseThrow());
        shows.accept(text(look, tested));
        if (!against.isEmpty()) {
            throw new BadInput(String.join("; ", against));
        }
        if (!options.yes()) {
            typed();
        }
    }

    private LiveLook look() throws InterruptedException {
        try {
            return helm.sessions().look(spec);
        } catch (ExchangeException.Unauthenticated e) {
            throw new BadInput(
                    "the venue does not take the keys: " + e.getMessage()
                            + "; check TRYSAIL_API_KEY and TRYSAIL_API_SECRET, and that they are of this venue",
                    e);
        }
    }

    private void typed() throws InterruptedException {
        var answer = new Typed(helm)
                .line("Type " + WORD + " to start: ")
                .orElseThrow(() -> new BadInput("nobody can be asked whether real orders may be sent: --yes starts a "
                        + "session without a question"));
        if (!answer.strip().equals(WORD)) {
            throw new BadInput("'" + answer.strip() + "' is not " + WORD + ": nothing was started");
        }
    }

    /** The paper session that ran the strategy's file as it is now; empty: the strategy is of no file. */
    private Optional<String> tested() throws InterruptedException {
        var hash = spec.strategyHash();
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        var ran = ranOnPaper(helm.sessions(), spec, hash.get());
        if (ran.isEmpty() && !options.untested()) {
            throw new BadInput("strategy '" + spec.strategyName() + "' never ran on paper here as it is now: run start "
                    + "paper with it first, or say --untested");
        }
        return Optional.of(ran.orElse("never on paper here"));
    }

    /** The last session in the logbook that traded by this file without real money, and got as far as to run. */
    static Optional<String> ranOnPaper(Sessions sessions, SessionSpec spec, String hash) throws InterruptedException {
        return sessions.history(spec.journal(), RECEIPTS).reversed().stream()
                .filter(past -> past.receipt()
                        .map(ReceiptJson::read)
                        .filter(r -> r.path("strategy_sha256").asText().equals(hash))
                        .filter(r -> !r.path("mode").asText().equals(SessionSpec.LIVE))
                        .filter(r -> r.path("ran_ms").isNumber())
                        .isPresent())
                .findFirst()
                .map(past -> "on paper as " + past.session());
    }

    private String text(LiveLook look, Optional<String> tested) {
        var standing = look.standing();
        var lines = new ArrayList<String>();
        lines.add("live on " + look.venue());
        line(
                lines,
                "account",
                look.account()
                        + told(" · the key may ", standing.keyMayTrade(), "trade", "not trade")
                        + told(", may ", standing.keyMayWithdraw(), "withdraw", "not withdraw")
                        + told(" · ", standing.hedged(), "hedge mode", "one-way mode"));
        line(
                lines,
                "wallet",
                standing.wallet().wallet().toPlainString() + " "
                        + standing.wallet().asset());
        line(lines, "limits", limits());
        line(
                lines,
                "trades",
                String.join(", ", look.traded().stream().map(Instrument::symbol).toList()) + " by "
                        + spec.strategyName()
                        + tested.map(t -> ", which ran " + t).orElse(""));
        line(lines, "positions", positions(standing.positions()));
        line(
                lines,
                "orders",
                standing.working().isEmpty() ? "none work" : standing.working().size() + " work");
        AccountCheck.untold(standing).forEach(words -> line(lines, "not told", words));
        return String.join("\n", lines) + "\n";
    }

    private static void line(List<String> into, String what, String words) {
        into.add("  %-10s %s".formatted(what, words));
    }

    private static String told(String before, Optional<Boolean> fact, String yes, String no) {
        return fact.map(f -> before + (f ? yes : no)).orElse("");
    }

    private String limits() {
        return "capital " + plain(spec.capitalLimit()) + " · loss " + plain(spec.maxLoss()) + " · drawdown "
                + plain(spec.maxDrawdown()) + " · dead man's switch "
                + spec.deadMan().map(Durations::print).orElse("off") + " · refusals in a row "
                + spec.maxRefusals().map(String::valueOf).orElse("any") + " · on stop "
                + spec.onStop().name().toLowerCase(Locale.ROOT);
    }

    private static String plain(Optional<BigDecimal> amount) {
        return amount.map(BigDecimal::toPlainString).orElse("any");
    }

    private static String positions(List<Position> open) {
        if (open.isEmpty()) {
            return "none";
        }
        var shown = open.stream()
                .limit(SHOWN)
                .map(p -> p.symbol() + (p.size().signum() > 0 ? " long " : " short ")
                        + p.size().abs().toPlainString() + " at "
                        + p.entryPrice().toPlainString())
                .toList();
        return String.join(", ", shown) + (open.size() > SHOWN ? " and " + (open.size() - SHOWN) + " more" : "");
    }
}
