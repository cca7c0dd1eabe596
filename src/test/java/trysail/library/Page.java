package trysail.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page that is read by people, and the snippets in it. */
record Page(Path file) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern TYPE = Pattern.compile("(?m)^public (?:final )?(?:class|record|interface) (\\w+)");

    /** One snippet: the word behind its fence, and its lines. */
    record Snippet(String language, String text) {
        boolean isWholeFile() {
            return language.equals("java") && text.startsWith("package ");
        }

        /** The name of its first public type. */
        String type() {
            var found = TYPE.matcher(text);
            if (!found.find()) {
                throw new IllegalStateException("no public type in " + text);
            }
            return found.group(1);
        }
    }

    static Page site(String name) {
        return new Page(Path.of("src/site/markdown/" + name));
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Snippet> snippets() {
        var all = new ArrayList<Snippet>();
        var fences = FENCE.matcher(text());
        while (fences.find()) {
            all.add(new Snippet(fences.group(1), fences.group(2)));
        }
        return all;
    }

    /** The snippets that are a source file each. */
    List<Snippet> sources() {
        return snippets().stream().filter(Snippet::isWholeFile).toList();
    }
}
