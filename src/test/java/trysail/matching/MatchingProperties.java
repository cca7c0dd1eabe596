package trysail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;

/** Whatever accounts and market do, in whatever order. */
class MatchingProperties {
    private static final BigDecimal CAPITAL = new BigDecimal("10000");
    private static final BigDecimal MARK = new BigDecimal("123.4");

    /** One thing that happens: {@code what} 0–5 an order, 6 a cancel, 7 a trade, 8 a quote, 9 a book change. */
    record Step(int what, int account, boolean buy, int price, int size, int terms) {
        Side side() {
            return buy ? Side.BUY : Side.SELL;
        }

        String at(int offset) {
            return BigDecimal.valueOf(990 + price + offset, 1).toString();
        }

        String amount() {
            return BigDecimal.valueOf(size, 1).toString();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var step = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(1, 30),
                        Arbitraries.integers().between(0, 5))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(80);
    }

    private static final List<TimeInForce> TIMES = List.of(TimeInForce.values());

    private final List<Execution> told = new ArrayList<>();
    private int number;

    private List<Execution> run(Scene scene, Step s) {
        return switch (s.what) {
            case 6 -> {
                var working = scene.engine.working();
                if (working.isEmpty()) {
                    yield List.of();
                }
                var asked = working.get(s.size % working.size()).asked();
                yield List.of(
                        scene.engine.cancel(asked.account(), asked.clientId()).orElseThrow());
            }
            case 7 -> scene.trade(s.at(0), s.amount(), s.side());
            case 8 -> scene.quote(s.at(0), s.amount(), s.at(1 + s.terms), s.amount());
            case 9 ->
                scene.book(
                        s.terms == 0,
                        new String[] {s.at(-5) + ":" + (s.terms == 1 ? "0" : s.amount())},
                        new String[] {s.at(5) + ":" + s.amount()});
            default -> scene.engine.submit(submission(s));
        };
    }

    private Submission submission(Step s) {
        var price = new BigDecimal(s.at(0));
        var tif = TIMES.get(s.terms % 4);
        var terms = s.terms == 4 ? Terms.market() : new Terms.Limit(price, tif);
        return new Submission(
                "acc" + s.account, "o" + number++, s.side(), new BigDecimal(s.amount()), terms, s.terms == 5);
    }

    private Scene play(List<Step> steps, java.util.function.BiConsumer<Scene, List<Execution>> after) {
        told.clear();
        number = 0;
        var scene = Scene.usual();
        for (var step : steps) {
            var executions = run(scene, step);
            told.addAll(executions);
            after.accept(scene, executions);
        }
        return scene;
    }

    @Property(tries = 500)
    void valueIsConserved(@ForAll("steps") List<Step> steps) {
        var wallets = new HashMap<String, Wallet>();
        var scene = play(steps, (s, e) -> {});
        // what the market gave, at its prices: the other side of every fill
        var market = BigDecimal.ZERO;
        var fees = BigDecimal.ZERO;
        for (var execution : told) {
            if (execution instanceof Execution.Filled f) {
                var account = f.order().asked().account();
                wallets.computeIfAbsent(account, a -> new Wallet(CAPITAL)).apply(f.fill("BTC-USDT"));
                var signed = f.order().asked().side().signed(f.size());
                market = market.add(f.price().subtract(MARK).multiply(signed));
                fees = fees.add(f.fee());
            }
        }
        var equity = BigDecimal.ZERO;
        for (var wallet : wallets.values()) {
            equity = equity.add(wallet.equity(symbol -> MARK));
        }
        var put = CAPITAL.multiply(BigDecimal.valueOf(wallets.size()));
        assertThat(equity.add(market).add(fees).subtract(put).abs()).isLessThan(new BigDecimal("1e-6"));
        wallets.forEach((account, wallet) ->
                assertThat(wallet.position("BTC-USDT").size()).isEqualByComparingTo(scene.engine.position(account)));
    }

    @Property(tries = 500)
    void noBookOfOursIsEverCrossed(@ForAll("steps") List<Step> steps) {
        play(steps, (scene, executions) -> {
            var bid = BigDecimal.ZERO;
            var ask = BigDecimal.valueOf(Long.MAX_VALUE);
            for (var t : scene.engine.working()) {
                var price = ((Terms.Limit) t.asked().terms()).price();
                bid = t.asked().side() == Side.BUY ? bid.max(price) : bid;
                ask = t.asked().side() == Side.SELL ? ask.min(price) : ask;
            }
            assertThat(bid).isLessThan(ask);
        });
    }

    @Property(tries = 500)
    void noFillIsWorseThanTheLimitNorLargerThanTheOrder(@ForAll("steps") List<Step> steps) {
        play(steps, (s, e) -> {});
        var filled = new HashMap<Long, BigDecimal>();
        var ended = new HashSet<Long>();
        for (var e : told) {
            var order = e.order();
            assertThat(ended).doesNotContain(order.id());
            if (e instanceof Execution.Filled f) {
                var sum = filled.merge(order.id(), f.size(), BigDecimal::add);
                assertThat(sum)
                        .isEqualByComparingTo(order.filled())
                        .isLessThanOrEqualTo(order.asked().size());
                if (order.asked().terms() instanceof Terms.Limit l) {
                    var better = l.price().subtract(f.price());
                    assertThat(order.asked().side().signed(better).signum()).isNotNegative();
                }
            }
            if (!order.state().working()) {
                ended.add(order.id());
            }
        }
    }

    @Property(tries = 500)
    void betterPriceThenOlderOrderTradesFirst(@ForAll("steps") List<Step> steps) {
        play(steps, (scene, executions) -> {
            for (var e : executions) {
                if (e instanceof Execution.Filled f && f.maker()) {
                    noneBefore(f, scene.engine.working(), executions);
                }
            }
        });
    }

    /** No order that was there before and is still untouched may stand before one that has just traded as maker. */
    private static void noneBefore(Execution.Filled f, List<Ticket> working, List<Execution> executions) {
        var mine = f.order();
        var limit = ((Terms.Limit) mine.asked().terms()).price();
        for (var other : working) {
            var touched = executions.stream().anyMatch(e -> e.order().id() == other.id());
            if (touched || other.asked().side() != mine.asked().side() || other.id() == mine.id()) {
                continue;
            }
            var better = mine.asked()
                    .side()
                    .signed(((Terms.Limit) other.asked().terms()).price().subtract(limit));
            var before = better.signum() > 0 || (better.signum() == 0 && other.id() < mine.id());
            assertThat(before).as("%s stands before %s", other, mine).isFalse();
        }
    }

    @Property(tries = 300)
    void reduceOnlyNeverOpensAPosition(@ForAll("steps") List<Step> steps) {
        Map<String, BigDecimal> position = new HashMap<>();
        play(steps, (s, e) -> {});
        for (var e : told) {
            if (e instanceof Execution.Filled f) {
                var account = f.order().asked().account();
                var before = position.getOrDefault(account, BigDecimal.ZERO);
                var after = before.add(f.order().asked().side().signed(f.size()));
                if (f.order().asked().reduceOnly()) {
                    assertThat(after.abs()).isLessThan(before.abs());
                    assertThat(after.signum() * before.signum()).isNotNegative();
                }
                position.put(account, after);
            }
        }
    }
}
