package trysail.simulator.host;

import java.util.List;
import java.util.Optional;
import trysail.simulator.desk.AccountNews;

/**
 * What a dialect says for one simulated venue: its answers to requests and commands, and the news of accounts in its words.
 * Thread-safe; nothing here blocks but a request whose order is on its way.
 */
public interface HostWords extends RestWords {
    /**
     * What a client asks for by the address it connects to.
     *
     * @param path as the record shows it: without its query, and without what gives access
     * @param combined whether messages come in an envelope that names their stream
     */
    record Visit(String path, boolean combined) {}

    /** The last words to a private stream whose ticket has run out. */
    record Farewell(String text, String reason) {}

    /** Why a client that comes to this address is not let in; empty when it is. */
    Optional<String> refusal(String resource);

    /** What a client asks for that was let in at this address. */
    Visit visit(String resource);

    /** A client is here, through this address: subscribes it to what the address names. */
    void opened(Guest guest, String resource);

    /** Does what a client says on its connection, and answers it. */
    void said(Guest guest, String message);

    /** News for the owner of a private stream. */
    String news(AccountNews news, Guest.Owner owner, boolean combined);

    /** The tickets to private streams that have run out since the last time. Asked once a second, so that time is kept. */
    List<String> takeExpired();

    /** An account is closed: the ticket that ended with it, if it had one. */
    Optional<String> endTicket(String account);

    /** What the owner of a private stream is told when its ticket has run out. */
    Farewell farewell(Guest.Owner owner, boolean combined);
}
