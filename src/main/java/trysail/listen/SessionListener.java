package trysail.listen;

import trysail.look.SessionState;
import trysail.model.OrderEvent;
import trysail.receipt.Receipt;
import trysail.view.OwnFill;

/**
 * Hears what a session does. Each piece of news comes to one method, in order, on a thread that is this listener's alone,
 * beside the session: nothing waits for it.
 *
 * <p>It has a queue of {@value Listeners#CAPACITY}. News that finds it full is not seen; nor is what a call threw on, nor
 * what still waits a moment after the session has closed its journal, when the listener is interrupted. The receipt's
 * errors name such a listener and count what it did not see; the session itself loses nothing. A listener that ignores its
 * interruption is a thread that is left.
 */
public interface SessionListener {
    /** The session goes on to another state. {@code Stopped} comes last but for {@link #receipt}. */
    default void state(SessionState state) {}

    /** An order of the session goes a step; fills and rejections are told by themselves. */
    default void order(OrderNews news) {}

    /** An order of the session traded. */
    default void fill(OwnFill fill) {}

    /** The account changed, and no order of the session did it. */
    default void foreign(OrderEvent.Foreign event) {}

    /** Risk said no. */
    default void denial(Denial denial) {}

    /** The venue said no. */
    default void rejection(OrderNews news) {}

    /** Something that the session's user has to know and did not ask for, in one line. */
    default void notice(String words) {}

    /** The session is over. Comes once, last, when the receipt is out: a program that ends at once may miss it. */
    default void receipt(Receipt receipt) {}
}
