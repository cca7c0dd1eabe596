package trysail.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trysail.session.Sessions;

/** All checks, in the order of reading. */
public final class Doctor {
    private Doctor() {}

    /** Examines the machine; takes less than two seconds. Reads and writes files on the calling thread. */
    public static List<Finding> examine(Facts facts, Sessions sessions) throws InterruptedException {
        var findings = new ArrayList<Finding>();
        findings.addAll(JavaCheck.of(facts));
        findings.addAll(MachineCheck.of());
        findings.addAll(ClockCheck.of(facts));
        findings.addAll(DiskCheck.of(facts.journal()));
        findings.add(DiskCheck.temporary(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
        findings.addAll(JournalCheck.of(facts.journal(), sessions));
        findings.addAll(NetCheck.of(9443));
        findings.add(terminal(facts));
        return List.copyOf(findings);
    }

    static Finding terminal(Facts facts) {
        var t = facts.terminal();
        var what = "%s, %d columns, %s, %s"
                .formatted(
                        t.real()
                                ? facts.variable("TERM").isEmpty() ? "no TERM" : facts.variable("TERM")
                                : "not a terminal",
                        t.columns(),
                        t.colour() ? "colours" : "no colours",
                        t.unicode() ? "UTF-8" : "ASCII alone");
        if (!t.unicode()) {
            return Finding.mind("terminal", what, "for bars and charts: export LANG=C.UTF-8");
        }
        if (t.real()
                && (facts.variable("TERM").isEmpty() || facts.variable("TERM").equals("dumb"))) {
            return Finding.mind("terminal", what, "for a prompt that can be edited: export TERM=xterm-256color");
        }
        if (t.real() && t.columns() < 80) {
            return Finding.mind("terminal", what, "tables want 80 columns: widen it");
        }
        return Finding.good("terminal", what);
    }
}
