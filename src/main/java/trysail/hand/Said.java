package trysail.hand;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions and answers as lines: one JSON object each way. */
final class Said {
    private static final JsonMapper JSON = new JsonMapper();

    private Said() {}

    /** A command, and what its answer is drawn on. */
    record Question(List<String> words, int columns, boolean unicode) {}

    /** Who runs there. */
    record Running(String session, String journal) {}

    /**
     * What came of it.
     *
     * @param out what the command printed, {@code complaints} what it printed where people look for trouble
     */
    record Answer(List<Running> running, String out, List<String> complaints, int code) {}

    static String line(Question q) {
        var node = JSON.createObjectNode();
        q.words().forEach(node.putArray("words")::add);
        return node.put("columns", q.columns()).put("unicode", q.unicode()) + "\n";
    }

    /** Empty when it is no question. */
    static Optional<Question> question(String line) {
        return read(line)
                .filter(n -> n.path("words").isArray())
                .map(n -> new Question(
                        texts(n.path("words")),
                        Math.clamp(n.path("columns").asInt(80), 20, 500),
                        n.path("unicode").asBoolean()));
    }

    static String line(Answer a) {
        var node = JSON.createObjectNode();
        var running = node.putArray("running");
        a.running().forEach(r -> running.addObject().put("session", r.session()).put("journal", r.journal()));
        node.put("out", a.out());
        a.complaints().forEach(node.putArray("complaints")::add);
        return node.put("code", a.code()) + "\n";
    }

    /** Empty when it is no answer. */
    static Optional<Answer> answer(String line) {
        return read(line).filter(n -> n.path("code").isInt()).map(n -> {
            var running = new ArrayList<Running>();
            n.path("running")
                    .forEach(r -> running.add(new Running(
                            r.path("session").asText(), r.path("journal").asText())));
            return new Answer(
                    running,
                    n.path("out").asText(),
                    texts(n.path("complaints")),
                    n.path("code").intValue());
        });
    }

    private static List<String> texts(JsonNode array) {
        var all = new ArrayList<String>();
        array.forEach(t -> all.add(t.asText()));
        return all;
    }

    private static Optional<JsonNode> read(String line) {
        try {
            return Optional.ofNullable(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
