package trysail.command;

import static trysail.picture.Table.mark;
import static trysail.picture.Table.maybe;
import static trysail.picture.Table.money;
import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.Command;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.View;
import trysail.session.Session;
import trysail.words.Durations;

/** {@code sessions}: all of them on one page. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        header = "Lists the sessions of this process: state, age, venue, orders, data age, p&l.")
public final class SessionsCommand extends ViewCommand {
    SessionsCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() {
        var table = new Table(
                "no session here: start paper 60s",
                "=current",
                "session",
                "state",
                "age=age_ms",
                "venue",
                "orders",
                "fills",
                "data age=data_age_ms",
                "p&l=pnl");
        var current = helm.current().map(Session::name).orElse("");
        for (var session : helm.known()) {
            var now = session.snapshot();
            table.row(
                    mark("*", session.name().equals(current)),
                    word(session.name()).in(Paper.Tone.NAME),
                    word(now.state().text()),
                    number(millis(now.age()), Durations.print(whole(now.age()))),
                    word(session.spec().venue()),
                    number(now.working()),
                    number(now.fills()),
                    maybe(now.dataAge(), a -> number(millis(a), "%.1fs".formatted(a.toMillis() / 1_000.0))),
                    money(now.pnl()));
        }
        return table;
    }

    private static BigDecimal millis(Duration d) {
        return BigDecimal.valueOf(d.toMillis());
    }

    private static Duration whole(Duration d) {
        return Duration.ofSeconds(d.toSeconds());
    }
}
