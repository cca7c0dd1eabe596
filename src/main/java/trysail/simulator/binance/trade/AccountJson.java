package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import trysail.model.Position;
import trysail.model.Side;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.AccountNews;
import trysail.simulator.desk.Liquidation;
import trysail.simulator.play.MarketView;

/** Balances and positions in the venue's words. */
final class AccountJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ASSET = "USDT";

    private final Account account;
    private final List<MarketView> markets;
    private final long now;

    /** Reads under the desk's lock. */
    AccountJson(Account account, List<MarketView> markets, long now) {
        this.account = account;
        this.markets = markets;
        this.now = now;
    }

    private static String money(BigDecimal value) {
        return value.setScale(8, RoundingMode.HALF_EVEN).toPlainString();
    }

    private Position position(MarketView market) {
        return account.wallet.position(market.instrument().symbol());
    }

    private boolean idle(MarketView market) {
        return position(market).isFlat()
                && account.ordered(market, Side.BUY).signum() == 0
                && account.ordered(market, Side.SELL).signum() == 0;
    }

    private BigDecimal unrealised() {
        return account.wallet.unrealised(Account.marks(markets));
    }

    private BigDecimal positionMargins() {
        return markets.stream().map(account::positionMargin).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal maintenance(MarketView market) {
        return position(market).size().multiply(market.markPrice()).abs().multiply(Liquidation.MAINTENANCE);
    }

    /** {@code account}: version 3 leaves out what is idle. */
    ObjectNode account(int version) {
        var cash = account.wallet.cash();
        var open = unrealised();
        var margin = account.margin(markets);
        var held = positionMargins();
        var kept = markets.stream().map(this::maintenance).reduce(BigDecimal.ZERO, BigDecimal::add);
        var node = JSON.objectNode();
        if (version < 3) {
            node.put("feeTier", 0)
                    .put("feeBurn", false)
                    .put("canTrade", true)
                    .put("canDeposit", true)
                    .put("canWithdraw", true)
                    .put("updateTime", 0)
                    .put("multiAssetsMargin", false)
                    .put("tradeGroupId", -1);
        }
        node.put("totalInitialMargin", money(margin))
                .put("totalMaintMargin", money(kept))
                .put("totalWalletBalance", money(cash))
                .put("totalUnrealizedProfit", money(open))
                .put("totalMarginBalance", money(cash.add(open)))
                .put("totalPositionInitialMargin", money(held))
                .put("totalOpenOrderInitialMargin", money(margin.subtract(held)))
                .put("totalCrossWalletBalance", money(cash))
                .put("totalCrossUnPnl", money(open))
                .put("availableBalance", money(account.available(markets)))
                .put("maxWithdrawAmount", money(account.available(markets)));
        node.putArray("assets").add(asset(cash, open, margin, held, kept));
        var positions = node.putArray("positions");
        for (var market : markets) {
            if (version < 3 || !idle(market)) {
                positions.add(accountPosition(market, version));
            }
        }
        return node;
    }

    private ObjectNode asset(BigDecimal cash, BigDecimal open, BigDecimal margin, BigDecimal held, BigDecimal kept) {
        return JSON.objectNode()
                .put("asset", ASSET)
                .put("walletBalance", money(cash))
                .put("unrealizedProfit", money(open))
                .put("marginBalance", money(cash.add(open)))
                .put("maintMargin", money(kept))
                .put("initialMargin", money(margin))
                .put("positionInitialMargin", money(held))
                .put("openOrderInitialMargin", money(margin.subtract(held)))
                .put("crossWalletBalance", money(cash))
                .put("crossUnPnl", money(open))
                .put("availableBalance", money(account.available(markets)))
                .put("maxWithdrawAmount", money(account.available(markets)))
                .put("marginAvailable", true)
                .put("updateTime", now);
    }

    private ObjectNode accountPosition(MarketView market, int version) {
        var p = position(market);
        var margin = account.margin(market, BigDecimal.ZERO, BigDecimal.ZERO);
        var held = account.positionMargin(market);
        var node = JSON.objectNode()
                .put("symbol", Symbols.of(market))
                .put("positionSide", "BOTH")
                .put("positionAmt", p.size().toPlainString())
                .put("unrealizedProfit", money(p.unrealised(market.markPrice())))
                .put("isolatedMargin", "0")
                .put("notional", money(p.size().multiply(market.markPrice())))
                .put("isolatedWallet", "0")
                .put("initialMargin", money(margin))
                .put("maintMargin", money(maintenance(market)))
                .put("updateTime", now);
        if (version < 3) {
            node.put("entryPrice", p.entryPrice().toPlainString())
                    .put("breakEvenPrice", p.entryPrice().toPlainString())
                    .put(
                            "leverage",
                            Integer.toString(
                                    account.leverage(market.instrument().symbol())))
                    .put("isolated", false)
                    .put("maxNotional", "100000000")
                    .put("positionInitialMargin", money(held))
                    .put("openOrderInitialMargin", money(margin.subtract(held)))
                    .put("bidNotional", money(account.ordered(market, Side.BUY)))
                    .put("askNotional", money(account.ordered(market, Side.SELL)));
        }
        return node;
    }

    /** {@code balance}, the same in every version but for a field of the first. */
    ArrayNode balance() {
        var all = JSON.arrayNode().add(balance(ASSET, account.wallet.cash(), unrealised(), account.available(markets)));
        account.feeAsset().ifPresent(f -> all.add(balance(f.asset(), f.held(), BigDecimal.ZERO, f.held())));
        return all;
    }

    private ObjectNode balance(String asset, BigDecimal held, BigDecimal open, BigDecimal available) {
        return JSON.objectNode()
                .put("accountAlias", "trysail")
                .put("asset", asset)
                .put("balance", money(held))
                .put("crossWalletBalance", money(held))
                .put("crossUnPnl", money(open))
                .put("availableBalance", money(available))
                .put("withdrawAvailable", money(available))
                .put("maxWithdrawAmount", money(available))
                .put("marginAvailable", true)
                .put("updateTime", now);
    }

    /** {@code positionRisk}: version 3 leaves out what is idle. */
    ArrayNode positionRisk(int version, List<MarketView> asked) {
        var all = JSON.arrayNode();
        for (var market : asked) {
            if (version < 3 || !idle(market)) {
                all.add(risk(market, version));
            }
        }
        return all;
    }

    private ObjectNode risk(MarketView market, int version) {
        var p = position(market);
        var margin = account.margin(market, BigDecimal.ZERO, BigDecimal.ZERO);
        var held = account.positionMargin(market);
        var node = JSON.objectNode()
                .put("symbol", Symbols.of(market))
                .put("positionSide", "BOTH")
                .put("positionAmt", p.size().toPlainString())
                .put("entryPrice", p.entryPrice().toPlainString())
                .put("breakEvenPrice", p.entryPrice().toPlainString())
                .put("markPrice", market.markPrice().toPlainString())
                .put("unRealizedProfit", money(p.unrealised(market.markPrice())))
                .put("liquidationPrice", "0")
                .put("isolatedMargin", "0")
                .put("notional", money(p.size().multiply(market.markPrice())))
                .put("isolatedWallet", "0")
                .put("updateTime", now);
        return version < 3
                ? node.put(
                                "leverage",
                                Integer.toString(
                                        account.leverage(market.instrument().symbol())))
                        .put("maxNotionalValue", "100000000")
                        .put("marginType", "cross")
                        .put("isAutoAddMargin", "false")
                : node.put("marginAsset", ASSET)
                        .put("initialMargin", money(margin))
                        .put("maintMargin", money(maintenance(market)))
                        .put("positionInitialMargin", money(held))
                        .put("openOrderInitialMargin", money(margin.subtract(held)))
                        .put("adl", 0)
                        .put("bidNotional", money(account.ordered(market, Side.BUY)))
                        .put("askNotional", money(account.ordered(market, Side.SELL)));
    }

    /** The user stream's {@code ACCOUNT_UPDATE} after funding: of a position with cross margin it tells the balance alone. */
    static ObjectNode update(AccountNews.Funded news) {
        var cash = money(news.cash());
        var a = JSON.objectNode().put("m", "FUNDING_FEE");
        a.putArray("B")
                .add(JSON.objectNode()
                        .put("a", ASSET)
                        .put("wb", cash)
                        .put("cw", cash)
                        .put("bc", money(news.amount())));
        a.putArray("P");
        var event =
                JSON.objectNode().put("e", "ACCOUNT_UPDATE").put("E", news.at()).put("T", news.at());
        event.set("a", a);
        return event;
    }

    /** The user stream's {@code ACCOUNT_UPDATE} after a fill. */
    static ObjectNode update(AccountNews.BalanceChanged news) {
        var p = news.position();
        var cash = money(news.cash());
        var a = JSON.objectNode().put("m", "ORDER");
        a.putArray("B")
                .add(JSON.objectNode()
                        .put("a", ASSET)
                        .put("wb", cash)
                        .put("cw", cash)
                        .put("bc", "0"));
        a.putArray("P")
                .add(JSON.objectNode()
                        .put("s", Symbols.of(news.instrument()))
                        .put("pa", p.size().toPlainString())
                        .put("ep", p.entryPrice().toPlainString())
                        .put("bep", p.entryPrice().toPlainString())
                        .put("cr", money(p.realised()))
                        .put("up", money(p.unrealised(news.mark())))
                        .put("mt", "cross")
                        .put("iw", "0")
                        .put("ps", "BOTH"));
        var event =
                JSON.objectNode().put("e", "ACCOUNT_UPDATE").put("E", news.at()).put("T", news.at());
        event.set("a", a);
        return event;
    }
}
