package trysail.command;

import picocli.CommandLine.Command;
import trysail.command.view.LookCommand;
import trysail.helm.Helm;
import trysail.picture.RiskPicture;
import trysail.picture.View;
import trysail.risk.Rules;
import trysail.session.Session;

/** {@code risk}: what keeps a session in bounds, and how near to them it is. */
@Command(
        name = "risk",
        mixinStandardHelpOptions = true,
        header = "Shows each risk limit of a session, what of it is used, what is left, and denials by rule.",
        footerHeading = "%n",
        footer = {
            "Limits are chosen at the start: start paper 60s --max-order 5%% --max-loss 20.",
            "Rules of providers on the class path, which are listed here too: start paper 60s --rule NAME,k=v.",
            "max-order and price-band are for each single order: room is what the next one may be.",
            "orders-per-second is what went in the last second; how many may go at once, order-burst tells.",
            "max-loss counts from the start, and anew from where arm opened the gate after it had fired."
        })
final class RiskCommand extends LookCommand {
    RiskCommand(Helm helm) {
        super(helm);
    }

    @Override
    protected View look(Session session) throws InterruptedException {
        return new RiskPicture(session.name(), session.held(), session.risk(), session.warnings(), Rules.offers());
    }
}
