package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a venue says stands in its own rooms: the code of the others, comments apart, has no word of it. */
class VenueWordsTest {
    private static final Path HOUSE = Path.of("src", "main", "java", "trysail");
    private static final Pattern WORD = Pattern.compile(
            "Binance|Usdm|USD-M|fapi|sapi|X-MBX|listenKey|ListenKey|bookTicker|aggTrade|@depth|@trade|newClientOrderId");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?<![:\"])//[^\n]*", Pattern.DOTALL);

    /** Rooms that know no venue. May only get more. */
    private static final List<String> FREE = List.of(
            "recording",
            "matching",
            "simulator",
            "simulator/play",
            "simulator/source",
            "simulator/candle",
            "simulator/desk",
            "simulator/record",
            "simulator/host",
            "simulator/network",
            "simulator/fault");

    /** Where each venue has its line. */
    private static final Set<String> REGISTRIES = Set.of("simulator/Dialects.java");

    @Test
    void genericRoomsKnowNoVenue() throws IOException {
        var found = new ArrayList<String>();
        for (var room : FREE) {
            var files = files(HOUSE.resolve(room));
            assertThat(files).as(room).isNotEmpty();
            for (var file : files) {
                if (!REGISTRIES.contains(HOUSE.relativize(file).toString().replace('\\', '/'))) {
                    words(file).forEach(word -> found.add(file + ": " + word));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void registriesHaveSuchWords() throws IOException {
        for (var registry : REGISTRIES) {
            assertThat(words(HOUSE.resolve(registry))).as(registry).isNotEmpty();
        }
    }

    private static List<Path> files(Path room) throws IOException {
        try (var all = Files.list(room)) {
            return all.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }

    private static List<String> words(Path file) throws IOException {
        var code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        return WORD.matcher(code).results().map(found -> found.group()).toList();
    }
}
