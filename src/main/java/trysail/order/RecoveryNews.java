package trysail.order;

import trysail.exchange.ExchangeException;

/** Who hears how far recovery has come, from the order loop's thread where nothing else is said. None of it may block. */
public interface RecoveryNews {
    /** So many orders of a session that died are dealt with; {@code of} may grow while the venue is asked. */
    void dealing(String session, int done, int of);

    /** Sessions that died are dealt with, or could not be: what follows is not for them. */
    void over();

    /** So much of a dead session's long journal is read. From the journal's thread. */
    void reading(String session, long entries, long of);

    /** Something that the session's user should know, in words. */
    void told(String words);

    /** The venue did not answer a question and will be asked again. */
    void unanswered(ExchangeException why);
}
