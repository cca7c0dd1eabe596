package trysail.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.look.LedgerLine;
import trysail.look.ScopeView;
import trysail.look.ScopeView.Task;
import trysail.picture.Paper.Tone;

/** A session's scope as a tree: its tasks, below each the threads it started and what it has open; then what is beside it. */
public record ScopeTree(String state, ScopeView scope, List<LedgerLine> ledger) implements View {
    /** Of more than so many of a kind only the number is told. */
    private static final int FEW = 3;

    private static final int LEAST = 12;
    private static final String GAP = "  ";

    /** A line before it is aligned: what stands at the left, then columns. */
    private record Line(String stem, String name, String state, String age, String at, String thread) {}

    @Override
    public String text(Paper paper) {
        var lines = new ArrayList<Line>();
        var roots = scope.beside().stream().filter(t -> !started(t)).toList();
        branches(paper, lines, "", scope.tasks());
        var beside = new ArrayList<Line>();
        branches(paper, beside, "", roots);
        var text = new StringBuilder(paper.paint(Tone.STRONG, scope.name()))
                .append("  ")
                .append(state)
                .append("  ")
                .append(scope.tasks().size())
                .append(" tasks in its scope\n");
        var all = new ArrayList<>(lines);
        all.addAll(beside);
        var widths = new int[] {
            all.stream()
                    .filter(l -> !l.state.isEmpty())
                    .mapToInt(l -> l.stem.length() + l.name.length())
                    .max()
                    .orElse(0),
            all.stream().mapToInt(l -> l.state.length()).max().orElse(0),
            all.stream().mapToInt(l -> l.age.length()).max().orElse(0)
        };
        lines.forEach(l -> text.append(aligned(paper, l, widths)).append('\n'));
        if (!beside.isEmpty()) {
            text.append(paper.paint(Tone.DIM, "beside the scope")).append('\n');
            beside.forEach(l -> text.append(aligned(paper, l, widths)).append('\n'));
        }
        var orphans = orphans();
        if (!orphans.isEmpty()) {
            text.append(paper.paint(Tone.DIM, "open, by threads that have ended"))
                    .append('\n');
            holds(orphans).forEach(words -> text.append("   ").append(words).append('\n'));
        }
        if (!scope.held().isEmpty()) {
            text.append(paper.paint(Tone.DIM, "held; a stop closes from the last to the first"))
                    .append('\n');
            var name =
                    scope.held().stream().mapToInt(h -> h.name().length()).max().orElse(0);
            var rung = scope.held().stream()
                    .mapToInt(h -> h.rung().label().length())
                    .max()
                    .orElse(0);
            var form = "   %-" + name + "s" + GAP + "%-" + rung + "s" + GAP + "%s\n";
            scope.held()
                    .forEach(h -> text.append(form.formatted(h.name(), h.rung().label(), h.state())));
        }
        return text.toString();
    }

    /** Whether a living thread of the tree started it: then it hangs below that one. */
    private boolean started(Task task) {
        return scope.tasks().stream().anyMatch(t -> t.name().equals(task.by()))
                || scope.beside().stream()
                        .anyMatch(t -> t.name().equals(task.by()) && !t.name().equals(task.name()));
    }

    private void branches(Paper paper, List<Line> into, String indent, List<Task> tasks) {
        for (var i = 0; i < tasks.size(); i++) {
            var task = tasks.get(i);
            var last = i == tasks.size() - 1;
            into.add(new Line(
                    indent + (last ? paper.sign("└─ ", "`- ") : paper.sign("├─ ", "|- ")),
                    shortName(task.name()),
                    task.at().state(),
                    Times.print(task.age()),
                    task.at().on(),
                    "#" + task.id() + (task.virtual() ? "" : " platform")));
            var below = indent + (last ? "   " : paper.sign("│  ", "|  "));
            for (var words : holds(task.holds())) {
                into.add(new Line(below + "   ", words, "", "", "", ""));
            }
            var children = scope.beside().stream()
                    .filter(t -> t.by().equals(task.name()) && !t.name().equals(task.name()))
                    .toList();
            branches(paper, into, below, children);
        }
    }

    private String shortName(String name) {
        return name.startsWith(scope.name() + "/") ? name.substring(scope.name().length() + 1) : name;
    }

    /** What is open, each by name, of many of a kind the number. */
    private static List<String> holds(List<LedgerLine> open) {
        var byKind =
                open.stream().collect(Collectors.groupingBy(LedgerLine::kind, LinkedHashMap::new, Collectors.toList()));
        var words = new ArrayList<String>();
        byKind.forEach((kind, lines) -> {
            if (lines.size() > FEW) {
                words.add(lines.size() + " " + kind + "s");
            } else {
                lines.forEach(l -> words.add(l.name().startsWith(kind) ? l.name() : kind + " " + l.name()));
            }
        });
        return words;
    }

    private List<LedgerLine> orphans() {
        var alive = Stream.concat(scope.tasks().stream(), scope.beside().stream())
                .map(Task::name)
                .toList();
        return ledger.stream()
                .filter(l -> !l.kind().equals("task") && !l.kind().equals("thread"))
                .filter(l -> !alive.contains(l.by()))
                .toList();
    }

    /** What the thread is at gives way where the paper is narrow: it is the longest, and its end says least. */
    private static String aligned(Paper paper, Line line, int[] widths) {
        if (line.state.isEmpty()) {
            return line.stem + paper.paint(Tone.DIM, line.name);
        }
        var tone = line.state.equals("running") ? Tone.GOOD : line.state.equals("blocked") ? Tone.WARN : Tone.PLAIN;
        var room = paper.columns() - 1 - Arrays.stream(widths).sum() - line.thread.length() - 4 * GAP.length();
        return line.stem
                + paper.paint(Tone.NAME, line.name)
                + " ".repeat(widths[0] - line.stem.length() - line.name.length())
                + GAP
                + paper.paint(tone, line.state)
                + " ".repeat(widths[1] - line.state.length())
                + GAP
                + " ".repeat(widths[2] - line.age.length())
                + line.age
                + GAP
                + cut(line.at, Math.max(LEAST, room))
                + GAP
                + paper.paint(Tone.DIM, line.thread);
    }

    private static String cut(String words, int room) {
        return words.length() <= room ? words : words.substring(0, room - 2) + "..";
    }

    @Override
    public JsonNode json() {
        var node =
                JsonNodeFactory.instance.objectNode().put("name", scope.name()).put("state", state);
        tasks(node.putArray("tasks"), scope.tasks());
        tasks(node.putArray("beside"), scope.beside());
        var held = node.putArray("held");
        scope.held()
                .forEach(h -> held.addObject()
                        .put("name", h.name())
                        .put("rung", h.rung().name().toLowerCase(Locale.ROOT))
                        .put("state", h.state()));
        return node;
    }

    private static void tasks(ArrayNode into, List<Task> tasks) {
        for (var task : tasks) {
            var holds = into.addObject()
                    .put("name", task.name())
                    .put("thread", task.id())
                    .put("virtual", task.virtual())
                    .put("age_ms", task.age().toMillis())
                    .put("state", task.at().state())
                    .put("at", task.at().on())
                    .put("started_by", task.by())
                    .putArray("holds");
            task.holds().forEach(l -> holds.add(l.kind() + " " + l.name()));
        }
    }
}
