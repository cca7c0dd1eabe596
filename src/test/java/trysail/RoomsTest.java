package trysail;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A room can be taken in at a glance: few files, and types that do not all need each other. */
class RoomsTest {
    private static final Path SOURCES = Path.of("src/main/java/trysail");
    private static final int MOST_FILES = 20;
    private static final int MOST_IN_A_KNOT = 8;

    /**
     * Rooms that are larger than a room should be, and by how much. A number may only fall. {@code command} is a
     * dictionary: leaves of one shape that one catalogue alone imports.
     */
    private static final Map<String, Integer> LARGER = Map.of(
            "command", 69,
            "journal", 32,
            "model", 29,
            "scope", 22,
            "session", 42,
            "storm", 23,
            "venue.binance", 24);

    /** Knots that are larger than they should be, by room; a number may only fall. */
    private static final Map<String, Integer> KNOTS = Map.of();

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("trysail");

    @Test
    void aRoomHasTwentyFilesAtTheMostOrItsNumberHere() throws IOException {
        var larger = new TreeMap<String, Integer>();
        try (var files = Files.walk(SOURCES)) {
            var rooms = files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.endsWith("package-info.java"))
                    .collect(groupingBy(f -> room(SOURCES.relativize(f).getParent()), summingInt(f -> 1)));
            assertThat(rooms.size()).as("rooms found").isGreaterThan(30);
            rooms.forEach((room, count) -> {
                if (count > MOST_FILES) {
                    larger.put(room, count);
                }
            });
        }
        assertThat(larger).containsExactlyInAnyOrderEntriesOf(LARGER);
    }

    private static String room(Path folder) {
        return folder == null ? "" : folder.toString().replace('/', '.');
    }

    /**
     * Types of a room that all need each other, directly or by way of others, are read together or not at all. A sealed
     * type and its kinds count as one.
     */
    @Test
    void noKnotHasMoreThanEightTypes() {
        var larger = new TreeMap<String, Integer>();
        var rooms = new TreeMap<String, Map<String, Set<String>>>();
        for (var type : HOUSE) {
            var from = family(type);
            var uses = rooms.computeIfAbsent(type.getPackageName(), r -> new HashMap<>())
                    .computeIfAbsent(from, t -> new LinkedHashSet<>());
            for (var use : type.getDirectDependenciesFromSelf()) {
                var target = use.getTargetClass().getBaseComponentType();
                if (target.getPackageName().equals(type.getPackageName())
                        && !family(target).equals(from)) {
                    uses.add(family(target));
                }
            }
        }
        assertThat(rooms.size()).as("rooms found").isGreaterThan(30);
        rooms.forEach((room, graph) -> {
            var largest =
                    knots(graph).stream().max((a, b) -> a.size() - b.size()).orElse(Set.of());
            if (largest.size() > MOST_IN_A_KNOT) {
                larger.put(room + " " + largest, largest.size());
            }
        });
        assertThat(larger.keySet())
                .as("knots of more than eight")
                .allSatisfy(k -> assertThat(KNOTS).containsKey(k.substring(0, k.indexOf(' '))));
        var found = new TreeMap<String, Integer>();
        larger.forEach((k, size) -> found.put(k.substring(0, k.indexOf(' ')), size));
        assertThat(found).containsExactlyInAnyOrderEntriesOf(KNOTS);
    }

    /** The outermost type; of a kind of a sealed type of the same room, that type. */
    private static String family(JavaClass type) {
        var outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        for (var parent : outer.getRawInterfaces()) {
            if (parent.getPackageName().equals(outer.getPackageName())
                    && parent.reflect().isSealed()) {
                return family(parent);
            }
        }
        return outer.getSimpleName();
    }

    /** Strongly connected types, by Tarjan's algorithm. */
    private static List<Set<String>> knots(Map<String, Set<String>> graph) {
        var found = new ArrayList<Set<String>>();
        var index = new HashMap<String, Integer>();
        var low = new HashMap<String, Integer>();
        Deque<String> open = new ArrayDeque<>();
        var isOpen = new HashSet<String>();
        for (var type : new TreeSet<>(graph.keySet())) {
            if (!index.containsKey(type)) {
                visit(type, graph, index, low, open, isOpen, found);
            }
        }
        return found;
    }

    private static void visit(
            String type,
            Map<String, Set<String>> graph,
            Map<String, Integer> index,
            Map<String, Integer> low,
            Deque<String> open,
            Set<String> isOpen,
            List<Set<String>> found) {
        index.put(type, index.size());
        low.put(type, index.get(type));
        open.push(type);
        isOpen.add(type);
        for (var next : graph.getOrDefault(type, Set.of())) {
            if (!index.containsKey(next)) {
                visit(next, graph, index, low, open, isOpen, found);
                low.merge(type, low.get(next), Math::min);
            } else if (isOpen.contains(next)) {
                low.merge(type, index.get(next), Math::min);
            }
        }
        if (low.get(type).equals(index.get(type))) {
            var knot = new TreeSet<String>();
            var member = "";
            do {
                member = open.pop();
                isOpen.remove(member);
                knot.add(member);
            } while (!member.equals(type));
            found.add(knot);
        }
    }
}
