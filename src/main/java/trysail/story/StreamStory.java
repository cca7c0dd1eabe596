package trysail.story;

import static trysail.story.Teller.with;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import trysail.exchange.AccountReport;
import trysail.log.LogLevel;
import trysail.model.FeedNotice;
import trysail.model.Instrument;

/** What is told of the streams of a session: up, lost and why, back again. Thread-safe. */
public final class StreamStory {
    private final Teller teller;
    private final BooleanSupplier leaving;
    /** Since when; told of without a lock, which a task would wait for while another one writes. */
    private final AtomicReference<Optional<Long>> feedLost = new AtomicReference<>(Optional.empty());

    private final AtomicReference<Optional<Long>> accountLost = new AtomicReference<>(Optional.empty());

    /** @param leaving whether a stop was asked for: what we leave is not lost */
    public StreamStory(Teller teller, BooleanSupplier leaving) {
        this.teller = teller;
        this.leaving = leaving;
    }

    /** The market streams say something of themselves. */
    public void notice(FeedNotice notice) {
        var symbol = notice.instrument().map(Instrument::symbol);
        switch (notice.kind()) {
            case LIVE -> connected("market", feedLost.getAndSet(Optional.empty()), notice.detail());
            case LOST -> {
                lost("market", symbol, notice.detail());
                if (symbol.isEmpty()) {
                    since(feedLost);
                }
            }
            case GAP -> book("gap", "a change of the book is missing", symbol.orElse(""), notice.detail());
            case CROSSED -> book("crossed", "its best bid reached its best ask", symbol.orElse(""), notice.detail());
        }
    }

    /** The account's stream says something of itself. */
    public void account(AccountReport report) {
        switch (report) {
            case AccountReport.Connected up -> connected("account", accountLost.getAndSet(Optional.empty()), "");
            case AccountReport.Lost down -> {
                lost("account", Optional.empty(), down.reason());
                since(accountLost);
            }
            case AccountReport.OrderChanged changed -> {}
            case AccountReport.Moved moved -> {}
        }
    }

    private void since(AtomicReference<Optional<Long>> lost) {
        var now = Optional.of(teller.clock().nanos());
        lost.updateAndGet(earlier -> earlier.isPresent() ? earlier : now);
    }

    private void book(String event, String what, String symbol, String detail) {
        teller.tellSeldom(
                LogLevel.INFO,
                event,
                symbol,
                "book of " + symbol + ": " + what + ": " + detail + "; it is fetched anew",
                with("symbol", symbol, "why", detail));
    }

    private void connected(String stream, Optional<Long> lost, String detail) {
        var away = lost.map(since -> (teller.clock().nanos() - since) / 1_000_000);
        teller.tell(
                LogLevel.INFO,
                "connected",
                stream + " stream " + away.map(ms -> "back after " + ms + " ms").orElse("up")
                        + (detail.isEmpty() ? "" : ": " + detail),
                with("stream", stream, "away_ms", away.orElse(0L)));
    }

    private void lost(String stream, Optional<String> symbol, String why) {
        if (leaving.getAsBoolean()) {
            return;
        }
        teller.tellSeldom(
                LogLevel.WARN,
                "stream-lost",
                stream + symbol.map(s -> " " + s).orElse(""),
                stream + " stream lost" + symbol.map(s -> ", " + s).orElse("") + ": " + why,
                with("stream", stream, "why", why));
    }
}
