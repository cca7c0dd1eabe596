package trysail.story;

import java.util.Locale;
import trysail.journal.Entry;
import trysail.journal.OrderFate;
import trysail.log.LogLevel;
import trysail.model.Fill;
import trysail.model.Symbol;

/**
 * What a session's log tells of its orders: what the journal has just written, in words. What the venue refuses is thinned
 * by its code. Used by the journal's writer.
 */
public final class OrderStory {
    private final Teller story;

    public OrderStory(Teller story) {
        this.story = story;
    }

    /** Takes an entry that is on the disk. */
    public void take(Entry.Stamped line) {
        switch (line.entry()) {
            case Entry.OfOrder e -> take(e);
            case Entry.OfSession e -> take(e);
        }
    }

    private void take(Entry.OfSession entry) {
        switch (entry) {
            case Entry.Opened e -> {}
            case Entry.Listed e -> {}
            case Entry.Claimed e -> info("claimed", "taken over by " + e.by());
            case Entry.Ready e ->
                info(
                        "positions",
                        e.positions().isEmpty()
                                ? "the account holds nothing"
                                : "the account holds "
                                        + e.positions().stream()
                                                .map(p -> p.symbol() + " "
                                                        + p.size().toPlainString())
                                                .toList());
            case Entry.Denied e -> {} // the journal has some of them: they are told where all are counted
            case Entry.Recovered e ->
                story.tell(
                        LogLevel.INFO,
                        "recovered",
                        e.session() + ": " + e.orders() + " orders, " + e.fills() + " fills",
                        Teller.with("session", e.session(), "orders", e.orders(), "fills", e.fills()));
            case Entry.Asked e -> info("asked", e.what());
            case Entry.Foreign e -> info("foreign", e.what().words());
            case Entry.Closed e -> {}
        }
    }

    private void take(Entry.OfOrder entry) {
        var id = entry.id().toString();
        switch (entry) {
            case Entry.Intended e -> detail("order", id + " " + e.order().words() + ": " + e.why(), id);
            case Entry.Accepted e -> detail("accepted", id + " is the venue's " + e.venueId(), id);
            case Entry.Rejected e ->
                story.tellSeldom(
                        LogLevel.INFO,
                        "rejected",
                        e.why().word(),
                        id + " by the venue: " + e.words(),
                        Teller.with("order", id, "code", e.why().word(), "text", e.text()));
            case Entry.NotSent e ->
                story.tellSeldom(
                        LogLevel.INFO,
                        "not-sent",
                        "",
                        id + ": " + e.reason(),
                        Teller.with("order", id, "reason", e.reason()));
            case Entry.Unresolved e ->
                story.tell(
                        LogLevel.INFO,
                        "unresolved",
                        id + ": its fate is not known yet: " + e.reason(),
                        Teller.with("order", id, "reason", e.reason()));
            case Entry.Filled e -> filled(id, e.fill());
            case Entry.Ended e ->
                detail(
                        "order-ended",
                        id + " " + word(e.state()) + ", " + e.filled().toPlainString() + " filled",
                        id);
            case Entry.CancelAsked e -> detail("cancel", id + ": " + e.why(), id);
            case Entry.Dropped e -> detail("dropped", id + " " + e.what() + ": the gate had shut", id);
            case Entry.FateKnown e -> fate(e.fate());
        }
    }

    private void filled(String id, Fill fill) {
        var fee = fill.fee();
        var paid = fee.amount().toPlainString() + " " + fee.asset();
        var worth = fee.asset().equals(Symbol.quote(fill.symbol()))
                ? ""
                : fee.inQuote()
                        .map(q -> ", worth " + q.stripTrailingZeros().toPlainString())
                        .orElse(", not valued");
        var details = Teller.with(
                "order",
                id,
                "symbol",
                fill.symbol(),
                "side",
                word(fill.side()),
                "size",
                fill.size(),
                "price",
                fill.price(),
                "fee",
                fee.amount(),
                "fee_asset",
                fee.asset(),
                "maker",
                fill.maker(),
                "trade_id",
                fill.tradeId());
        fee.inQuote().ifPresent(q -> details.put("fee_in_quote", q));
        story.tell(
                LogLevel.INFO,
                "fill",
                (word(fill.side()).equals("buy") ? "bought " : "sold ")
                        + fill.size().toPlainString() + " " + fill.symbol() + " at "
                        + fill.price().toPlainString() + ", fee " + paid + worth + ", "
                        + (fill.maker() ? "maker" : "taker") + ", order " + id,
                details);
    }

    private void fate(OrderFate fate) {
        var id = fate.id().toString();
        var words =
                id + " " + fate.fate().word().replace('_', ' ') + (fate.detail().isEmpty() ? "" : ": " + fate.detail());
        story.tell(
                fate.fate() == OrderFate.Fate.UNKNOWN ? LogLevel.ERROR : LogLevel.INFO,
                "fate",
                words,
                Teller.with("order", id, "fate", fate.fate().word(), "detail", fate.detail()));
    }

    private void info(String event, String message) {
        story.tell(LogLevel.INFO, event, message, Teller.with("what", message));
    }

    private void detail(String event, String message, String order) {
        story.tell(LogLevel.DEBUG, event, message, Teller.with("order", order));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
