package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.helm.CommonOptions;
import trysail.helm.Helm;
import trysail.launch.LimitOptions;
import trysail.risk.RiskLimits;
import trysail.scope.SessionClock;

/** Every risk limit from the command line, the environment and a file. */
class LimitOptionsTest {
    private static final RiskLimits STANDARD = RiskLimits.standard();

    @TempDir
    private Path directory;

    @Command(name = "limits")
    private static final class Holder implements Runnable {
        @Mixin
        private LimitOptions limits = new LimitOptions();

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Override
        public void run() {}
    }

    private static LimitOptions read(Map<String, String> environment, String... words) {
        var holder = new Holder();
        new CommandLine(holder)
                .setDefaultValueProvider(Settings.of(List.of(words), environment))
                .parseArgs(words);
        return holder.limits;
    }

    private static void same(RiskLimits read, RiskLimits meant) {
        assertThat(read.maxOrder()).isEqualByComparingTo(meant.maxOrder());
        assertThat(read.maxPosition()).isEqualByComparingTo(meant.maxPosition());
        assertThat(read.priceBand()).isEqualByComparingTo(meant.priceBand());
        assertThat(read.maxOrder(BigDecimal.ONE).maxPosition(BigDecimal.ONE).priceBand(BigDecimal.ONE))
                .isEqualTo(meant.maxOrder(BigDecimal.ONE)
                        .maxPosition(BigDecimal.ONE)
                        .priceBand(BigDecimal.ONE));
    }

    @Test
    void nothingSaidIsTheStandard() {
        var read = read(Map.of());
        same(read.limits(), STANDARD);
        assertThat(read.maxLoss()).isEmpty();
    }

    @Test
    void everyFieldIsReadFromTheCommandLine() {
        var read = read(
                Map.of(),
                "--max-order=5%",
                "--max-position",
                "250%",
                "--max-open-orders=7",
                "--orders-per-second=3",
                "--order-burst=4",
                "--max-data-age=750ms",
                "--price-band=0.5%",
                "--max-loss=12.50");
        same(
                read.limits(),
                new RiskLimits(
                        new BigDecimal("0.05"),
                        new BigDecimal("2.5"),
                        7,
                        3,
                        4,
                        Duration.ofMillis(750),
                        new BigDecimal("0.005")));
        assertThat(read.maxLoss()).contains(new BigDecimal("12.50"));
    }

    @Test
    void everyFieldIsReadFromTheEnvironment() {
        var read = read(Map.of(
                "TRYSAIL_MAX_ORDER", "5%",
                "TRYSAIL_MAX_POSITION", "0.25",
                "TRYSAIL_MAX_OPEN_ORDERS", "7",
                "TRYSAIL_ORDERS_PER_SECOND", "3",
                "TRYSAIL_ORDER_BURST", "4",
                "TRYSAIL_MAX_DATA_AGE", "PT1S",
                "TRYSAIL_PRICE_BAND", "1%",
                "TRYSAIL_MAX_LOSS", "20"));
        same(
                read.limits(),
                new RiskLimits(
                        new BigDecimal("0.05"),
                        new BigDecimal("0.25"),
                        7,
                        3,
                        4,
                        Duration.ofSeconds(1),
                        new BigDecimal("0.01")));
        assertThat(read.maxLoss()).contains(new BigDecimal(20));
    }

    @Test
    void everyFieldIsReadFromAFile() throws Exception {
        var file = Files.writeString(directory.resolve("limits.yaml"), """
                max-order: 5%
                max-position: 0.25
                max-open-orders: 7
                orders-per-second: 3
                order-burst: 4
                max-data-age: 1s
                price-band: 1.5%
                max-loss: 20
                """);
        var read = read(Map.of("TRYSAIL_MAX_LOSS", "30"), "--config=" + file, "--order-burst=9");
        same(
                read.limits(),
                new RiskLimits(
                        new BigDecimal("0.05"),
                        new BigDecimal("0.25"),
                        7,
                        3,
                        9, // the command line goes before the file
                        Duration.ofSeconds(1),
                        new BigDecimal("0.015")));
        assertThat(read.maxLoss()).as("the environment goes before the file").contains(new BigDecimal(30));
    }

    @ParameterizedTest
    @CsvSource({"10%, 0.1", "0.1, 0.1", "1, 1", "100%, 1", "0.0001%, 0.000001", "2.50%, 0.025", " 10% , 0.1"})
    void aShareIsWrittenInPercentOrAsAPartOfOne(String text, String share) {
        assertThat(read(Map.of(), "--max-order=" + text).limits().maxOrder()).isEqualByComparingTo(share);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-order=10 | --max-order '10' may be 10% or 10 times the whole: write it with %, such as 10%, or 1000% for ten times",
                "--max-order=lots | --max-order 'lots' is not a share: write 10%, or 0.1",
                "--max-order=1e-1 | --max-order '1e-1' is not a share: write 10%, or 0.1",
                "--max-order=-5% | --max-order '-5%' is not a share: write 10%, or 0.1",
                "--max-position=0% | --max-position 0% cannot be: from 0.0001% to 10000%",
                "--max-position=20000% | --max-position 20000% cannot be: from 0.0001% to 10000%",
                "--price-band=99999999999% | --price-band '99999999999%' is not a share: write 10%, or 0.1",
                "--max-open-orders=0 | --max-open-orders 0 cannot be: from 1 to 10000",
                "--max-open-orders=many | --max-open-orders 'many' is not a count: write a whole number from 1 to 10000",
                "--orders-per-second=2.5 | --orders-per-second '2.5' is not a count: write a whole number from 1 to 10000",
                "--order-burst=99999 | --order-burst 99999 cannot be: from 1 to 10000",
                "--max-data-age=2 | --max-data-age '2' is not a duration: write 60s, 5m, 1h30m or PT60S, more than zero",
                "--max-data-age=2d | --max-data-age 172800s cannot be: from 1ms to 1d",
                "--max-loss=0 | --max-loss 0 cannot be: write an amount above zero, such as 20 or 12.50",
                "--max-loss=-20 | --max-loss '-20' is not an amount: write 20, or 12.50",
                "--max-loss=1e9 | --max-loss '1e9' is not an amount: write 20, or 12.50",
            })
    void whatCannotBeIsRefusedInOneLineWithTheRemedy(String word, String line) {
        try (var deck = new Deck(Helm.Mode.COMMAND, directory)) {
            assertThat(deck.run("start", "paper", "1s", word)).isEqualTo(2);
            assertThat(deck.err()).isEqualTo("trysail: " + line + "\n");
            assertThat(deck.sessions.running()).isEmpty();
        }
    }

    @Test
    void inTheForegroundAKillIsToldOnStandardError() throws Exception {
        try (var deck = new Deck(Helm.Mode.COMMAND, directory)) {
            var run =
                    new FutureTask<>(() -> deck.run("start", "paper", "--max-loss", "0.001", "--speed", "8", "--json"));
            Thread.ofVirtual().start(run);
            var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(30));
            while (!deck.err().endsWith("\n") && !soon.expired()) { // the first fee is a loss
                SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
            }
            deck.sessions.running().getFirst().stop();

            assertThat(run.get()).isZero();
            assertThat(deck.err())
                    .startsWith("trysail: paper-1: max-loss: ")
                    .endsWith("lost, 0.001 allowed: the kill switch fires, nothing is sent until arm\n");
            assertThat(deck.out().lines()).singleElement().asString().startsWith("{");
        }
    }

    @Test
    void aSessionHasWhatWasSaidAndConfigShowsTheStandard() throws Exception {
        try (var deck = Deck.script(directory)) {
            assertThat(deck.line("start paper --max-order 5% --max-loss 20")).isZero();
            var spec = deck.helm.current().orElseThrow().spec();
            same(spec.limits(), STANDARD.maxOrder(new BigDecimal("0.05")));
            assertThat(spec.maxLoss()).contains(new BigDecimal(20));
            assertThat(deck.line("stop all")).isZero();
            deck.line("config show");
            assertThat(deck.out())
                    .containsPattern("max-order +usual +default")
                    .containsPattern("price-band +2% +default")
                    .containsPattern("max-loss +default");
        }
    }
}
