package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.doctor.Doctor;
import trysail.doctor.Facts;
import trysail.doctor.Finding;
import trysail.helm.CommonOptions;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.session.SessionSpec;

/** {@code doctor}: this machine. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Checks this machine: JDK, memory, clock, disk, terminal, ports; says what to mend.",
        description = "Exit code 0 unless something keeps sessions from running safely, then 1.")
final class DoctorCommand implements Callable<Integer> {
    private final Helm helm;

    @Mixin
    private CommonOptions common = new CommonOptions();

    DoctorCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var paper = helm.console().paper();
        var terminal = helm.console().interactive() || Boolean.getBoolean("trysail.terminal");
        var facts = Facts.ofThisProcess(
                common.applyTo(SessionSpec.paper()).journal().toAbsolutePath(),
                new Facts.Terminal(terminal, paper.columns(), paper.rows(), paper.colour(), paper.unicode()));
        var findings = Doctor.examine(facts, helm.sessions());
        helm.console().print(common.json() ? json(findings) : text(findings, paper));
        return findings.stream().anyMatch(f -> f.level() == Finding.Level.BAD) ? 1 : 0;
    }

    private static String text(List<Finding> findings, Paper paper) {
        var text = new StringBuilder();
        for (var finding : findings) {
            text.append("%s %-16s %s%n".formatted(sign(finding, paper), finding.subject(), finding.found()));
            if (!finding.remedy().isEmpty()) {
                text.append(" ".repeat(paper.unicode() ? 19 : 20))
                        .append(paper.sign("→ ", "-> "))
                        .append(finding.remedy())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String sign(Finding finding, Paper paper) {
        return switch (finding.level()) {
            case GOOD -> paper.paint(Paper.Tone.GOOD, paper.sign("✓", "ok"));
            case MIND -> paper.paint(Paper.Tone.WARN, paper.sign("!", "! "));
            case BAD -> paper.paint(Paper.Tone.BAD, paper.sign("✗", "NO"));
        };
    }

    private static String json(List<Finding> findings) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var finding : findings) {
            array.addObject()
                    .put("subject", finding.subject())
                    .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                    .put("found", finding.found())
                    .put("remedy", finding.remedy());
        }
        return array + "\n";
    }
}
