package trysail.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JDK, Maven, and how this JVM was started. */
final class JavaCheck {
    private static final String LAUNCHER = "start it with scripts/trysail, or add ";
    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    private JavaCheck() {}

    static List<Finding> of(Facts facts) {
        return List.of(
                jdk(facts), maven(facts), preview(facts), carriers(facts), http(facts), archive(facts), names(facts));
    }

    /** Whether this JVM can open a file whose name is not ASCII. */
    static Finding names(Facts facts) {
        var encoding = facts.property("sun.jnu.encoding");
        return encoding.isEmpty() || encoding.toUpperCase(Locale.ROOT).startsWith("UTF")
                ? Finding.good("names of files", "any")
                : Finding.mind(
                        "names of files",
                        "those in " + encoding + " alone",
                        "others are not found: start with scripts/trysail, or export LC_ALL=C.UTF-8");
    }

    static Finding jdk(Facts facts) {
        var release = facts.property("java.specification.version");
        var what = facts.property("java.version") + " (" + facts.property("java.vendor") + "), "
                + facts.property("java.home");
        return switch (release) {
            case "25" -> Finding.good("jdk", what);
            case "21" ->
                Finding.mind(
                        "jdk", what, "21 works with more carrier threads; for 25: install it, the launcher takes it");
            default ->
                Finding.bad("jdk", what, "install a JDK 25 or 21, and start with scripts/trysail, which finds it");
        };
    }

    static Finding maven(Facts facts) {
        return onPath(facts, "mvn")
                .map(mvn -> Finding.good("maven", mvn.toString()))
                .orElseGet(() -> Finding.mind(
                        "maven", "no mvn on the PATH", "what is built runs; to build anew install Maven 3.8 or later"));
    }

    static Optional<Path> onPath(Facts facts, String program) {
        return Arrays.stream(facts.variable("PATH").split(File.pathSeparator, -1))
                .filter(d -> !d.isEmpty())
                .map(d -> Path.of(d, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Finding preview(Facts facts) {
        var missing = new ArrayList<String>();
        if (!facts.flags().contains("--enable-preview")) {
            missing.add("--enable-preview");
        }
        if (facts.flags().stream().noneMatch(f -> f.startsWith("--enable-native-access"))) {
            missing.add("--enable-native-access=ALL-UNNAMED");
        }
        return missing.isEmpty()
                ? Finding.good("jvm flags", "preview and native access are on")
                : missing.contains("--enable-preview")
                        ? Finding.bad("jvm flags", "without " + missing.getFirst(), LAUNCHER + missing)
                        : Finding.mind("jvm flags", "without " + missing.getFirst(), LAUNCHER + missing);
    }

    static Finding carriers(Facts facts) {
        var flag = "jdk.virtualThreadScheduler.parallelism";
        var set = facts.property(flag);
        var what = set.isEmpty() ? "as many as cores" : set;
        return set.matches("\\d+") && Integer.parseInt(set) >= 4
                ? Finding.good("carrier threads", what)
                : Finding.mind(
                        "carrier threads", what, LAUNCHER + "-D" + flag + "=8, so that a pinned few hold up nobody");
    }

    static Finding http(Facts facts) {
        if (!facts.property("sun.net.http.retryPost").equals("false")) {
            return Finding.mind(
                    "http",
                    "an order is sent once by the way it is sent; the JDK may send other POSTs of this process again",
                    LAUNCHER + "-Dsun.net.http.retryPost=false");
        }
        if (!facts.property("http.keepAlive").equals("false")) {
            return Finding.mind(
                    "http",
                    "a POST is sent once; idle connections are kept",
                    LAUNCHER + "-Dhttp.keepAlive=false, so that a closed session has none");
        }
        return Finding.good("http", "a POST is sent once, no idle connection is kept");
    }

    static Finding archive(Facts facts) {
        var file = facts.flags().stream()
                .filter(f -> f.startsWith(ARCHIVE))
                .map(f -> f.substring(ARCHIVE.length()))
                .findFirst();
        return file.isPresent() && Files.isReadable(Path.of(file.get()))
                ? Finding.good("class archive", file.get())
                : Finding.mind(
                        "class archive",
                        "none: a start takes some tenths of a second more",
                        "touch pom.xml and start scripts/trysail; what went wrong is in target/archive.log");
    }
}
