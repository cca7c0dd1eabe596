package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to one venue alone is said in that venue's rooms: no word of it in the code that all venues share. */
class VenueWordsTest {
    private static final Path CODE = Path.of("src", "main", "java", "trysail");
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("(?i:binance|usdm|usd-m)|fapi|sapi|X-MBX|listenKey|bookTicker"
            + "|aggTrade|@depth|@trade|newClientOrderId|(?i:bingx|kucoin)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json",
                "wire",
                "feed",
                "exchange",
                "recording",
                "matching",
                "simulator/play",
                "simulator/source",
                "simulator/candle",
                "simulator/desk",
                "simulator/host",
                "simulator/network",
                "simulator/fault"
            })
    void roomsThatAllVenuesShareHaveNoVenuesWords(String room) throws IOException {
        List<Path> files;
        try (var all = Files.walk(CODE.resolve(room))) {
            files = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        var said = new ArrayList<String>();
        for (var file : files) {
            var words = WORDS.matcher(COMMENTS.matcher(Files.readString(file)).replaceAll(" "));
            while (words.find()) {
                said.add(CODE.relativize(file) + ": " + words.group());
            }
        }

        assertThat(files).hasSizeGreaterThan(3);
        assertThat(said).isEmpty();
    }

    /** The simulator's own room has one registry, with a line for each venue; its witness is a single file. */
    @Test
    void theSimulatorNamesVenuesInItsRegistryAlone() throws IOException {
        List<Path> files = new ArrayList<>();
        for (var room : List.of("simulator", "simulator/record")) {
            try (var all = Files.list(CODE.resolve(room))) {
                all.filter(f -> f.toString().endsWith(".java")).forEach(files::add);
            }
        }
        var naming = new ArrayList<String>();
        for (var file : files) {
            if (WORDS.matcher(COMMENTS.matcher(Files.readString(file)).replaceAll(" ")).find()) {
                naming.add(String.valueOf(file.getFileName()));
            }
        }

        assertThat(naming).containsExactly("Dialects.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"venue/binance/BinanceStreams.java", "venue/binance/FuturesRest.java"})
    void theWordsAreThoseTheVenuesRoomUses(String file) throws IOException {
        assertThat(Files.readString(CODE.resolve(file))).containsPattern(WORDS);
    }
}
