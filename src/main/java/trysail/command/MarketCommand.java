package trysail.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.helm.SessionOption;
import trysail.picture.View;
import trysail.session.Session;

/** A look at one instrument of a session. */
abstract class MarketCommand extends ViewCommand {
    @Parameters(index = "0", paramLabel = "SYM", description = "the instrument: BTC-USDT, or BTC")
    private String symbol = "";

    @Mixin
    private SessionOption session = new SessionOption();

    MarketCommand(Helm helm) {
        super(helm);
    }

    abstract View look(Session session, String symbol) throws InterruptedException;

    @Override
    public final View look() throws InterruptedException {
        return look(session.of(helm), symbol);
    }
}
