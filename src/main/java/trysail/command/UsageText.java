package trysail.command;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import trysail.words.Nearest;

/** What is wrong with a command's words, in one line with the remedy. */
final class UsageText {
    private UsageText() {}

    static String words(ParameterException e, List<String> given) {
        var spec = e.getCommandLine().getCommandSpec();
        if (e instanceof MissingParameterException) { // a misspelt option is why, if there is one
            var misspelt = given.stream()
                    .takeWhile(w -> !w.equals("--"))
                    .filter(w -> w.startsWith("--"))
                    .filter(w -> spec.findOption(name(w)) == null)
                    .findFirst();
            if (misspelt.isPresent()) {
                return unknown(spec, misspelt.get());
            }
        }
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            var word = unmatched.getUnmatched().getFirst();
            return word.startsWith("-")
                    ? unknown(spec, word)
                    : spec.name() + ": '" + word + "' is one word too many; see help " + spec.name();
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
    }

    private static String name(String word) {
        return word.replaceFirst("=.*", "");
    }

    private static String unknown(CommandSpec spec, String word) {
        var known =
                spec.options().stream().flatMap(o -> Arrays.stream(o.names())).toList();
        return "unknown option '" + name(word) + "'"
                + Nearest.to(name(word), known)
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse("; see help " + spec.name());
    }
}
