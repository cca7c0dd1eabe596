package trysail.matching;

import java.util.List;

/** What became of the wish to change a working order. */
public sealed interface Amendment {
    /** It is changed: what happened, in order. */
    record Done(List<Execution> executions) implements Amendment {}

    /** It works on as it was. */
    record Refused(Reason reason) implements Amendment {}
}
