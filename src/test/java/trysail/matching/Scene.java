package trysail.matching;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;
import trysail.model.Trade;

/** A small market: tick 0.1, lot 0.001, and words to move it. */
final class Scene {
    static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("5"));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final MatchingEngine engine = new MatchingEngine(BTC, Fees.USUAL, () -> START, 1);
    private int ticks;
    private int ids;

    private Instant next() {
        return START.plusMillis(++ticks);
    }

    /** Bids at 100.0, 99.9, 99.8 and asks at 100.1, 100.2, 100.3, each of size 1. */
    static Scene usual() {
        var scene = new Scene();
        scene.book(true, new String[] {"100.0:1", "99.9:1", "99.8:1"}, new String[] {"100.1:1", "100.2:1", "100.3:1"});
        return scene;
    }

    List<Execution> book(boolean snapshot, String[] bids, String[] asks) {
        return engine.apply(new BookDelta(BTC, snapshot, levels(bids), levels(asks), ++ids, next()));
    }

    List<Execution> quote(String bid, String bidSize, String ask, String askSize) {
        return engine.apply(new Quote(BTC, dec(bid), dec(bidSize), dec(ask), dec(askSize), next()));
    }

    List<Execution> trade(String price, String size, Side aggressor) {
        return engine.apply(new Trade(BTC, ++ids, dec(price), dec(size), aggressor, next()));
    }

    List<Execution> notice(FeedNotice.Kind kind) {
        return engine.apply(new FeedNotice(kind, "", next()));
    }

    List<Execution> limit(String account, String id, Side side, String price, String size, TimeInForce tif) {
        return engine.submit(new Submission(account, id, side, dec(size), new Terms.Limit(dec(price), tif), false));
    }

    List<Execution> market(String account, String id, Side side, String size, boolean reduceOnly) {
        return engine.submit(new Submission(account, id, side, dec(size), Terms.market(), reduceOnly));
    }

    static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private static Levels levels(String... levels) {
        var pairs = new long[2 * levels.length];
        for (var i = 0; i < levels.length; i++) {
            var parts = levels[i].split(":", 2);
            pairs[2 * i] = dec(parts[0]).movePointRight(1).longValueExact();
            pairs[2 * i + 1] = dec(parts[1]).movePointRight(3).longValueExact();
        }
        return Levels.of(pairs, levels.length);
    }

    /** Short lines: {@code accepted}, {@code filled 1 @ 100.1 maker}, {@code expired NO_LIQUIDITY}. */
    static List<String> told(List<Execution> executions) {
        var lines = new ArrayList<String>();
        for (var e : executions) {
            var id = e.order().asked().clientId();
            lines.add(id + " "
                    + switch (e) {
                        case Execution.Accepted a -> "accepted";
                        case Execution.Filled f ->
                            "filled " + f.size().stripTrailingZeros().toPlainString() + " @ " + f.price()
                                    + (f.maker() ? " maker" : "");
                        case Execution.Amended a -> "amended";
                        case Execution.Triggered t -> "triggered";
                        case Execution.Cancelled c -> "cancelled";
                        case Execution.Expired x -> "expired " + x.reason();
                        case Execution.Rejected r -> "rejected " + r.reason();
                    });
        }
        return lines;
    }
}
