package trysail.picture;

import static trysail.picture.Table.maybe;
import static trysail.picture.Table.none;
import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import trysail.look.Loss;
import trysail.look.RiskView;
import trysail.picture.Paper.Tone;
import trysail.provider.Offer;
import trysail.provider.Offers;
import trysail.provider.Skipped;
import trysail.risk.LimitUse;
import trysail.risk.RiskRule;

/**
 * A session's limits as one table, its rules as another.
 *
 * @param offers the rules that other sessions could be started with
 */
public record RiskPicture(
        String session, List<String> held, RiskView risk, List<String> warnings, Offers<RiskRule> offers)
        implements View {
    private static final BigDecimal CLOSE = new BigDecimal("0.2");

    @Override
    public String text(Paper paper) {
        var text = new StringBuilder(paper.paint(Tone.STRONG, session))
                .append("  equity ")
                .append(Status.amount(risk.equity()))
                .append("  p&l ")
                .append(Status.money(paper, risk.pnl()))
                .append(held.isEmpty() ? "" : "  " + paper.paint(Tone.WARN, String.join(", ", held)))
                .append('\n')
                .append(limits().text(paper))
                .append('\n')
                .append(rules().text(paper));
        offers.all()
                .forEach(o -> text.append(paper.paint(Tone.DIM, "--rule " + o.name() + "  " + o.about()))
                        .append('\n'));
        offers.skipped().forEach(s -> text.append(paper.paint(Tone.WARN, s.toString())).append('\n'));
        warnings.forEach(w -> text.append(paper.paint(Tone.WARN, w)).append('\n'));
        return text.toString();
    }

    private Table limits() {
        var table =
                new Table("no limits", "limit", "symbol", "said", "most", "used", "room", "~unit", "~rule", "denied");
        for (var use : risk.limits()) {
            table.row(
                    word(use.limit()).in(Tone.NAME),
                    maybe(use.symbol(), Table::word),
                    word(use.said()),
                    maybe(use.most(), m -> figure(use, m)),
                    maybe(use.used(), u -> figure(use, u)),
                    maybe(use.room(), r -> figure(use, r).in(tone(use, r))),
                    word(unit(use.unit())),
                    word(use.rule().word()),
                    denied(risk.denied(use.rule().word())));
        }
        var loss = risk.loss();
        return table.row(
                word("max-loss").in(Tone.NAME),
                none(),
                loss.map(l -> word(l.most().toPlainString())).orElseGet(Table::none),
                maybe(loss, l -> money(l.most())),
                loss.map(l -> money(l.lost().max(BigDecimal.ZERO)))
                        .orElseGet(() -> money(risk.pnl().negate().max(BigDecimal.ZERO))),
                maybe(loss, l -> money(l.left()).in(tone(l))),
                word(unit(LimitUse.Unit.QUOTE)),
                none(),
                none());
    }

    private Table rules() {
        var table = new Table("no rules", "rule", "own", "exits", "denied");
        for (var rule : risk.rules()) {
            table.row(
                    word(rule.name()).in(Tone.NAME),
                    Table.mark("own", rule.own()),
                    Table.mark("exits too", rule.holdsExits()),
                    denied(rule.denied()));
        }
        return table;
    }

    private static Table.Cell denied(long count) {
        return number(count).in(count == 0 ? Tone.DIM : Tone.WARN);
    }

    private static Table.Cell figure(LimitUse use, BigDecimal value) {
        return use.unit() == LimitUse.Unit.QUOTE ? money(value) : number(value, text(use.unit(), value));
    }

    private static String text(LimitUse.Unit unit, BigDecimal value) {
        return value.toPlainString() + (unit == LimitUse.Unit.MILLISECONDS ? " ms" : "");
    }

    private static Table.Cell money(BigDecimal value) {
        return number(value, value.setScale(2, RoundingMode.HALF_EVEN).toPlainString());
    }

    private static String unit(LimitUse.Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /** Red where there is no room, yellow where less than a fifth is left. */
    private static Tone tone(LimitUse use, BigDecimal room) {
        return tone(use.most().orElse(room), room);
    }

    private static Tone tone(Loss loss) {
        return tone(loss.most(), loss.left());
    }

    private static Tone tone(BigDecimal most, BigDecimal room) {
        return room.signum() == 0 ? Tone.BAD : room.compareTo(most.multiply(CLOSE)) < 0 ? Tone.WARN : Tone.PLAIN;
    }

    @Override
    public JsonNode json() {
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("session", session)
                .put("equity", risk.equity())
                .put("pnl", risk.pnl());
        held.forEach(node.putArray("held")::add);
        node.set("limits", limits().json());
        node.set("rules", rules().json());
        risk.loss()
                .flatMap(Loss::fired)
                .ifPresent(f ->
                        node.putObject("killed").put("at", f.at().toString()).put("pnl", f.pnl()));
        warnings.forEach(node.putArray("warnings")::add);
        offers.all().stream().map(Offer::name).forEach(node.putArray("rules_to_choose")::add);
        offers.skipped().stream().map(Skipped::toString).forEach(node.putArray("rules_skipped")::add);
        return node;
    }
}
