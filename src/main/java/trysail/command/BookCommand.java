package trysail.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trysail.helm.Helm;
import trysail.picture.BookPicture;
import trysail.picture.View;
import trysail.session.Session;

/** {@code book BTC-USDT}: what rests at the venue, ours marked. */
@Command(
        name = "book",
        mixinStandardHelpOptions = true,
        header = "Shows an instrument's order book, our orders marked.",
        footerHeading = "%nExamples:%n",
        footer = {"  book BTC-USDT", "  book ETH --depth 20 -w"})
final class BookCommand extends MarketCommand {
    @Option(names = "--depth", paramLabel = "N", description = "levels of each side", defaultValue = "10")
    private int depth;

    BookCommand(Helm helm) {
        super(helm);
    }

    @Override
    View look(Session session, String symbol) throws InterruptedException {
        return new BookPicture(session.book(symbol, depth));
    }
}
