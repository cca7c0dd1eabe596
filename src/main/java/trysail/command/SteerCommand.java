package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.helm.Helm;
import trysail.helm.OneSession;
import trysail.scope.Latch;
import trysail.session.Session;

/** A command that does something to one session and says in a line what that means. */
abstract class SteerCommand implements Callable<Integer> {
    /** What {@code arm} takes off. */
    private static final Set<String> ARMED_AGAIN = Set.of(Latch.DISARMED.label(), Latch.MAX_LOSS.label());

    private final Helm helm;

    @Mixin
    private OneSession which = new OneSession();

    @Option(names = "--json", description = "what was done as JSON, on one line")
    private boolean json;

    SteerCommand(Helm helm) {
        this.helm = helm;
    }

    /**
     * What was done.
     *
     * @param words for a person, after the session's name
     * @param data what a program gets besides the session's name and what holds it
     * @param code to end with
     */
    record Done(String words, ObjectNode data, int code) {
        Done(String words) {
            this(words, JsonNodeFactory.instance.objectNode(), 0);
        }
    }

    abstract Done act(Session session) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        var session = which.toSteer(helm);
        var done = act(session);
        helm.console().print((json ? json(session, done) : session.name() + ": " + done.words()) + "\n");
        return done.code();
    }

    private ObjectNode json(Session session, Done done) {
        var node = JsonNodeFactory.instance.objectNode().put("session", session.name());
        node.put("did", done.words().lines().findFirst().orElse(""));
        session.held().forEach(node.putArray("held")::add);
        return node.setAll(done.data());
    }

    /** Such as {@code 1 order goes on working}. */
    static String working(Session session) {
        var working = session.snapshot().working();
        return switch (working) {
            case 0 -> "no order is working";
            case 1 -> "1 order goes on working";
            default -> working + " orders go on working";
        };
    }

    /** What still holds entries back, for the end of a line. */
    static String still(Session session) {
        return session.held().isEmpty()
                ? "it trades"
                : "still " + String.join(", ", session.held())
                        + (session.held().stream().anyMatch(ARMED_AGAIN::contains)
                                ? ": arm opens the gate"
                                : ": resume opens the gate");
    }
}
