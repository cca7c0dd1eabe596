package trysail.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.look.SessionState;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.scope.SessionClock;
import trysail.session.Reconnecting;
import trysail.session.Session;
import trysail.words.BadInput;
import trysail.words.Durations;

/** {@code reconnect}: cuts the streams and has them come back. */
@Command(
        name = "reconnect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Cuts and re-opens the market and account streams; says how long it took until data came again.",
        footer = {
            "",
            "Examples:",
            "  reconnect            the current session's streams",
            "  reconnect simulator  those of every session on that venue"
        })
final class ReconnectCommand implements Callable<Integer> {
    private static final int NOT_BACK = 1;

    private final Helm helm;

    @Parameters(index = "0", arity = "0..1", paramLabel = "VENUE", description = "default: the current session's alone")
    private String venue = "";

    @Option(names = "--within", paramLabel = "TIME", description = "how long to wait for data", defaultValue = "10s")
    private String within = "";

    @Mixin
    private JsonOption json = new JsonOption();

    ReconnectCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var deadline = SessionClock.SYSTEM.deadline(Durations.parse("--within", within));
        record Cut(Session session, Reconnecting streams) {}
        var cuts = new ArrayList<Cut>();
        for (var session : which()) {
            cuts.add(new Cut(session, session.reconnect()));
        }
        var table = new Table(
                "", "session", "venue", "market data again=market_ms", "account stream=account_ms", "outcome");
        var code = 0;
        for (var cut : cuts) {
            var back = cut.streams.await(deadline);
            table.row(
                    Table.word(cut.session.name()).in(Paper.Tone.NAME),
                    Table.word(cut.session.spec().venue()),
                    Table.maybe(back.market(), ReconnectCommand::after),
                    Table.maybe(back.account(), ReconnectCommand::after),
                    verdict(back));
            code = back.complete() ? code : NOT_BACK;
        }
        json.print(helm.console(), table);
        return code;
    }

    private List<Session> which() {
        if (venue.isEmpty()) {
            return List.of(helm.pick(""));
        }
        var running = helm.sessions().running().stream()
                .filter(s -> s.state() instanceof SessionState.Running)
                .toList();
        var there = running.stream().filter(s -> s.spec().venue().equals(venue)).toList();
        if (there.isEmpty()) {
            var venues = running.stream().map(s -> s.spec().venue()).distinct().toList();
            throw new BadInput("no session runs on venue '" + venue + "'"
                    + (venues.isEmpty() ? "" : ": they run on " + String.join(" and ", venues)));
        }
        return there;
    }

    private static Table.Cell after(Duration d) {
        return Table.number(BigDecimal.valueOf(d.toNanos(), 6).setScale(1, RoundingMode.HALF_UP), d.toMillis() + " ms");
    }

    private static Table.Cell verdict(Reconnecting.Back back) {
        if (back.complete()) {
            return Table.word("back").in(Paper.Tone.GOOD);
        }
        return back.ended()
                ? Table.word("the session ends").in(Paper.Tone.WARN)
                : Table.word("not back yet; it goes on trying").in(Paper.Tone.BAD);
    }
}
