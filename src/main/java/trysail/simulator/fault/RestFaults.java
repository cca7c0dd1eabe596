package trysail.simulator.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import trysail.fault.Fault;

/** What a script has the REST interface do wrong. Asked for each request; must not block. */
public interface RestFaults {
    /** What becomes of a request. */
    sealed interface Action {}

    /** As it should be. */
    record Proceed() implements Action {}

    /** As it should be, later. */
    record Delay(Duration by) implements Action {}

    /** An answer of this status and body instead. */
    record Refuse(int status, String body) implements Action {}

    /** The same, with headers of its own. */
    record Say(int status, Map<String, String> headers, String body) implements Action {}

    /** An answer that is small on its way and huge when it is inflated. */
    public record Bomb() implements Action {}

    /** The answer breaks off in the middle of its body. */
    record Tear() implements Action {}

    /** The connection is closed without an answer. */
    record Drop() implements Action {}

    /** No answer ever comes, and the connection stays open until the server closes. */
    record Mute() implements Action {}

    /** Before the request is looked at: it is not executed when refused, dropped or muted. */
    default Action before(String method, String path) {
        return new Proceed();
    }

    /** After it was executed, before the answer: refusing, dropping or muting swallows the answer. */
    default Action after(String method, String path) {
        return new Proceed();
    }

    /** Whether this order, which is in order, is not taken now but later, and its sender told that nobody knows. */
    default boolean takesLater(Runnable order) {
        return false;
    }

    /** Whether the venue protects itself from the order that comes now, which does more than reduce. */
    default boolean overloaded() {
        return false;
    }

    /** What keys may do instead of trading alone. */
    default Optional<Fault.KeyRights.Right> keyRights() {
        return Optional.empty();
    }

    /** Between two bytes of an answer. */
    default Duration pace() {
        return Duration.ZERO;
    }

    /** How far the venue's clock is from the right time. */
    default Duration clockStep() {
        return Duration.ZERO;
    }
}
