package trysail.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.CommonOptions;
import trysail.helm.Helm;
import trysail.past.Days;
import trysail.past.Since;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.scope.SessionClock;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.words.BadInput;
import trysail.words.Durations;
import trysail.words.Nearest;

/** {@code history}: past sessions and how they ended; {@code history paper-7}: one's receipt. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists past sessions and how they ended, or prints one's receipt; with --json receipts, one a line.",
        footerHeading = "%nExamples:%n",
        footer = {"  history --last 5", "  history --since 7d", "  history --since 2026-11-30 --json", "  history paper-7"})
final class HistoryCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALL = 100_000;
    private static final int USUAL = 20;

    private final Helm helm;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SESSION", description = "the one whose receipt to print")
    private String name = "";

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "how many, the latest; default: 20, with --since all")
    private Optional<Integer> last = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "those that began since then, a line a day and their sum: 7d, 2026-11-30 (UTC)")
    private String since = "";

    @Mixin
    private CommonOptions common = new CommonOptions();

    HistoryCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (last.filter(n -> n < 1).isPresent()) {
            throw new BadInput("--last " + last.get() + " must be at least 1");
        }
        var from = since.isEmpty() ? Instant.EPOCH : Since.read(since, SessionClock.SYSTEM.now());
        var most = name.isEmpty() && since.isEmpty() ? last.orElse(USUAL) : ALL;
        var all = helm.sessions().history(common.applyTo(SessionSpec.paper()).journal(), most).stream()
                .filter(p -> !p.started().isBefore(from))
                .toList();
        var past = all.subList(Math.max(0, all.size() - last.orElse(ALL)), all.size());
        if (!name.isEmpty()) {
            show(one(all));
        } else if (common.json()) {
            past.forEach(p -> p.receipt().ifPresent(r -> helm.console().print(r + "\n")));
        } else {
            var table = new Table(
                    "no session yet: start paper 60s",
                    "session",
                    "started",
                    "lasted",
                    "exit",
                    "fills",
                    "p&l",
                    "ended by");
            past.forEach(p -> row(table, p));
            helm.console().print(table.text(helm.console().paper()));
        }
        if (name.isEmpty() && !since.isEmpty()) {
            var days = new Days(past);
            helm.console()
                    .print(common.json() ? days.json() + "\n" : "\n" + days.text(helm.console().paper()));
        }
        return 0;
    }

    private Sessions.Past one(List<Sessions.Past> past) {
        return past.stream()
                .filter(p -> p.session().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("no session '" + name + "' in the logbook"
                        + Nearest.to(
                                        name,
                                        past.stream()
                                                .map(Sessions.Past::session)
                                                .toList())
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse("; see history")));
    }

    private void show(Sessions.Past past) {
        var text = common.json() ? past.receipt().map(r -> r + "\n") : past.text();
        helm.console()
                .print(text.orElseThrow(
                        () -> new BadInput(name + " has no receipt: it still runs, or its process was killed")));
    }

    private static void row(Table table, Sessions.Past past) {
        var started = Table.word(past.started().truncatedTo(ChronoUnit.SECONDS).toString());
        var session = Table.word(past.session()).in(Paper.Tone.NAME);
        var receipt = past.receipt().map(HistoryCommand::read).orElseGet(MissingNode::getInstance);
        if (receipt.isMissingNode()) {
            table.row(
                    session, started, Table.none(), Table.none(), Table.none(), Table.none(), Table.word("no receipt"));
            return;
        }
        var code = receipt.path("exit_code").asInt();
        table.row(
                session,
                started,
                Table.word(lasted(receipt)),
                Table.number(code).in(code == 0 ? Paper.Tone.PLAIN : Paper.Tone.BAD),
                receipt.path("fills").isNull()
                        ? Table.none()
                        : Table.number(receipt.path("fills").asLong()),
                receipt.path("pnl").isNull()
                        ? Table.none()
                        : Table.money(new BigDecimal(receipt.path("pnl").asText("0"))),
                Table.word(receipt.path("reason").asText()));
    }

    private static JsonNode read(String receipt) {
        try {
            return JSON.readTree(receipt);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String lasted(JsonNode receipt) {
        try {
            return Durations.print(Duration.between(
                    Instant.parse(receipt.path("started_at").asText()),
                    Instant.parse(receipt.path("stopped_at").asText())));
        } catch (DateTimeParseException e) {
            return "-";
        }
    }
}
