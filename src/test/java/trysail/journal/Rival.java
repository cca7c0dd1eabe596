package trysail.journal;

import java.nio.file.Path;
import trysail.scope.SessionContext;

/** A process of its own: takes a number from the logbook, claims what is dead, prints both. */
final class Rival {
    private Rival() {}

    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        var context = SessionContext.standalone("rival");
        var book = Logbook.open(context, directory, Samples.soon());
        var number = book.newSession("paper", Samples.soon());
        var mine = SessionContext.standalone(number.session());
        var dead = new DeadSessions(mine, directory, "fake", "http://fake", "acc");
        System.out.println(book.tag() + " " + number.number());
        var claimed = dead.claimNext(Samples.soon());
        System.out.println(
                claimed.isPresent() + " " + claimed.map(c -> c.state().epoch()).orElse(0));
        System.in.read(); // holds what it has until its parent ends it
    }
}
