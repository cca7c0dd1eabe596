package trysail.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The schedule of one run: at each choice, which candidate went. As text it is short enough for a bug report:
 * {@code 0*12 3 1} is twelve times the first in line, then the fourth, then the second. Immutable.
 */
public record Trace(List<Integer> choices) {
    public Trace {
        choices = List.copyOf(choices);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException in one line, for anything else
     */
    public static Trace parse(String text) {
        var choices = new ArrayList<Integer>();
        for (var word : text.strip().split("\\s+")) {
            if (word.isEmpty()) {
                continue;
            }
            var star = word.indexOf('*');
            try {
                var choice = Integer.parseInt(star < 0 ? word : word.substring(0, star));
                var times = star < 0 ? 1 : Integer.parseInt(word.substring(star + 1));
                if (choice < 0 || times < 1) {
                    throw new NumberFormatException();
                }
                for (var i = 0; i < times; i++) {
                    choices.add(choice);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a trace is of words like 2 and 0*12, not \"" + word + "\"", e);
            }
        }
        return new Trace(choices);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var i = 0; i < choices.size(); ) {
            var from = i;
            while (i < choices.size() && choices.get(i).equals(choices.get(from))) {
                i++;
            }
            text.append(text.isEmpty() ? "" : " ")
                    .append(choices.get(from))
                    .append(i - from > 1 ? "*" + (i - from) : "");
        }
        return text.toString();
    }
}
