package trysail.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import trysail.demo.Point.Check;

/** The seventeen. */
final class Points {
    /** The whole stop's deadline, and what the end may take beyond it. */
    private static final double STOP_MS = 5_250;
    /** From the signal to the end of the process: its last word may take half a second, its JVM some more. */
    private static final long EXIT_MS = 6_500;

    static final String END = "normal end";
    static final String AGAIN = "run again";
    static final String FAILURE = "task that fails";
    static final String INTERRUPT = "Ctrl+C";
    static final String FIVE = "five stops at once";
    static final String MUTE = "mute venue";
    static final String STUCK = "venue that hangs";
    static final String LIVES_ON = "two in one process";

    static final List<Point> ALL = List.of(
            Point.in(END, "a session that reaches its duration exits with 0", s -> ended(s, 0, "duration reached")),
            Point.in(FAILURE, "a task that fails exits with 1", s -> ended(s, 1, "failed: ")),
            Point.in(INTERRUPT, "Ctrl+C exits with 130", s -> ended(s, 130, "SIGINT")),
            Point.in(FIVE, "SIGTERM exits with 143", s -> ended(s, 143, "SIGTERM")),
            Point.in(FIVE, "five stops at once are one stop", Points::oneStop),
            Point.in(FAILURE, "the failure is named and all rungs run after it", Points::cleanedUpAfterFailure),
            Point.in(LIVES_ON, "exchange clients close", Points::clientsClose),
            Point.in(LIVES_ON, "streams stop", Points::streamsStop),
            Point.in(LIVES_ON, "the coordinator stops: no order after it", Points::coordinatorStops),
            Point.in(LIVES_ON, "tasks are cancelled and joined", Points::tasksEnd),
            Point.in(LIVES_ON, "the journal is synced and its files are closed", Points::journalCloses),
            new Point(
                    "no order is left working at the venue",
                    List.of(END, INTERRUPT, FIVE, MUTE, LIVES_ON),
                    Points::nothingWorks),
            new Point(
                    "the receipt agrees with the venue, order by order",
                    List.of(END, INTERRUPT, FIVE, MUTE, LIVES_ON),
                    Points::receiptsAgree),
            Point.in(MUTE, "a mute venue cannot hold the stop", Points::muteVenue),
            Point.in(STUCK, "the clean-up goes on after a rung that hangs", Points::goesOn),
            Point.in(STUCK, "what is not known is named, and exits with 3", Points::unknownIsNamed),
            new Point(
                    "the next session starts at once, here and in a new process",
                    List.of(AGAIN, LIVES_ON),
                    Points::startsAgain));

    private Points() {}

    private static Check ended(Seen s, int code, String reason) {
        var said = s.receipt().path("reason").asText();
        return Check.of(
                s.exitCode() == code
                        && s.receipt().path("exit_code").asInt(-1) == code
                        && said.startsWith(reason)
                        && s.left() == 0,
                "exit " + s.exitCode() + ", receipt: " + brief(said) + ", " + left(s) + " left");
    }

    private static String left(Seen s) {
        return s.left() < 0 ? "no receipt says what is" : Integer.toString(s.left());
    }

    private static String brief(String text) {
        return text.isEmpty() ? "none" : text.length() > 70 ? text.substring(0, 67) + "..." : text;
    }

    private static Check oneStop(Seen s) {
        var orders = s.receipt().path("orders").size();
        if (orders == 0 && s.receipts().size() == 1) {
            return Check.notShown("no order was working when the signals came");
        }
        var done = rungs(s).filter(Points::isDone).count();
        return Check.of(
                s.receipts().size() == 1 && s.venue().deletes() <= orders && done == rungs(s).count() && done > 0,
                "%d receipt, %d rungs done, %d cancels at the venue since the first signal, for %d orders"
                        .formatted(s.receipts().size(), done, s.venue().deletes(), orders));
    }

    private static Check cleanedUpAfterFailure(Seen s) {
        var errors = s.receipt().path("errors");
        var done = rungs(s).filter(Points::isDone).count();
        return Check.of(
                errors.size() > 0
                        && done == rungs(s).count()
                        && done > 0
                        && s.left() == 0
                        && s.venue().streams() > 0
                        && s.venue().open() == 0,
                "%s; %d rungs done, %d of %d streams open at the venue"
                        .formatted(
                                brief(errors.path(0).asText()),
                                done,
                                s.venue().open(),
                                s.venue().streams()));
    }

    private static Stream<JsonNode> rungs(Seen s) {
        return StreamSupport.stream(s.receipt().path("rungs").spliterator(), false);
    }

    private static boolean isDone(JsonNode rung) {
        return rung.path("outcome").asText().equals("done");
    }

    private interface Count {
        int of(Seen.Look look);
    }

    /** Something was there while it ran and is gone after its stop, in a process that lives on. */
    private static Check went(Seen s, String what, Count count) {
        if (s.looks().size() < 2) {
            return Check.notShown("not looked at from outside");
        }
        var before = count.of(s.looks().get(0));
        var after = count.of(s.looks().get(1));
        var words = "%s: %d while it ran, %d after".formatted(what, before, after);
        return before < 0
                ? Check.of(s.left() == 0, "this system does not tell; by the receipt " + left(s) + " left")
                : before == 0 && after == 0 ? Check.notShown(words) : Check.of(after == 0, words);
    }

    private static Check clientsClose(Seen s) {
        if (s.looks().size() < 2) {
            return Check.notShown("not looked at from outside");
        }
        var before = s.looks().get(0);
        var after = s.looks().get(1);
        return Check.of(
                before.requests() > 0 && after.requests() == 0 && after.rest() <= 0 && s.rungDone("clients"),
                "%d REST requests until a look while it ran, %d after its receipt; %s; %s"
                        .formatted(
                                before.requests(),
                                after.requests(),
                                after.rest() < 0 ? "sockets not told" : after.rest() + " sockets to it",
                                detail(s, "clients")));
    }

    private static String detail(Seen s, String rung) {
        return s.rung(rung).map(r -> "rung: " + r.path("detail").asText()).orElse("no such rung");
    }

    private static Check streamsStop(Seen s) {
        var went = went(s, "WebSocket sockets", Seen.Look::streams);
        if (went.verdict() == Demo.Verdict.NOT_SHOWN) {
            return went;
        }
        return Check.of(
                went.held() && s.venue().streams() > 0 && s.venue().open() == 0,
                went.observed() + "; at the venue " + s.venue().open() + " of "
                        + s.venue().streams() + " open");
    }

    private static Check coordinatorStops(Seen s) {
        if (s.looks().size() < 2) {
            return Check.notShown("not looked at from outside");
        }
        var before = s.looks().get(0);
        var after = s.looks().get(1);
        if (!before.has("coordinator")) {
            return Check.notShown("no coordinator in the thread dump while it ran");
        }
        return Check.of(
                !after.has("coordinator") && after.orders() == 0,
                "in the thread dump %s while it ran, %s after; %d orders came after its receipt"
                        .formatted(there(before.has("coordinator")), there(after.has("coordinator")), after.orders()));
    }

    private static String there(boolean there) {
        return there ? "there" : "gone";
    }

    private static Check tasksEnd(Seen s) {
        if (s.looks().size() < 2) {
            return Check.notShown("not looked at from outside");
        }
        var before = s.looks().get(0).tasks();
        var after = s.looks().get(1).tasks();
        if (before.isEmpty()) {
            return Check.notShown("no task in the thread dump while it ran");
        }
        return Check.of(
                before.size() >= 5 && after.isEmpty() && s.rungDone("tasks"),
                "%d threads while it ran, %d after; %s".formatted(before.size(), after.size(), detail(s, "tasks")));
    }

    private static Check journalCloses(Seen s) {
        var went = went(s, "its files", Seen.Look::files);
        if (went.verdict() == Demo.Verdict.NOT_SHOWN) {
            return went;
        }
        return Check.of(went.held() && s.rungDone("journal"), went.observed() + "; " + detail(s, "journal"));
    }

    private static Check nothingWorks(List<Seen> all) {
        var sent = all.stream().mapToInt(s -> s.venue().orders().size()).sum();
        var working = all.stream().mapToLong(s -> s.venue().working()).sum();
        var words = "of %d orders sent in %d processes the venue has %d working".formatted(sent, all.size(), working);
        var idle = all.stream().anyMatch(s -> s.venue().orders().isEmpty());
        return idle && working == 0 ? Check.notShown(words + "; one sent none") : Check.of(working == 0, words);
    }

    private static Check receiptsAgree(List<Seen> all) {
        var told = 0;
        var wrong = new ArrayList<String>();
        for (var seen : all) {
            for (var receipt : seen.receipts()) {
                for (var order : receipt.path("orders")) {
                    told++;
                    var id = order.path("client_id").asText();
                    var fate = order.path("fate").asText();
                    var state =
                            seen.venue().order(id).map(Seen.OrderThere::state).orElse("never seen");
                    if (!agree(fate, state)) {
                        wrong.add(id + " " + fate + " but " + state);
                    }
                }
            }
        }
        if (told == 0) {
            return Check.notShown("no receipt told of an order");
        }
        return Check.of(
                wrong.isEmpty(),
                told + " orders told of, " + (wrong.isEmpty() ? "all as the venue has them" : "not: " + wrong));
    }

    private static boolean agree(String fate, String state) {
        return switch (fate) {
            case "cancelled", "partly_filled_then_cancelled" -> state.equals("CANCELLED");
            case "filled" -> state.equals("FILLED");
            case "rejected" -> state.equals("REJECTED") || state.equals("never seen");
            default -> false;
        };
    }

    private static Check muteVenue(Seen s) {
        var ended = ended(s, 130, "SIGINT");
        return Check.of(
                ended.held() && stopMs(s) > 0 && inTime(s),
                ended.observed() + ", stopped in " + Math.round(stopMs(s)) + " ms, gone after "
                        + s.toExit().toMillis() + stalled(s) + ", "
                        + s.venue().open() + " of " + s.venue().streams() + " streams open at the venue");
    }

    /** By the session's own clock, and by ours; what the machine stalled for is not the session's. */
    private static boolean inTime(Seen s) {
        var stalled = s.stalled().toMillis();
        return stopMs(s) <= STOP_MS + stalled && s.toExit().toMillis() <= EXIT_MS + stalled;
    }

    private static String stalled(Seen s) {
        var stalled = s.stalled().toMillis();
        return stalled == 0 ? "" : " (the machine stalled for " + stalled + " ms of it)";
    }

    private static double stopMs(Seen s) {
        return s.receipt().path("stop_ms").asDouble();
    }

    private static Check goesOn(Seen s) {
        var orders = s.rung("orders").map(r -> r.path("outcome").asText()).orElse("none");
        if (nothingHung(s)) {
            return Check.notShown("no order was working when the stop came: nothing could hang");
        }
        var after = List.of("streams", "clients", "journal");
        return Check.of(
                !orders.equals("done")
                        && !orders.equals("none")
                        && after.stream().allMatch(s::rungDone)
                        && inTime(s),
                "orders %s; %s; the whole stop %d ms, the process gone after %d%s"
                        .formatted(
                                orders,
                                after.stream()
                                        .map(r -> r + " " + (s.rungDone(r) ? "done" : "not done"))
                                        .collect(Collectors.joining(", ")),
                                Math.round(stopMs(s)),
                                s.toExit().toMillis(),
                                stalled(s)));
    }

    private static boolean nothingHung(Seen s) {
        return s.receipts().size() == 1 && s.receipt().path("orders").isEmpty();
    }

    private static Check unknownIsNamed(Seen s) {
        if (nothingHung(s)) {
            return Check.notShown("no order was working when the stop came: nothing could be unknown");
        }
        var named = s.receipt().path("left").path("orders").asInt();
        return Check.of(
                s.exitCode() == 3
                        && named > 0
                        && s.receipt().path("left").path("names").size() >= named,
                "exit %d, %d orders named as unknown".formatted(s.exitCode(), named));
    }

    private static Check startsAgain(List<Seen> all) {
        var process = all.get(0);
        var same = all.get(1);
        var last = same.looks().isEmpty() ? -1 : same.looks().getLast().rest();
        if (process.exitCode() == 0 && process.venue().orders().isEmpty()) {
            return Check.notShown("the new process did not come to trading");
        }
        return Check.of(
                process.exitCode() == 0
                        && same.exitCode() == 0
                        && same.receipts().size() == 2
                        && same.receipts().stream()
                                .allMatch(r -> r.path("exit_code").asInt(-1) == 0)
                        && last <= 0,
                String.format(
                        Locale.ROOT,
                        "a new process: exit %d, %d orders; the same process: %d sessions, exit %d",
                        process.exitCode(),
                        process.venue().orders().size(),
                        same.receipts().size(),
                        same.exitCode()));
    }
}
