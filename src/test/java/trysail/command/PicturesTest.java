package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.coordinator.BookView;
import trysail.exchange.StreamState;
import trysail.look.LedgerLine;
import trysail.look.ProfitSample;
import trysail.look.ScopeView;
import trysail.look.ScopeView.Task;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.look.Vitals;
import trysail.model.Bar;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.picture.BookPicture;
import trysail.picture.CandleChart;
import trysail.picture.Paper;
import trysail.picture.ScopeTree;
import trysail.picture.Sparkline;
import trysail.picture.Status;
import trysail.picture.Table;
import trysail.scope.Holding;
import trysail.scope.Rung;
import trysail.scope.Wait;
import trysail.strategy.OwnOrder;

/** Pictures are functions of data and paper: what they look like, line by line. */
class PicturesTest {
    private static final Instrument BTC =
            new Instrument("BTC-USDT", decimal("0.1"), decimal("0.001"), decimal("0.001"), decimal("5"));
    private static final Instant TEN = Instant.parse("2026-01-02T10:00:00Z");
    private static final List<Bar> BARS = List.of(
            bar(0, "100.0", "104.0", "99.0", "103.0", "5"),
            bar(1, "103.0", "103.5", "101.0", "101.5", "8"),
            bar(2, "101.5", "108.0", "101.5", "107.0", "2"),
            bar(3, "107.0", "110.0", "106.0", "106.5", "10"),
            bar(4, "106.5", "107.0", "95.0", "96.0", "20"),
            bar(5, "96.0", "98.0", "95.5", "96.0", "1"),
            bar(6, "96.0", "99.0", "96.0", "99.0", "3"),
            bar(7, "99.0", "100.0", "98.0", "100.0", "4"));
    private static final List<Fill> FILLS = List.of(
            fill(-5, Side.SELL, "96.0"), // before the first bar: not drawn
            fill(65, Side.BUY, "101.2"),
            fill(190, Side.SELL, "108.0"),
            fill(300, Side.BUY, "96.0"),
            fill(301, Side.SELL, "96.0"));

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static Bar bar(int minute, String open, String high, String low, String close, String volume) {
        return new Bar(
                BTC,
                Duration.ofMinutes(1),
                TEN.plusSeconds(60L * minute),
                decimal(open),
                decimal(high),
                decimal(low),
                decimal(close),
                decimal(volume),
                true);
    }

    private static Fill fill(int second, Side side, String price) {
        var time = TEN.plusSeconds(second);
        return new Fill(
                "BTC-USDT", "1", "t" + second, side, decimal(price), BigDecimal.ONE, BigDecimal.ZERO, true, time);
    }

    private static Paper paper(int columns, int rows, boolean unicode) {
        return new Paper(columns, rows, false, unicode);
    }

    @Test
    void candlesHaveWicksBodiesVolumeAndOurTradesWhereTheyWere() {
        assertThat(CandleChart.of(BARS, FILLS, paper(70, 20, true))).containsExactly("""
                BTC-USDT 1m  100.0  +0.00% in 8 bars  ▲ bought 2  ▼ sold 2
                      │          ┤110.0
                    ╷ ▼
                    ╽ ▄ ▄
                    ┃ ╵ █
                ╷   ┃   █        ┤105.0
                ╽ ▄ ┃   █
                ┃ ▲ ┃   █
                ┃ ╵     █     ╻  ◂100.0
                │       █   ╻ ┃
                        █ │ ┃ ╵
                        █ ◆ ┃
                        │ ╵      ┤95.0
                        █        volume 20
                  ▂   ▄ █
                ▆ █ ▂ █ █ ▁ ▄ ▅
                ┬─────────────┬─
                10:00         10:07 UTC, 2026-01-02""".split("\n"));
    }

    @Test
    void withoutUnicodeTheSameIsSaidInAscii() {
        var lines = CandleChart.of(BARS, FILLS, paper(70, 20, false));
        assertThat(lines).containsExactly("""
                BTC-USDT 1m  100.0  +0.00% in 8 bars  B bought 2  S sold 2
                      |          |110.0
                    | S
                    o # #
                    o | #
                |   o   #        |105.0
                o # o   #
                o B o   #
                o |     #     o  <100.0
                |       #   o o
                        # | o |
                        # X o
                        | |      |95.0
                        #        volume 20
                  .   # #
                # # . # # . # #
                +-------------+-
                10:00         10:07 UTC, 2026-01-02""".split("\n"));
        assertThat(String.join("", lines)).matches("\\p{ASCII}*");
    }

    @Test
    void aNarrowPaperTakesTheNewestBarsAndNoLineIsWider() {
        for (var columns = 20; columns < 120; columns += 7) {
            for (var rows = 12; rows < 50; rows += 5) {
                var lines = CandleChart.of(BARS, FILLS, paper(columns, rows, true));
                assertThat(lines).hasSize(rows - 2);
                var width = columns;
                assertThat(lines).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(width));
            }
        }
        assertThat(CandleChart.of(BARS, List.of(), paper(12, 12, true)).getFirst())
                .isEqualTo("BTC-USDT 1m");
        assertThat(CandleChart.of(BARS.subList(0, 1), List.of(), paper(40, 12, true)))
                .containsExactly("""
                BTC-USDT 1m  103.0  +3.00% in 1 bar
                ╽  ◂103.0
                ┃
                ┃
                ╿  ┤100.0
                █  volume 5
                █
                █
                ┬─
                10:00 UTC, 2026-01-02""".split("\n"));
    }

    @Test
    void coloursOnlyRepeatWhatTheSignsSay() {
        var plain = String.join("\n", CandleChart.of(BARS, FILLS, paper(70, 20, true)));
        var coloured = String.join("\n", CandleChart.of(BARS, FILLS, new Paper(70, 20, true, true)));
        assertThat(coloured).contains("\u001b[32m┃\u001b[0m", "\u001b[31m█\u001b[0m");
        assertThat(lines(coloured.replaceAll("\u001b\\[\\d*m", ""))).isEqualTo(lines(plain));
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::stripTrailing).toList();
    }

    @Test
    void aSparklineFillsItsRowsAndFitsItsColumns() {
        var values = new double[] {0, 1, 2, 3, 4, 5, 6, 7, 6, 5, 0, -3};
        assertThat(Sparkline.of(values, 20, 1, true)).containsExactly("▃▄▅▅▆▇▇█▇▇▃▁");
        assertThat(Sparkline.of(values, 20, 3, true)).containsExactly("    ▁▃▆█▆▃", " ▂▅▇██████", "███████████▁");
        assertThat(Sparkline.of(values, 20, 2, false)).containsExactly("  _.~=*#*=", "+*########+_");
        assertThat(Sparkline.of(values, 4, 1, true)).containsExactly("▅▇█▁"); // the last of each three
        assertThat(Sparkline.of(new double[] {5, 5}, 4, 1, true)).containsExactly("▅▅");
        assertThat(Sparkline.of(new double[0], 4, 1, true)).containsExactly("");
    }

    private static final BookView BOOK = new BookView(
            BTC,
            true,
            42,
            Optional.of(TEN),
            List.of(level("100.0", "2.5", "0"), level("99.9", "0.25", "0"), level("99.5", "10", "0")),
            List.of(level("100.2", "1", "0"), level("100.3", "4.5", "0.5")),
            120,
            130,
            List.of(new OwnOrder(
                    new Order(
                            ClientOrderId.parse("k4f9q-s7-e1-2").orElseThrow(),
                            BTC,
                            Side.SELL,
                            decimal("0.5"),
                            Terms.postOnly(decimal("100.3")),
                            false),
                    OwnOrder.Stage.WORKING,
                    BigDecimal.ZERO)));

    private static BookView.Level level(String price, String size, String ours) {
        return new BookView.Level(decimal(price), decimal(size), decimal(ours));
    }

    @Test
    void aBookShowsBothSidesWithOurOrdersMarked() {
        assertThat(new BookPicture(BOOK).text(paper(70, 24, true))).isEqualTo("""
                BTC-USDT  spread 0.2 (19.96 bp)  120 + 130 levels  update 42
                                            bids        asks
                              █████   2.5  100.0   │   100.2     1  ██
                                  ▐  0.25   99.9   │ ● 100.3   4.5  ████████▌
                ███████████████████    10   99.5   │
                ● k4f9q-s7-e1-2  sell 0.5 at 100.3  working
                """);
        assertThat(new BookPicture(BOOK).text(paper(70, 24, false))).matches("[\\p{ASCII}]*");
        assertThat(new BookPicture(BOOK).json().at("/asks/1/ours").decimalValue())
                .isEqualByComparingTo("0.5");
        assertThat(new BookPicture(BOOK).json().at("/own/0/client_id").asText()).isEqualTo("k4f9q-s7-e1-2");
    }

    @Test
    void theTreeShowsBelowEachTaskWhatItStartedAndHolds() {
        var feed = task("paper-7/feed", 41, "socket read · WsSocket.read", "paper-7/owner", line("socket", "binance"));
        var orders = task(
                "paper-7/order-loop",
                42,
                "take from channel inbox · OrderLoop.run",
                "paper-7/owner",
                line("order", "a"),
                line("order", "b"),
                line("order", "c"),
                line("order", "d"));
        var writer = task("paper-7/writer", 43, "a signal · WsWriter.write", "paper-7/feed");
        var owner = task("paper-7/owner", 40, "its tasks · Session.run", "");
        var view = new ScopeView(
                "paper-7",
                List.of(feed, orders),
                List.of(owner, writer),
                List.of(new Holding(Rung.JOURNAL, "journal", "open")));
        var log = new LedgerLine("file", "paper-7.log", Duration.ofSeconds(90), "paper-7/open-log", Optional.empty());

        assertThat(new ScopeTree("running", view, List.of(log)).text(paper(90, 24, true)))
                .isEqualTo("""
                paper-7  running  2 tasks in its scope
                ├─ feed        waiting  1m5s  socket read · WsSocket.read  #41
                │     socket binance
                │  └─ writer   waiting  1m5s  a signal · WsWriter.write  #43
                └─ order-loop  waiting  1m5s  take from channel inbox · OrderLoop.run  #42
                      4 orders
                beside the scope
                └─ owner       waiting  1m5s  its tasks · Session.run  #40
                open, by threads that have ended
                   file paper-7.log
                held; a stop closes from the last to the first
                   journal  journal  open
                """);
        assertThat(new ScopeTree("running", view, List.of())
                        .text(paper(50, 24, false))
                        .lines())
                .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(50));
    }

    private static Task task(String name, long id, String at, String by, LedgerLine... holds) {
        return new Task(name, id, true, Duration.ofSeconds(65), new Wait("waiting", at), by, List.of(holds));
    }

    private static LedgerLine line(String kind, String name) {
        return new LedgerLine(kind, name, Duration.ofSeconds(1), "somebody", Optional.empty());
    }

    @Test
    void statusIsOneScreenAndWhatDoesNotFitGoesOnBelow() {
        var venue = new Vitals.VenueHealth(
                "binance-usdm",
                Vitals.Light.GREEN,
                "connected",
                2,
                1,
                Optional.of(Duration.ofMillis(-3)),
                List.of(
                        new StreamState("btcusdt@bookTicker", Duration.ofMillis(120), StreamState.Life.LIVE),
                        new StreamState("btcusdt@trade", Duration.ofSeconds(12), StreamState.Life.SILENT)));
        var vitals = new Vitals(
                1_234.5,
                2.25,
                List.of(new Vitals.Queue("events", 12, 16_384, 7), new Vitals.Queue("inbox", 0, 8_592, 0)),
                venue,
                decimal("10001.5"),
                20,
                1,
                List.of("mute, 1.5s left"));
        var now = new Snapshot(
                new SessionState.Running(),
                Duration.ofSeconds(16),
                Duration.ofSeconds(15),
                Optional.of(Duration.ofSeconds(60)),
                99,
                Optional.of(Duration.ofMillis(120)),
                "BTC 100.0/100.1",
                3,
                4,
                decimal("1.5"),
                List.of("paused"),
                vitals);
        var course = List.of(new ProfitSample(TEN, decimal("0")), new ProfitSample(TEN.plusSeconds(1), decimal("1.5")));
        var open = List.of(line("socket", "a"), line("socket", "b"), line("file", "c"));

        assertThat(new Status("paper-7", now, List.of(), course, open, Optional.empty(), Optional.empty(), "")
                        .text(paper(60, 24, true)))
                .isEqualTo("""
                session   paper-7  running  paused
                time      ━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄  45s left of 1m
                venue     ● connected  binance-usdm  data 0.1s old
                          clock -3 ms  2 connects  1 gap
                streams   btcusdt@bookTicker 0.1s  btcusdt@trade silent 12s
                quotes    BTC 100.0/100.1
                rates     1235 frames/s  2.3 order events/s  99 frames
                queues    events 12/16384 (7 conflated)  inbox 0/8592
                orders    3 working  20 sent  4 fills  1 denied
                p&l       +1.50  equity 10001.50  ▁█
                holds     1 file  2 sockets
                faults    mute, 1.5s left
                """);
    }

    @Test
    void aTableStandsUnderItsHeadingsAndKeepsSomethingForPrograms() {
        var table = new Table("nothing", "symbol", "entry=entry_price", "~trade_id")
                .row(Table.word("BTC-USDT"), Table.none(), Table.word("17"))
                .row(Table.word("SOL-USDT"), Table.number(decimal("149.30")), Table.word("18"));

        assertThat(table.text(paper(80, 24, true))).isEqualTo("""
                symbol     entry
                BTC-USDT       -
                SOL-USDT  149.30
                """);
        assertThat(table.json()).hasToString("""
                [{"symbol":"BTC-USDT","entry_price":null,"trade_id":"17"},\
                {"symbol":"SOL-USDT","entry_price":149.30,"trade_id":"18"}]""");
    }
}
