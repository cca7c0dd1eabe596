package trysail.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a client and an exchange said to each other, as a text: a line {@code > METHOD path parameters} and a line
 * {@code < status answer}. Parameters of query and body together, in the order of their names, without what proves who
 * asks and when: signature and time stamp. Lines with {@code #} say where it comes from.
 */
record Dialogue(String title, List<Turn> turns) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SECRET = Set.of("signature", "timestamp");

    /** One question and its answer. */
    record Turn(String method, String path, SortedMap<String, String> parameters, int status, JsonNode answer) {
        String what() {
            return method + " " + path;
        }

        /** The parameters as a query. */
        String query() {
            return parameters.entrySet().stream()
                    .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }
    }

    static Dialogue read(String resource) throws IOException {
        try (var in = Dialogue.class.getResourceAsStream("/dialogue/" + resource)) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            var turns = new ArrayList<Turn>();
            for (var i = 1; i < lines.size(); i += 2) {
                var asked = lines.get(i).split(" ", 4);
                var said = lines.get(i + 1).split(" ", 3);
                turns.add(new Turn(
                        asked[1],
                        asked[2],
                        parameters(asked.length > 3 ? asked[3] : ""),
                        Integer.parseInt(said[1]),
                        JSON.readTree(said[2])));
            }
            return new Dialogue(lines.getFirst().substring(2), List.copyOf(turns));
        }
    }

    void write(Path file) throws IOException {
        var text = new StringBuilder("# " + title + "\n");
        for (var turn : turns) {
            text.append("> ").append(turn.what());
            text.append(turn.parameters.isEmpty() ? "" : " " + turn.query()).append('\n');
            text.append("< ")
                    .append(turn.status)
                    .append(' ')
                    .append(turn.answer)
                    .append('\n');
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static SortedMap<String, String> parameters(String... texts) {
        var all = new TreeMap<String, String>();
        for (var text : texts) {
            for (var pair : text.isEmpty() ? new String[0] : text.split("&")) {
                var cut = pair.indexOf('=');
                var name = pair.substring(0, cut);
                if (!SECRET.contains(name)) {
                    all.put(name, URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return all;
    }

    /** Of the {@code n}th question of this kind. */
    Map<String, String> asked(String what, int n) {
        return turns.stream()
                .filter(t -> t.what().equals(what))
                .skip(n)
                .findFirst()
                .orElseThrow()
                .parameters;
    }
}
