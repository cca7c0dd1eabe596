package trysail.command;

import static trysail.picture.Table.word;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import trysail.command.view.ViewCommand;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.helm.Helm;
import trysail.model.InstrumentKind;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.View;
import trysail.provider.Offers;
import trysail.session.Place;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.venue.Venues;

/** {@code venues}: where one can trade, and who does. */
@Command(
        name = "venues",
        mixinStandardHelpOptions = true,
        header = "Lists the venues: address, protocol, what they trade, the sessions that trade there.")
final class VenuesCommand extends ViewCommand {
    VenuesCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() {
        var table =
                new Table("no venue", "venue", "dialect", "REST=rest", "WebSocket=ws", "what", "trades", "sessions");
        var embedded = helm.sessions().embedded();
        for (var venue : embedded) {
            row(
                    table,
                    SessionSpec.SIMULATOR,
                    venue.dialect(),
                    venue.site(),
                    "embedded, " + venue.market(),
                    venue.sessions());
        }
        elsewhere().forEach((where, sessions) -> {
            row(table, where.venue, where.dialect, where.site, "elsewhere", sessions);
        });
        if (embedded.isEmpty()) {
            table.row(
                    word(SessionSpec.SIMULATOR).in(Paper.Tone.NAME),
                    word(String.join(" ", Venues.dialects())),
                    Table.none(),
                    Table.none(),
                    word("embedded: opens with the first session"),
                    Table.none(),
                    word(""));
        }
        for (var kind : Venues.all()) {
            var there = helm.sessions().running().stream()
                    .filter(s -> s.spec().place() instanceof Place.Real)
                    .filter(s -> s.spec().dialect().equals(kind))
                    .map(Session::name)
                    .toList();
            row(table, kind.word(), kind, kind.real(), "live market, paper fills; live", there);
        }
        provided(table, Venues.provided());
        return table;
    }

    /** Those of providers, those that a program gave to its sessions, and the providers that were skipped. */
    private void provided(Table table, Offers<Venue> provided) {
        for (var offer : provided.all()) {
            own(table, offer.name(), offer.about(), on(offer.name()));
        }
        helm.sessions().running().stream()
                .filter(s -> s.spec().place() instanceof Place.Own)
                .map(s -> s.spec().venue())
                .distinct()
                .filter(name -> provided.find(name).isEmpty())
                .forEach(name -> own(table, name, "a program's own", on(name)));
        provided.skipped().forEach(s -> own(table, "skipped", s.what() + ": " + s.why(), List.of()));
    }

    private List<String> on(String venue) {
        return helm.sessions().running().stream()
                .filter(s -> s.spec().place() instanceof Place.Own)
                .filter(s -> s.spec().venue().equals(venue))
                .map(Session::name)
                .toList();
    }

    private static void own(Table table, String name, String what, List<String> sessions) {
        table.row(
                word(name).in(Paper.Tone.NAME),
                Table.none(),
                Table.none(),
                Table.none(),
                word(what),
                Table.none(),
                word(String.join(" ", sessions)));
    }

    private record Elsewhere(String venue, VenueKind dialect, VenueKind.Site site) {}

    /** The servers that users named, each with the sessions on it. */
    private Map<Elsewhere, List<String>> elsewhere() {
        return helm.sessions().running().stream()
                .filter(s -> s.spec().place() instanceof Place.Elsewhere)
                .collect(Collectors.groupingBy(
                        s -> where(s.spec()),
                        LinkedHashMap::new,
                        Collectors.mapping(Session::name, Collectors.toList())));
    }

    private static Elsewhere where(SessionSpec spec) {
        var site = new VenueKind.Site(spec.rest().orElseThrow(), spec.ws().orElseThrow());
        return new Elsewhere(spec.venue(), spec.dialect(), site);
    }

    private static void row(
            Table table, String name, VenueKind dialect, VenueKind.Site site, String what, List<String> sessions) {
        table.row(
                word(name).in(Paper.Tone.NAME),
                word(dialect.dialect()),
                word(site.rest().toString()),
                word(site.ws().toString()),
                word(what),
                word(dialect.instruments().stream()
                        .sorted()
                        .map(InstrumentKind::label)
                        .collect(Collectors.joining(", "))),
                word(String.join(" ", sessions)));
    }
}
