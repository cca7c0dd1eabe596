package trysail.simulator;

import java.time.Duration;

/** What a script has the REST interface do wrong. Asked for each request; must not block. */
interface RestFaults {
    /** Nothing goes wrong. */
    RestFaults NONE = new RestFaults() {};

    /** What becomes of a request. */
    sealed interface Action {}

    /** As it should be. */
    record Proceed() implements Action {}

    /** As it should be, later. */
    record Delay(Duration by) implements Action {}

    /** An answer of this status and body instead. */
    record Refuse(int status, String body) implements Action {}

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
}
