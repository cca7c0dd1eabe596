package trysail.command;

import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.look.Holdings;
import trysail.look.ProfitSample;
import trysail.past.AnySession;
import trysail.picture.Paper;
import trysail.picture.Paper.Tone;
import trysail.picture.PriceChange;
import trysail.picture.Sparkline;
import trysail.picture.Status;
import trysail.picture.Table;
import trysail.picture.Times;
import trysail.picture.View;
import trysail.view.ProfitPart;

/** {@code pnl}: what the session has brought, in numbers and over its time. */
@Command(
        name = "pnl",
        mixinStandardHelpOptions = true,
        header = "Shows a session's profit and loss, net of fees, and its course.")
final class ProfitCommand extends ViewCommand {
    @Mixin
    private AnySession which = new AnySession();

    @Option(
            names = "--explain",
            description = "what it is the sum of: profit, fees by asset, funding, to the last digit")
    private boolean explain;

    private static final int HEIGHT = 4;

    ProfitCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() throws InterruptedException {
        var session = which.deeds(helm);
        if (explain) {
            return explained(session.explained());
        }
        return new Profit(
                session.session(),
                session.pnl(),
                session.equity(),
                session.fillCount(),
                session.positions(),
                session.feesNotValued(),
                session.profits());
    }

    private static View explained(List<ProfitPart> parts) {
        var table = new Table("nothing gained and nothing lost yet", "of", "amount", "paid");
        for (var part : parts) {
            table.row(
                    word(part.what().words()),
                    number(exact(part.amount())),
                    word(part.paid().orElse("")));
        }
        if (!parts.isEmpty()) {
            var sum = parts.stream().map(ProfitPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            table.row(word("p&l"), number(exact(sum)), word(""));
        }
        return table;
    }

    private static BigDecimal exact(BigDecimal amount) {
        return new BigDecimal(amount.stripTrailingZeros().toPlainString());
    }

    private record Profit(
            String session,
            BigDecimal pnl,
            Optional<BigDecimal> equity,
            long fills,
            List<Holdings> positions,
            Map<String, BigDecimal> feesNotValued,
            List<ProfitSample> samples)
            implements View {
        private BigDecimal sum(Function<Holdings, BigDecimal> of) {
            return positions.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private String notValued() {
            return feesNotValued.entrySet().stream()
                    .map(e -> " and " + e.getValue().toPlainString() + " " + e.getKey() + " not valued")
                    .collect(Collectors.joining());
        }

        private Optional<ProfitSample> lowest() {
            return samples.stream().min(Comparator.comparing(ProfitSample::pnl));
        }

        private Optional<ProfitSample> highest() {
            return samples.stream().max(Comparator.comparing(ProfitSample::pnl));
        }

        @Override
        public String text(Paper paper) {
            var text = new StringBuilder()
                    .append(paper.paint(Tone.NAME, session))
                    .append("  p&l ")
                    .append(Status.money(paper, pnl))
                    .append("  realised ")
                    .append(Status.money(paper, sum(Holdings::realised)))
                    .append("  unrealised ")
                    .append(Status.money(paper, sum(Holdings::unrealised)))
                    .append("  fees ")
                    .append(Status.amount(sum(Holdings::fees)))
                    .append(notValued())
                    .append(equity.map(e -> "  equity " + Status.amount(e)).orElse(""))
                    .append("  ")
                    .append(fills)
                    .append(fills == 1 ? " fill" : " fills")
                    .append('\n');
            if (samples.isEmpty()) {
                return text.toString();
            }
            var values =
                    samples.stream().mapToDouble(s -> s.pnl().doubleValue()).toArray();
            Sparkline.of(values, paper.columns() - 1, HEIGHT, paper.unicode())
                    .forEach(line -> text.append(paper.paint(PriceChange.tone(pnl), line))
                            .append('\n'));
            text.append(Times.clock(samples.getFirst().at()))
                    .append(paper.sign(" → ", " to "))
                    .append(Times.clock(samples.getLast().at()))
                    .append(Times.zone(samples.getLast().at()));
            lowest().ifPresent(s -> text.append("  lowest ").append(told(paper, s)));
            highest().ifPresent(s -> text.append("  highest ").append(told(paper, s)));
            return text.append('\n').toString();
        }

        private static String told(Paper paper, ProfitSample sample) {
            return Status.money(paper, sample.pnl()) + " at " + Times.clock(sample.at());
        }

        @Override
        public JsonNode json() {
            var node = JsonNodeFactory.instance
                    .objectNode()
                    .put("session", session)
                    .put("pnl", pnl)
                    .put("realised", sum(Holdings::realised))
                    .put("unrealised", sum(Holdings::unrealised))
                    .put("fees", sum(Holdings::fees))
                    .put("equity", equity.orElse(null))
                    .put("fills", fills)
                    .put("lowest", lowest().map(ProfitSample::pnl).orElse(null))
                    .put("highest", highest().map(ProfitSample::pnl).orElse(null));
            var unknown = node.putObject("fees_not_valued");
            feesNotValued.forEach((asset, amount) -> unknown.put(asset, amount.toPlainString()));
            var course = node.putArray("samples");
            samples.forEach(s -> course.addObject().put("at", s.at().toString()).put("pnl", s.pnl()));
            return node;
        }
    }
}
