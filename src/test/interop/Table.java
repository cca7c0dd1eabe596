import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Makes one table of what the clients' checklists said, and judges it: Table FOLDER SETTLED CLIENT… */
public final class Table {
    private static final String NOT_INSTALLED = "not installed";

    /** What the two halves of one library leave to each other. */
    private static final List<String> HALVES = List.of("ccxt", "ccxt.pro");

    private record Said(String state, String why) {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        var settled = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(Path.of(args[1]))) {
            var parts = line.split("\t");
            if (!line.startsWith("#") && parts.length == 3) {
                settled.put(parts[0] + "\t" + parts[1], parts[2]);
            }
        }
        var clients = List.of(args).subList(2, args.length);
        Map<String, Map<String, Said>> all = new LinkedHashMap<>();
        var checks = new LinkedHashSet<String>();
        for (var client : clients) {
            var said = new LinkedHashMap<String, Said>();
            for (var line : Files.readAllLines(folder.resolve(client + ".said"))) {
                var parts = line.split("\t", -1);
                said.put(parts[1], new Said(parts[2], parts.length > 3 ? parts[3] : ""));
                checks.add(parts[1]);
            }
            all.put(client, said);
        }
        var notes = new ArrayList<String>();
        var failures = new ArrayList<String>();
        var passed = 0;
        var failed = 0;
        var text = new StringBuilder("%-20s".formatted("check"));
        clients.forEach(client -> text.append(" %-14s".formatted(client)));
        text.append('\n');
        for (var check : checks) {
            text.append("%-20s".formatted(check));
            for (var client : clients) {
                var said = all.get(client).getOrDefault(check, new Said(NOT_INSTALLED, ""));
                var word = said.state();
                if (word.equals("none") && HALVES.contains(said.why())) {
                    word = "(" + said.why() + ")";
                } else if (word.equals("ok")) {
                    passed++;
                } else if (!word.equals(NOT_INSTALLED)) {
                    var document = settled.get(client + "\t" + check);
                    if (document == null) {
                        failed++;
                        word = "FAILED";
                        failures.add("FAILED " + client + ", " + check + ": " + said.why());
                    } else {
                        if (!notes.contains(document)) {
                            notes.add(document);
                        }
                        word = "- [" + (notes.indexOf(document) + 1) + "]";
                    }
                }
                text.append(" %-14s".formatted(word));
            }
            text.append('\n');
        }
        System.out.print(text.toString().replaceAll(" +\n", "\n"));
        for (var i = 0; i < notes.size(); i++) {
            System.out.println("[" + (i + 1) + "] " + notes.get(i));
        }
        failures.forEach(System.out::println);
        clients.stream()
                .filter(c -> all.get(c).isEmpty())
                .forEach(c -> System.out.println(c + " is not installed: nothing is known of it"));
        System.out.println("interop: " + passed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }
}
