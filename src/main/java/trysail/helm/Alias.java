package trysail.helm;

import java.util.ArrayList;
import java.util.List;

/** The words of the bot that this replaces, and other short ways to say a command. */
public final class Alias {
    private Alias() {}

    /** {@code --paper --duration 60} is {@code start paper 60s}; {@code replay F} is {@code start replay F}. */
    public static List<String> of(List<String> words) {
        var given = new ArrayList<>(words);
        if (given.isEmpty()) {
            return words;
        }
        if (given.contains("--paper") && given.get(0).startsWith("--")) {
            return oldWords(given);
        }
        switch (given.get(0)) {
            case "replay" -> given.add(0, "start");
            case "--version", "-V" -> given.set(0, "version");
            case "--help", "-h" -> given.set(0, "help");
            default -> {}
        }
        return given;
    }

    private static List<String> oldWords(List<String> given) {
        given.remove("--paper");
        var at = given.indexOf("--duration");
        var start = new ArrayList<>(List.of("start", "paper"));
        if (at >= 0 && at + 1 < given.size()) {
            var seconds = given.remove(at + 1);
            given.remove(at);
            start.add(seconds.matches("\\d+") ? seconds + "s" : seconds);
        }
        start.addAll(given);
        return start;
    }
}
