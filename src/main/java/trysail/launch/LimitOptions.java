package trysail.launch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import trysail.model.Numbers;
import trysail.recon.OnForeign;
import trysail.risk.RiskLimits;
import trysail.session.SessionSpec;
import trysail.words.BadInput;
import trysail.words.Durations;

/** How far a session may go. A share is written {@code 10%}; {@code 0.1} is understood as well, up to 1. */
public final class LimitOptions {
    private static final String USUAL = "usual";
    private static final Pattern SHARE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,8})?)(%?)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(?:\\.\\d{1,8})?");

    @Option(
            names = "--max-order",
            paramLabel = "SHARE",
            description = "notional of one order, of equity; usual: 10%%, live 100%%",
            defaultValue = USUAL)
    private String maxOrder = "";

    @Option(
            names = "--max-position",
            paramLabel = "SHARE",
            description = "notional of a position if all its open orders filled, of equity; usual: 10%%, live 100%%",
            defaultValue = USUAL)
    private String maxPosition = "";

    @Option(
            names = "--max-open-orders",
            paramLabel = "N",
            description = "orders that may still trade, over all instruments",
            defaultValue = "200")
    private String maxOpenOrders = "";

    @Option(
            names = "--orders-per-second",
            paramLabel = "N",
            description = "orders a second, over time",
            defaultValue = "20")
    private String ordersPerSecond = "";

    @Option(
            names = "--order-burst",
            paramLabel = "N",
            description = "orders at once; a fifth of it is kept for exits",
            defaultValue = "40")
    private String burst = "";

    @Option(
            names = "--max-data-age",
            paramLabel = "TIME",
            description = "how old the quote may be that an entry is based on",
            defaultValue = "2s")
    private String maxDataAge = "";

    @Option(
            names = "--price-band",
            paramLabel = "SHARE",
            description = "how far a limit price may be from the quote, of the quote",
            defaultValue = "2%")
    private String priceBand = "";

    @Option(
            names = "--max-loss",
            paramLabel = "USDT",
            description = "what the session may lose, net of fees at the last marks: then the kill switch fires. "
                    + "After arm it counts anew. Default: any sum")
    private String maxLoss = "";

    @Option(
            names = "--max-drawdown",
            paramLabel = "USDT",
            description =
                    "how far the p&l may fall below the highest it was: then the kill switch fires. Default: any sum")
    private String maxDrawdown = "";

    @Option(
            names = "--max-refusals",
            paramLabel = "N",
            description =
                    "so many orders in a row that the venue refuses end the session, exit code 1; off: any number."
                            + " Default: off, live 20")
    private String maxRefusals = "";

    @Option(
            names = "--on-foreign",
            paramLabel = "WHAT",
            description = "when a hand, another program or the venue itself moves a position the session manages: note,"
                    + " pause or stop. Default: note, live pause")
    private String onForeign = "";

    @Option(
            names = "--rule",
            paramLabel = "NAME[,k=v]",
            description = "one more rule, of a provider on the class path; may be given several times")
    private List<String> rules = new ArrayList<>();

    /** The same, with the rules that were named, and what follows on refusals and when others move its positions. */
    public SessionSpec ruled(SessionSpec spec) {
        var all = spec;
        for (var rule : rules) {
            all = all.rule(rule);
        }
        all = maxRefusals.isEmpty() ? all : all.maxRefusals(refusals());
        return onForeign.isEmpty() ? all : all.onForeign(policy());
    }

    private Optional<Integer> refusals() {
        return maxRefusals.trim().equalsIgnoreCase("off")
                ? Optional.empty()
                : Optional.of(count("--max-refusals", maxRefusals));
    }

    private OnForeign policy() {
        return switch (onForeign.trim().toLowerCase(Locale.ROOT)) {
            case "note" -> OnForeign.NOTE;
            case "pause" -> OnForeign.PAUSE;
            case "stop" -> OnForeign.STOP;
            default -> throw new BadInput("--on-foreign '" + onForeign + "' is none of note, pause, stop");
        };
    }

    /** @throws BadInput naming the option, the value and the remedy */
    public RiskLimits limits() {
        return limits(false);
    }

    /**
     * The same of a session that is live, or not.
     *
     * @throws BadInput as {@link #limits()} does
     */
    public RiskLimits limits(boolean live) {
        var order = share("--max-order", said(maxOrder, live));
        var position = share("--max-position", said(maxPosition, live));
        var open = count("--max-open-orders", maxOpenOrders);
        var rate = count("--orders-per-second", ordersPerSecond);
        var atOnce = count("--order-burst", burst);
        var age = Durations.parse("--max-data-age", maxDataAge);
        var band = share("--price-band", priceBand);
        return named(() -> new RiskLimits(order, position, open, rate, atOnce, age, band));
    }

    /** Live, the equity is the capital limit, which is small as it is. */
    private static String said(String share, boolean live) {
        if (!share.equals(USUAL)) {
            return share;
        }
        return live ? "100%" : "10%";
    }

    /** A limit calls itself as its option is called. */
    private static RiskLimits named(Supplier<RiskLimits> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new BadInput("--" + e.getMessage(), e);
        }
    }

    private static BigDecimal share(String option, String text) {
        var said = SHARE.matcher(text.trim());
        if (!said.matches()) {
            throw new BadInput(option + " '" + text + "' is not a share: write 10%, or 0.1");
        }
        var number = Numbers.of(said.group(1));
        if (!said.group(2).isEmpty()) {
            return number.movePointLeft(2);
        }
        if (number.compareTo(BigDecimal.ONE)
                > 0) { // 10 may be meant as 10 %: nobody is to bet ten times the equity by it
            throw new BadInput(option + " '" + text + "' may be " + text.trim() + "% or " + text.trim()
                    + " times the whole: write it with %, such as 10%, or 1000% for ten times");
        }
        return number;
    }

    private static int count(String option, String text) {
        if (!COUNT.matcher(text.trim()).matches()) {
            throw new BadInput(option + " '" + text + "' is not a count: write a whole number from 1 to 10000");
        }
        return Integer.parseInt(text.trim());
    }

    /** What the session may lose, in quote currency. */
    public Optional<BigDecimal> maxLoss() {
        return amount("--max-loss", maxLoss);
    }

    /** How far its profit may fall below the highest it was, in quote currency. */
    public Optional<BigDecimal> maxDrawdown() {
        return amount("--max-drawdown", maxDrawdown);
    }

    static Optional<BigDecimal> amount(String option, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!AMOUNT.matcher(text.trim()).matches()) {
            throw new BadInput(option + " '" + text + "' is not an amount: write 20, or 12.50");
        }
        return Optional.of(Numbers.of(text.trim()));
    }
}
