package trysail;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: a room uses rooms on lower floors only, and what is dangerous has one door. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("trysail");

    /** A room uses rooms on lower floors only. Floors in tenths, so that a room may be put between two others. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("model", 0),
            Map.entry("machine", -1),
            Map.entry("scope", 0),
            Map.entry("json", 5),
            Map.entry("words", 5),
            Map.entry("disk", 6),
            Map.entry("log", 7),
            Map.entry("stream", 5),
            Map.entry("fault", 5),
            Map.entry("schedule", 5),
            Map.entry("process", 6),
            Map.entry("provider", 8),
            Map.entry("exchange", 10),
            Map.entry("strategy", 10),
            Map.entry("risk", 10),
            Map.entry("matching", 10),
            Map.entry("journal", 10),
            Map.entry("recording", 10),
            Map.entry("wire", 10),
            Map.entry("wire.ws", 15),
            Map.entry("wire.rest", 15),
            Map.entry("feed", 18),
            Map.entry("order", 20),
            Map.entry("coordinator", 20),
            Map.entry("story", 20),
            Map.entry("view", 20),
            Map.entry("receipt", 20),
            Map.entry("look", 25),
            Map.entry("listen", 26),
            Map.entry("simulator.candle", 20),
            Map.entry("simulator.record", 20),
            Map.entry("simulator.network", 21),
            Map.entry("simulator.play", 22),
            Map.entry("simulator.source", 23),
            Map.entry("simulator.fault", 24),
            Map.entry("simulator.desk", 25),
            Map.entry("simulator.host", 26),
            Map.entry("simulator.binance.capture", 29),
            Map.entry("simulator.binance.call", 30),
            Map.entry("simulator.binance.market", 31),
            Map.entry("simulator.binance.trade", 32),
            Map.entry("simulator.binance", 33),
            Map.entry("simulator", 35),
            Map.entry("venue.paper", 36),
            Map.entry("venue.binance.account", 35),
            Map.entry("venue.binance.algo", 35),
            Map.entry("venue.binance", 36),
            Map.entry("venue", 38),
            Map.entry("live", 39),
            Map.entry("owner", 39),
            Map.entry("upkeep", 39),
            Map.entry("recon", 39),
            Map.entry("session", 40),
            Map.entry("script", 50),
            Map.entry("storm", 50),
            Map.entry("demo", 50),
            Map.entry("doctor", 50),
            Map.entry("picture", 51),
            Map.entry("console", 52),
            Map.entry("helm", 53),
            Map.entry("past", 54),
            Map.entry("launch", 54),
            Map.entry("command.view", 54),
            Map.entry("command", 55),
            Map.entry("hand", 56),
            Map.entry("repl", 60),
            Map.entry("", 70));

    private static String room(JavaClass type) {
        var name = type.getPackageName();
        return name.equals("trysail") ? "" : name.substring("trysail.".length());
    }

    private static boolean ours(JavaClass type) {
        return type.getPackageName().equals("trysail") || type.getPackageName().startsWith("trysail.");
    }

    @Test
    void everyRoomHasAFloorAndEveryFloorARoom() {
        assertThat(HOUSE.stream().map(ArchitectureTest::room).distinct())
                .containsExactlyInAnyOrderElementsOf(FLOORS.keySet());
    }

    @Test
    void roomsUseLowerFloorsOnly() {
        var wrong = new TreeSet<String>();
        var ways = new TreeSet<String>();
        for (var type : HOUSE) {
            for (var use : type.getDirectDependenciesFromSelf()) {
                var target = use.getTargetClass().getBaseComponentType();
                if (ours(target) && !room(target).equals(room(type))) {
                    ways.add(room(type) + " -> " + room(target));
                    if (FLOORS.getOrDefault(room(target), 0) >= FLOORS.getOrDefault(room(type), 99)) {
                        wrong.add(use.getDescription());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(ways.size()).as("ways down that were looked at").isGreaterThan(100);
    }

    @Test
    void onlyScopeReadsTheClockOrSleeps() {
        holds(noClasses()
                .that(outside("trysail.scope"))
                .should()
                .callCodeUnitWhere(calls(
                        "java.lang.System.nanoTime",
                        "java.lang.System.currentTimeMillis",
                        "java.time.Instant.now",
                        "java.time.LocalDateTime.now",
                        "java.time.ZonedDateTime.now",
                        "java.time.Clock.systemUTC",
                        "java.lang.Thread.sleep",
                        "java.util.concurrent.TimeUnit.sleep"))
                .as("time comes through SessionClock"));
    }

    /** What a storm goes through waits by its clock: the machine's would not pass there, or pass for real. */
    @Test
    void sessionsWaitByTheirClock() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(
                        "trysail.session",
                        "trysail.coordinator",
                        "trysail.order",
                        "trysail.risk",
                        "trysail.journal",
                        "trysail.disk",
                        "trysail.log",
                        "trysail.stream",
                        "trysail.strategy",
                        "trysail.exchange",
                        "trysail.feed",
                        "trysail.wire..",
                        "trysail.venue..")
                .should()
                .callCodeUnitWhere(
                        timed("get", "tryLock", "await", "awaitNanos", "poll", "offer", "tryAcquire", "join"))
                .as("waits go through SessionClock"));
    }

    private static DescribedPredicate<JavaAccess<?>> timed(String... methods) {
        var names = Set.of(methods);
        return DescribedPredicate.describe("wait by the machine's time", access -> {
            var target = access.getTarget();
            return target instanceof CodeUnitCallTarget called
                    && names.contains(target.getName())
                    && target.getOwner().getPackageName().startsWith("java.util.concurrent")
                    && called.getRawParameterTypes().stream().anyMatch(t -> t.isEquivalentTo(long.class));
        });
    }

    @Test
    void onlyScopeStartsThreads() {
        holds(noClasses()
                .that(outside("trysail.scope"))
                .should()
                .callCodeUnitWhere(calls(
                        "java.lang.Thread.<init>",
                        "java.lang.Thread.start",
                        "java.lang.Thread.ofVirtual",
                        "java.lang.Thread.ofPlatform",
                        "java.lang.Thread.startVirtualThread",
                        "java.util.Timer.<init>",
                        "java.util.concurrent.CompletableFuture.supplyAsync",
                        "java.util.concurrent.CompletableFuture.runAsync"))
                .orShould()
                .dependOnClassesThat(type("java.util.concurrent.Executors"))
                .orShould()
                .dependOnClassesThat(type("java.util.concurrent.ForkJoinPool"))
                .as("threads come through SessionContext"));
    }

    @Test
    void onlyTheScopesDoorTouchesThePreview() {
        holds(noClasses()
                .that(outside("trysail.scope"))
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.concurrent")
                        .and(named("StructuredTaskScope").or(named("StructureViolationException"))))
                .orShould()
                .dependOnClassesThat(type("java.lang.ScopedValue")));
        holds(noClasses()
                .that()
                .haveNameNotMatching("trysail\\.scope\\.ScopeDoor.*")
                .should()
                .dependOnClassesThat(named("StructuredTaskScope")));
    }

    @Test
    void eachVendorHasOneDoor() {
        door("org.knowm.xchange", "trysail.venue.*");
        door("si.mazi.rescu", "trysail.venue.*", "trysail.wire.rest");
        door("org.java_websocket", "trysail.wire.ws", "trysail.simulator.host");
        door("java.sql", "trysail.journal");
        door("org.sqlite", "trysail.disk"); // its library; the rest is found by java.sql
        door("com.sun.net.httpserver", "trysail.simulator.host", "trysail.simulator.network");
        door("picocli", "trysail.command", "trysail.command.view", "trysail.launch", "trysail.helm", "trysail.past");
        door("org.jline", "trysail.repl");
        door("java.net.http");
    }

    /** What became public when the rooms were cut is for those who build on it. */
    @Test
    void theWireIsForVenuesAndTheFeedIsToo() {
        door(
                "trysail.wire",
                "trysail.wire",
                "trysail.wire.*",
                "trysail.feed",
                "trysail.venue.*",
                "trysail.simulator.host", // the same draft at the other end
                "trysail.simulator.network", // the wire in memory
                "trysail.session"); // asks whether an address in memory is known
        door("trysail.feed", "trysail.feed", "trysail.venue.*");
    }

    /** What the simulator's rooms show to the rest of the house; each is used there. */
    private static final Set<String> SHOWN_BY_THE_SIMULATOR = Set.of(
            "desk.AccountKeys",
            "desk.FeeAsset",
            "host.HostDialect",
            "host.Protocol",
            "network.SimulatedWire",
            "network.Weather",
            "play.Speed",
            "record.VenueRecord",
            "source.FeedSpec");

    @Test
    void theSimulatorsRoomsAreItsOwn() {
        var used = new TreeSet<String>();
        for (var type : HOUSE) {
            for (var use : type.getDirectDependenciesFromSelf()) {
                var target = use.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("trysail.simulator.")
                        && !type.getPackageName().startsWith("trysail.simulator")) {
                    used.add(target.getName()
                            .substring("trysail.simulator.".length())
                            .replaceFirst("\\$.*", ""));
                }
            }
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(SHOWN_BY_THE_SIMULATOR);
    }

    private static void door(String vendor, String... rooms) {
        for (var room : rooms) {
            assertThat(HOUSE.stream().filter(inside(room)).anyMatch(t -> uses(t, vendor)))
                    .as(room + " uses " + vendor)
                    .isTrue();
        }
        var rule =
                rooms.length == 0 ? noClasses().that(inTheHouse()) : noClasses().that(outside(rooms));
        holds(rule.should()
                .dependOnClassesThat(resideInAnyPackage(vendor + "..").as(vendor))
                .as(vendor + " has one door: " + Stream.of(rooms).collect(joining(", "))));
    }

    @Test
    void theWordsKnowNothingButTheJdk() {
        holds(noClasses()
                .that()
                .resideInAPackage("trysail.model")
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("are of another room or library") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.getPackageName().startsWith("java.")
                                && !type.getPackageName().startsWith("org.jspecify.")
                                && !type.getPackageName().equals("trysail.model")
                                && !type.isPrimitive()
                                && !type.isArray();
                    }
                }));
    }

    @Test
    void theOrderPathKnowsNoDouble() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(
                        "trysail.model",
                        "trysail.risk",
                        "trysail.strategy",
                        "trysail.coordinator",
                        "trysail.order",
                        "trysail.matching")
                .should()
                .callCodeUnitWhere(calls("java.math.BigDecimal.doubleValue", "java.math.BigDecimal.floatValue"))
                .orShould()
                .dependOnClassesThat(type("java.lang.Double")));
    }

    private static void holds(ArchRule rule) {
        rule.check(HOUSE);
    }

    private static DescribedPredicate<JavaClass> inTheHouse() {
        return DescribedPredicate.describe("the house", ArchitectureTest::ours);
    }

    private static DescribedPredicate<JavaClass> outside(String... rooms) {
        return DescribedPredicate.describe(
                "outside " + String.join(", ", rooms),
                type -> ours(type) && Stream.of(rooms).noneMatch(r -> inside(r).test(type)));
    }

    /** Of this room; of those below it, where it ends in a star. */
    private static DescribedPredicate<JavaClass> inside(String room) {
        return DescribedPredicate.describe(
                "inside " + room,
                type -> room.endsWith(".*")
                        ? type.getPackageName().startsWith(room.substring(0, room.length() - 1))
                        : type.getPackageName().equals(room));
    }

    private static boolean uses(JavaClass type, String vendor) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
                .anyMatch(name -> name.equals(vendor) || name.startsWith(vendor + "."));
    }

    private static DescribedPredicate<JavaClass> type(String name) {
        return DescribedPredicate.describe(name, t -> t.getName().equals(name));
    }

    private static DescribedPredicate<JavaClass> named(String simpleName) {
        return DescribedPredicate.describe(
                simpleName, t -> t.getName().matches("java\\.util\\.concurrent\\." + simpleName + "(\\$.*)?"));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String... methods) {
        var names = Set.of(methods);
        return DescribedPredicate.describe("call " + String.join(", ", methods), access -> {
            var target = access.getTarget();
            return target instanceof CodeUnitCallTarget
                    && names.contains(target.getOwner().getName() + "." + target.getName());
        });
    }
}
