package trysail.command;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.session.Session;

/** A look at one instrument of a session. */
abstract class MarketCommand extends ViewCommand {
    @Parameters(index = "0", paramLabel = "SYM", description = "the instrument: BTC-USDT, or BTC")
    private String symbol = "";

    @Option(names = "--session", paramLabel = "NAME", description = "the session's name; default: the current one")
    private String session = "";

    MarketCommand(Helm helm) {
        super(helm);
    }

    abstract View look(Session session, String symbol) throws InterruptedException;

    @Override
    final View look() throws InterruptedException {
        return look(helm.pick(session), symbol);
    }
}
