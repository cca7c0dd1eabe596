package trysail.command;

import static trysail.picture.Table.word;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.View;
import trysail.session.Session;
import trysail.session.SessionSpec;

/** {@code venues}: where one can trade, and who does. */
@Command(
        name = "venues",
        mixinStandardHelpOptions = true,
        header = "Lists the venues: address, protocol, the sessions that trade there.")
final class VenuesCommand extends ViewCommand {
    private static final String DIALECT = "binance-usdm";

    VenuesCommand(Helm helm) {
        super(helm);
    }

    @Override
    View look() {
        var table = new Table("no venue", "venue", "dialect", "REST=rest", "WebSocket=ws", "what", "sessions");
        var running = helm.sessions().running();
        var idle = true;
        for (var venue : helm.sessions().embedded()) {
            idle = false;
            add(
                    table,
                    SessionSpec.SIMULATOR,
                    venue.rest(),
                    venue.ws(),
                    "embedded, " + venue.market(),
                    venue.sessions());
        }
        for (var elsewhere : running.stream()
                .map(Session::spec)
                .flatMap(s -> s.rest().stream())
                .distinct()
                .toList()) {
            var there = running.stream()
                    .filter(s -> s.spec().rest().equals(Optional.of(elsewhere)))
                    .toList();
            var spec = there.getFirst().spec();
            add(table, spec.venue(), elsewhere, spec.ws().orElseThrow(), "elsewhere", names(there));
        }
        if (idle) {
            table.row(
                    word(SessionSpec.SIMULATOR).in(Paper.Tone.NAME),
                    word(DIALECT),
                    Table.none(),
                    Table.none(),
                    word("embedded: opens with the first session"),
                    word(""));
        }
        add(
                table,
                SessionSpec.BINANCE,
                SessionSpec.BINANCE_REST,
                SessionSpec.BINANCE_WS,
                "live market, paper fills",
                names(running.stream()
                        .filter(s -> s.spec().venue().equals(SessionSpec.BINANCE)
                                && s.spec().rest().isEmpty())
                        .toList()));
        return table;
    }

    private static List<String> names(List<Session> sessions) {
        return sessions.stream().map(Session::name).toList();
    }

    private static void add(Table table, String name, URI rest, URI ws, String what, List<String> sessions) {
        table.row(
                word(name).in(Paper.Tone.NAME),
                word(DIALECT),
                word(rest.toString()),
                word(ws.toString()),
                word(what),
                word(String.join(" ", sessions)));
    }
}
