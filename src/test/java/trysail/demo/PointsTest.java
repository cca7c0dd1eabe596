package trysail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A point fails when what was seen is not as promised. */
class PointsTest {
    private static final List<String> TASKS =
            List.of("paper-1/account", "paper-1/coordinator", "paper-1/feed", "paper-1/health", "paper-1/order-loop");

    @Test
    void thereAreSeventeenAndAllHoldOfWhatIsAsPromised() {
        var judged = Demo.judge(promised(), Map.of());

        assertThat(judged)
                .hasSize(17)
                .allSatisfy(p -> assertThat(p.verdict())
                        .as(p.claim() + ": " + p.observed())
                        .isEqualTo(Demo.Verdict.HELD));
    }

    @Test
    void whatWasNotSeenIsNeitherHeldNorBroken() {
        var judged = Demo.judge(Map.of(), Map.of(Points.END, "the session did not get to work"));

        assertThat(judged).hasSize(17).allMatch(p -> p.verdict() == Demo.Verdict.NOT_SHOWN);
        assertThat(judged.getFirst().observed()).contains("did not get to work");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(1, Points.END, s -> exit(s, 1)),
                wrong(1, Points.END, s -> receipt(s, "duration reached", "SIGINT")),
                wrong(1, Points.END, s -> receipts(s, 0)),
                wrong(2, Points.FAILURE, s -> exit(s, 0)),
                wrong(2, Points.FAILURE, s -> receipt(s, "\"sockets\":0", "\"sockets\":1")),
                wrong(3, Points.INTERRUPT, s -> exit(s, -1)),
                wrong(4, Points.FIVE, s -> exit(s, 130)),
                wrong(5, Points.FIVE, s -> receipts(s, 2)),
                wrong(5, Points.FIVE, s -> venue(s, s.venue().orders(), 9, 0)),
                wrong(6, Points.FAILURE, s -> receipt(s, "\"errors\":[\"keys\"]", "\"errors\":[]")),
                wrong(6, Points.FAILURE, s -> venue(s, List.of(), 0, 1)),
                wrong(7, Points.LIVES_ON, s -> look(s, l -> with(l, 0, 0, 0, List.of(), 3, 0))),
                wrong(8, Points.LIVES_ON, s -> look(s, l -> with(l, 0, 1, 0, List.of(), 0, 0))),
                wrong(8, Points.LIVES_ON, s -> venue(s, s.venue().orders(), 1, 1)),
                wrong(9, Points.LIVES_ON, s -> look(s, l -> with(l, 0, 0, 0, List.of(), 0, 1))),
                wrong(9, Points.LIVES_ON, s -> look(s, l -> with(l, 0, 0, 0, TASKS, 0, 0))),
                wrong(10, Points.LIVES_ON, s -> look(s, l -> with(l, 0, 0, 0, List.of("paper-1/feed"), 0, 0))),
                wrong(11, Points.LIVES_ON, s -> look(s, l -> with(l, 0, 0, 1, List.of(), 0, 0))),
                wrong(11, Points.LIVES_ON, s -> receipt(s, rung("journal", "done"), rung("journal", "failed"))),
                wrong(12, Points.MUTE, s -> venue(s, List.of(order("NEW")), 1, 0)),
                wrong(13, Points.END, s -> venue(s, List.of(order("FILLED")), 1, 0)),
                wrong(13, Points.END, s -> venue(s, List.of(), 1, 0)),
                wrong(14, Points.MUTE, s -> receipt(s, "\"stop_ms\":30.5", "\"stop_ms\":5300.0")),
                wrong(14, Points.MUTE, s -> late(s)),
                wrong(15, Points.STUCK, s -> receipt(s, rung("orders", "cut"), rung("orders", "done"))),
                wrong(15, Points.STUCK, s -> receipt(s, rung("streams", "done"), rung("streams", "skipped"))),
                wrong(16, Points.STUCK, s -> exit(s, 143)),
                wrong(16, Points.STUCK, s -> receipt(s, "\"orders\":1", "\"orders\":0")),
                wrong(17, Points.AGAIN, s -> exit(s, 2)),
                wrong(17, Points.LIVES_ON, s -> receipts(s, 1)));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("wrong")
    void aPointFailsWhenWhatItObservesIsWrong(int number, String scene, UnaryOperator<Seen> change) {
        var seen = promised();
        seen.put(scene, change.apply(seen.get(scene)));

        var judged = Demo.judge(seen, Map.of());

        assertThat(judged.get(number - 1).verdict())
                .as(judged.get(number - 1).observed())
                .isEqualTo(Demo.Verdict.BROKEN);
    }

    static Stream<Arguments> nothingToTellBy() {
        return Stream.of(
                wrong(5, Points.FIVE, PointsTest::workless),
                wrong(8, Points.LIVES_ON, s -> before(s, l -> with(l, 0, 0, 9, TASKS, 20, 0))),
                wrong(9, Points.LIVES_ON, s -> before(s, l -> with(l, 0, 2, 9, List.of(), 20, 0))),
                wrong(10, Points.LIVES_ON, s -> before(s, l -> with(l, 0, 2, 9, List.of(), 20, 0))),
                wrong(11, Points.LIVES_ON, s -> before(s, l -> with(l, 0, 2, 0, TASKS, 20, 0))),
                wrong(12, Points.END, s -> venue(s, List.of(), 0, 0)),
                wrong(15, Points.STUCK, PointsTest::workless),
                wrong(16, Points.STUCK, PointsTest::workless),
                wrong(17, Points.AGAIN, s -> venue(s, List.of(), 0, 0)));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("nothingToTellBy")
    void aPointIsNotShownWhenThereWasNothingToTellItBy(int number, String scene, UnaryOperator<Seen> change) {
        var seen = promised();
        seen.put(scene, change.apply(seen.get(scene)));

        assertThat(Demo.judge(seen, Map.of()).get(number - 1).verdict()).isEqualTo(Demo.Verdict.NOT_SHOWN);
    }

    @Test
    void whatTheMachineStalledForIsNotTheSessions() {
        var seen = promised();
        seen.computeIfPresent(Points.MUTE, (scene, s) -> stalled(late(s), Duration.ofMillis(400)));
        assertThat(Demo.judge(seen, Map.of()).get(13).verdict()).isEqualTo(Demo.Verdict.BROKEN);
        seen.computeIfPresent(Points.MUTE, (scene, s) -> stalled(s, Duration.ofMillis(600)));

        var judged = Demo.judge(seen, Map.of()).get(13);

        assertThat(judged.verdict()).isEqualTo(Demo.Verdict.HELD);
        assertThat(judged.observed()).contains("gone after 7000 (the machine stalled for 600 ms of it)");
    }

    private static Seen stalled(Seen s, Duration stalled) {
        return new Seen(s.exitCode(), s.receipts(), s.err(), s.toExit(), stalled, s.venue(), s.looks());
    }

    /** Nothing was working when it stopped. */
    private static Seen workless(Seen s) {
        var orders = s.receipt().path("orders").toString();
        return receipt(s, "\"orders\":" + orders, "\"orders\":[]");
    }

    private static Seen before(Seen s, UnaryOperator<Seen.Look> change) {
        return new Seen(
                s.exitCode(),
                s.receipts(),
                s.err(),
                s.toExit(),
                s.stalled(),
                s.venue(),
                List.of(
                        change.apply(s.looks().get(0)),
                        s.looks().get(1),
                        s.looks().get(2)));
    }

    private static Arguments wrong(int number, String scene, UnaryOperator<Seen> change) {
        return Arguments.of(number, scene, change);
    }

    /** What is seen when all is as promised. */
    private static Map<String, Seen> promised() {
        var seen = new HashMap<String, Seen>();
        seen.put(Points.END, session(0, "duration reached"));
        seen.put(Points.AGAIN, session(0, "duration reached"));
        seen.put(Points.FAILURE, receipt(session(1, "failed: keys"), "\"errors\":[]", "\"errors\":[\"keys\"]"));
        seen.put(Points.INTERRUPT, session(130, "SIGINT"));
        seen.put(Points.FIVE, session(143, "SIGTERM"));
        seen.put(Points.MUTE, session(130, "SIGINT"));
        seen.put(
                Points.STUCK,
                receipt(
                        receipt(session(3, "SIGTERM"), rung("orders", "done"), rung("orders", "cut")),
                        "\"orders\":0,\"names\":[]",
                        "\"orders\":1,\"names\":[\"q-1 unknown\"]"));
        var two = receipts(session(0, "stop requested by stop"), 2);
        seen.put(
                Points.LIVES_ON,
                new Seen(
                        two.exitCode(),
                        two.receipts(),
                        "",
                        two.toExit(),
                        two.stalled(),
                        two.venue(),
                        List.of(
                                new Seen.Look("running", 0, 2, 9, TASKS, 20, 0),
                                new Seen.Look("stopped", 0, 0, 0, List.of(), 0, 0),
                                new Seen.Look("stopped", 0, 0, 0, List.of(), 0, 0))));
        return seen;
    }

    private static Seen session(int code, String reason) {
        var receipt = """
                {"session":"paper-1","reason":"%s","exit_code":%d,"stop_ms":30.5,"rungs":[%s],\
                "orders":[{"client_id":"q-1","fate":"cancelled"}],\
                "left":{"threads":0,"sockets":0,"files":0,"orders":0,"names":[]},"errors":[]}""".formatted(
                        reason,
                        code,
                        String.join(
                                ",",
                                Stream.of("gate", "quiet", "tasks", "orders", "streams", "clients", "journal")
                                        .map(r -> rung(r, "done"))
                                        .toList()));
        return new Seen(
                code,
                List.of(Json.read(receipt)),
                "",
                Duration.ofMillis(400),
                Duration.ZERO,
                new Seen.AtVenue(List.of(order("CANCELLED")), 1, 2, 0),
                List.of());
    }

    private static String rung(String name, String outcome) {
        return "{\"name\":\"" + name + "\",\"outcome\":\"" + outcome + "\"}";
    }

    private static Seen.OrderThere order(String state) {
        return new Seen.OrderThere("q-1", state, state.equals("NEW"));
    }

    private static Seen exit(Seen s, int code) {
        return new Seen(code, s.receipts(), s.err(), s.toExit(), s.stalled(), s.venue(), s.looks());
    }

    private static Seen late(Seen s) {
        return new Seen(s.exitCode(), s.receipts(), s.err(), Duration.ofSeconds(7), s.stalled(), s.venue(), s.looks());
    }

    private static Seen receipts(Seen s, int count) {
        return new Seen(
                s.exitCode(),
                Stream.generate(s::receipt).limit(count).toList(),
                s.err(),
                s.toExit(),
                s.stalled(),
                s.venue(),
                s.looks());
    }

    private static Seen receipt(Seen s, String was, String is) {
        var text = s.receipt().toString();
        assertThat(text).contains(was);
        var changed = Json.read(text.replace(was, is));
        return new Seen(
                s.exitCode(),
                s.receipts().stream().map(r -> changed).toList(),
                s.err(),
                s.toExit(),
                s.stalled(),
                s.venue(),
                s.looks());
    }

    private static Seen venue(Seen s, List<Seen.OrderThere> orders, long deletes, int open) {
        return new Seen(
                s.exitCode(),
                s.receipts(),
                s.err(),
                s.toExit(),
                s.stalled(),
                new Seen.AtVenue(orders, deletes, 2, open),
                s.looks());
    }

    private static Seen look(Seen s, UnaryOperator<Seen.Look> change) {
        return new Seen(
                s.exitCode(),
                s.receipts(),
                s.err(),
                s.toExit(),
                s.stalled(),
                s.venue(),
                List.of(
                        s.looks().get(0),
                        change.apply(s.looks().get(1)),
                        s.looks().get(2)));
    }

    private static Seen.Look with(
            Seen.Look l, int rest, int streams, int files, List<String> tasks, long requests, long orders) {
        return new Seen.Look(l.when(), rest, streams, files, tasks, requests, orders);
    }
}
