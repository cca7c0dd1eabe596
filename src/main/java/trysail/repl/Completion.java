package trysail.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import trysail.command.Choices;
import trysail.command.Grammar;
import trysail.command.Grammar.Kind;
import trysail.command.Grammar.Slot;

/** What may be written at the cursor, with a word on each. */
final class Completion implements Completer {
    private static final int MOST_FILES = 500;

    private final Grammar grammar;
    private final Choices choices;

    Completion(Grammar grammar, Choices choices) {
        this.grammar = grammar;
        this.choices = choices;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> into) {
        words(line.words(), into);
    }

    private void words(List<String> words, List<Candidate> into) {
        if (words.size() <= 1) {
            verbs(into);
            return;
        }
        var usage = grammar.usage(words.getFirst().equals("replay") ? "start" : words.getFirst());
        if (usage.isEmpty()) {
            return;
        }
        var typed = words.getLast();
        var before = words.get(words.size() - 2);
        var waiting = usage.get().option(before).filter(Slot::value);
        if (waiting.isPresent()) {
            values(waiting.get(), typed, "", into);
        } else if (typed.startsWith("-") && typed.contains("=")) {
            var name = typed.substring(0, typed.indexOf('='));
            usage.get().option(name).ifPresent(o -> values(o, typed.substring(name.length() + 1), name + "=", into));
        } else if (typed.startsWith("-")) {
            options(usage.get(), words, into);
        } else {
            place(usage.get(), words, into);
        }
    }

    private void verbs(List<Candidate> into) {
        grammar.verbs().forEach(v -> into.add(candidate(v.name(), v.group(), v.header(), true)));
    }

    private static void options(Grammar.Usage usage, List<String> words, List<Candidate> into) {
        for (var option : usage.options()) {
            if (option.names().stream().noneMatch(words.subList(1, words.size() - 1)::contains) || option.many()) {
                var name = option.names().getLast();
                var about = (option.value() ? option.label() + ": " : "") + option.description();
                into.add(candidate(name, "Options", about, true));
            }
        }
    }

    /** The plain word at its place: options and their values before it are not counted. */
    private void place(Grammar.Usage usage, List<String> words, List<Candidate> into) {
        var index = 0;
        var first = Optional.<Integer>empty();
        for (var i = 1; i < words.size() - 1; i++) {
            var option = usage.option(words.get(i));
            if (option.isPresent()) {
                i += option.get().value() ? 1 : 0;
            } else if (!words.get(i).startsWith("-")) {
                if (slot(usage, index).filter(Completion::isCommandLine).isPresent() && first.isEmpty()) {
                    first = Optional.of(i);
                }
                index++;
            }
        }
        if (first.isPresent()) {
            words(words.subList(first.get(), words.size()), into);
            return;
        }
        slot(usage, words.getFirst().equals("replay") ? index + 1 : index)
                .ifPresent(s -> values(s, words.getLast(), "", into));
    }

    private static boolean isCommandLine(Slot slot) {
        return slot.many() && slot.kinds().contains(Kind.COMMAND);
    }

    private static Optional<Slot> slot(Grammar.Usage usage, int index) {
        var places = usage.places();
        if (index < places.size()) {
            return Optional.of(places.get(index));
        }
        return places.isEmpty() || !places.getLast().many() ? Optional.empty() : Optional.of(places.getLast());
    }

    private void values(Slot slot, String typed, String prefix, List<Candidate> into) {
        slot.literals().forEach(l -> into.add(candidate(prefix + l, slot.label(), slot.description(), true)));
        choices.of(slot.kinds(), typed)
                .forEach(c -> into.add(candidate(prefix + c.value(), slot.label(), c.description(), c.whole())));
        if (slot.kinds().contains(Kind.COMMAND)) {
            verbs(into);
        }
        var recording = "recording:";
        if (slot.kinds().contains(Kind.FEED) && typed.startsWith(recording)) {
            files(typed.substring(recording.length()), prefix + recording, "", into);
        } else if (slot.kinds().contains(Kind.FILE)) {
            files(typed, prefix, "", into);
        } else if (slot.kinds().contains(Kind.STRATEGY)) {
            files(typed, prefix, ".jsh", into);
        } else if (slot.kinds().contains(Kind.DIR)) {
            files(typed, prefix, "/", into);
        }
    }

    /** Files and directories where {@code typed} points; of files those with this ending. */
    private static void files(String typed, String prefix, String ending, List<Candidate> into) {
        try {
            var slash = typed.lastIndexOf('/') + 1;
            var folder = Path.of(slash == 0 ? "." : typed.substring(0, slash));
            var found = new ArrayList<Path>();
            try (Stream<Path> all = Files.list(folder)) {
                all.limit(MOST_FILES).forEach(found::add);
            }
            for (var path : found) {
                var name = path.getFileName().toString();
                var directory = Files.isDirectory(path);
                if ((directory || name.endsWith(ending)) && (!name.startsWith(".") || typed.startsWith(".", slash))) {
                    var whole = prefix + typed.substring(0, slash) + name;
                    into.add(candidate(directory ? whole + "/" : whole, "Files", "", !directory));
                }
            }
        } catch (IOException | InvalidPathException unreadable) {
            // nothing to offer there
        }
    }

    private static Candidate candidate(String value, String group, String about, boolean whole) {
        return new Candidate(value, value, group, about.isEmpty() ? null : about, null, null, whole);
    }
}
