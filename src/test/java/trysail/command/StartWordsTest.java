package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code start} makes of words that are not its own: an answer with what there is, and nothing is opened. */
class StartWordsTest {
    @TempDir
    private Path directory;

    /** What standard error says of a line that is wrong usage: one line, and no session was opened. */
    private String refusal(String line) {
        try (var deck = Deck.script(directory.resolve("journal"))) {
            assertThat(deck.line(line)).as(line).isEqualTo(2);
            assertThat(directory.resolve("journal")).doesNotExist();
            assertThat(deck.err()).hasLineCount(1);
            return deck.err();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start real 60s | write live --venue NAME for real orders",
                "start lvie | did you mean 'live'?",
                "start backtest data.csv | write replay FILE",
                "start back-test | write replay FILE",
                "start simulate | paper --speed max",
                "start dry-run 60s | write paper: nothing real is traded",
                "start dry_run | write paper: nothing real is traded",
                "start testnet | write paper",
                "start papr | did you mean 'paper'?",
                "start nonsense | write paper or replay FILE",
            })
    void aModeFromElsewhereIsAnsweredWithWhatThereIs(String line, String words) {
        assertThat(refusal(line)).contains("unknown mode '").contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start live | none is named: write --venue binance-usdm",
                "start live --venue binance-usdm | live needs --strategy",
                "start live --venue binance-usdm --strategy quoter --max-loss 20 | live needs --capital-limit",
                "start live --venue binance-usdm --strategy quoter --capital-limit 200 | live needs --max-loss",
                "start live --venue binance-usdm --strategy quoter --capital-limit 20 --max-loss 200 | --max-loss 200 is more",
                "start live --venue binance-usdm --strategy quoter --capital-limit 2x | '2x' is not an amount",
                "start live --venue binance-usdm --strategy quoter --capital-limit 200 --dead-man 1s | from 10s to 1h, or off",
                "start live --venue binance-usdm --dialect binance-usdm --strategy quoter | --dialect binance-usdm is for",
                "start live --venue binance-usdm-dem --strategy quoter | did you mean 'binance-usdm-demo'?",
            })
    void whatRealOrdersNeedIsAskedForByName(String line, String words) {
        assertThat(refusal(line)).contains(words);
    }

    @Test
    void aValueOfTheFileThatCannotBeIsRefusedByItsLine() throws Exception {
        var file = Files.writeString(directory.resolve("t.yaml"), "name: no\nseed: 1_000\n");
        assertThat(refusal("start paper 1s --config " + file)).contains("'seed' in line 2 of " + file);

        Files.writeString(file, "stop-within: on\n");
        assertThat(refusal("start paper 1s --config " + file)).contains("'stop-within' in line 1 of " + file);

        Files.writeString(file, "stop-within: on\n\nseedd: 3\n");
        assertThat(refusal("start paper 1s --config " + file))
                .contains("line 3: unknown key 'seedd'; did you mean 'seed'?");
    }

    @Test
    void symbolsAreUnderstoodInAnyCaseAndOnceAndWhatIsNoneIsRefused() {
        assertThat(refusal("start paper 1s --symbols btc_usdt"))
                .contains("--symbols 'BTC_USDT' is not an instrument: write BTC-USDT");
        assertThat(refusal("start paper 1s --symbols btc-usdt,,eth-usdt")).contains("'' is not an instrument");
    }

    @Test
    void strategiesSayWhatEachIsForAndOneOfThemInFull() {
        try (var deck = Deck.script(directory)) {
            assertThat(deck.line("strategies")).isZero();
            assertThat(deck.out()).contains("a demonstration with many orders", "pays the spread", "follows a trend");
            assertThat(deck.line("strategies quoter")).isZero();
            assertThat(deck.out())
                    .contains("quoter: a demonstration", "\nstart paper 60s --strategy quoter,spread=2,requote=0.5\n");
            assertThat(deck.line("strategies quotter")).isEqualTo(2);
            assertThat(deck.err()).contains("did you mean 'quoter'?");
        }
    }
}
