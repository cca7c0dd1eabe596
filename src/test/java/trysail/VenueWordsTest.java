package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A venue's words stand in its own rooms and in the two registries: no other room would be touched by one more venue. */
class VenueWordsTest {
    private static final Path MAIN = Path.of("src", "main", "java", "trysail");

    private static final Pattern WORDS = Pattern.compile("(?i:binance|bingx|kucoin)|Usdm|fapi|sapi|X-MBX|listenKey"
            + "|bookTicker|aggTrade|@depth|@trade|newClientOrderId");

    /** Each has a room below {@code venue}, one below {@code simulator}, or both. */
    private static final Set<String> VENUES = Set.of("binance");

    /** Where the venues are listed, one line each. */
    private static final Set<String> REGISTRIES = Set.of("venue/Venues.java", "simulator/Dialects.java");

    /** Rooms where a venue's words still stand, though they are no venue's. May only get fewer. */
    private static final Set<String> TO_CLEAN = Set.of();

    /** Code as the compiler reads it: text blocks, strings and characters first, so that no comment begins in one. */
    private static final Pattern TOKENS = Pattern.compile(
            "(?s)(\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+')|//[^\\n]*|/\\*.*?\\*/");

    private static String withoutComments(String code) {
        return TOKENS.matcher(code).replaceAll(m -> m.group(1) == null ? " " : Matcher.quoteReplacement(m.group(1)));
    }

    private static List<Path> files() throws IOException {
        try (var all = Files.walk(MAIN)) {
            return all.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }

    private static String place(Path file) {
        return MAIN.relativize(file).toString().replace('\\', '/');
    }

    private static String room(Path file) {
        var place = place(file);
        return place.contains("/") ? place.substring(0, place.lastIndexOf('/')).replace('/', '.') : "";
    }

    private static boolean ofAVenue(Path file) {
        var names = room(file).split("\\.", -1);
        return REGISTRIES.contains(place(file))
                || names.length > 1 && Set.of("venue", "simulator").contains(names[0]) && VENUES.contains(names[1]);
    }

    private static List<String> words(Path file) {
        try {
            var found = new ArrayList<String>();
            if (WORDS.matcher(file.getFileName().toString()).find()) {
                found.add(place(file) + ": its name");
            }
            withoutComments(Files.readString(file))
                    .lines()
                    .filter(line -> WORDS.matcher(line).find())
                    .forEach(line -> found.add(place(file) + ": " + line.strip()));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noOtherRoomHasThem() throws IOException {
        var found = new TreeMap<String, List<String>>();
        for (var file : files()) {
            var words = ofAVenue(file) ? List.<String>of() : words(file);
            if (!words.isEmpty()) {
                found.computeIfAbsent(room(file), r -> new ArrayList<>()).addAll(words);
            }
        }
        assertThat(found.entrySet().stream()
                        .filter(e -> !TO_CLEAN.contains(e.getKey()))
                        .map(Map.Entry::getValue))
                .isEmpty();
        assertThat(found.keySet()).as("the rooms that are left").containsExactlyInAnyOrderElementsOf(TO_CLEAN);
    }

    /** A search that finds nothing where there must be something is blind. */
    @Test
    void theirOwnRoomsHaveThem() throws IOException {
        for (var venue : VENUES) {
            assertThat(files().stream()
                            .filter(f ->
                                    room(f).startsWith("venue." + venue) || room(f).startsWith("simulator." + venue))
                            .flatMap(f -> words(f).stream()))
                    .hasSizeGreaterThan(10);
        }
        for (var registry : REGISTRIES) {
            assertThat(words(MAIN.resolve(registry))).as(registry).isNotEmpty();
        }
    }

    @Test
    void whatIsSaidInACommentIsNotCode() {
        assertThat(
                        withoutComments(
                                "a(\"// Binance\"); // Binance\n/* fapi\n */ b('\"'); /** Usdm */ c(\"\"\"\n \"// x\" \"\"\");"))
                .isEqualTo("a(\"// Binance\");  \n  b('\"');   c(\"\"\"\n \"// x\" \"\"\");");
    }
}
