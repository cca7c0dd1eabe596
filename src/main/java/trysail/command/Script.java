package trysail.command;

import java.io.BufferedReader;
import java.io.IOException;
import trysail.scope.StopReason;

/** Commands from a pipe or a file, one a line. At its end the sessions still running are stopped, with receipts. */
public final class Script {
    private final Helm helm;
    private final Commands commands;
    private final boolean keepGoing;

    /** @param keepGoing a command that fails does not end the script */
    public Script(Helm helm, Commands commands, boolean keepGoing) {
        this.helm = helm;
        this.commands = commands;
        this.keepGoing = keepGoing;
    }

    /** Runs every line; the first failing command's code, else that of the first session that failed. */
    public int run(BufferedReader lines) throws IOException, InterruptedException {
        var code = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            code = commands.line(line);
            if (helm.leaving().isPresent() || (code != 0 && !keepGoing)) {
                break;
            }
        }
        var sessions = helm.stopAll(new StopReason.StopRequested("end of input"));
        return helm.leaving().orElse(code != 0 ? code : keepGoing ? 0 : sessions);
    }
}
