package trysail.wire;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import trysail.scope.SessionContext;

/**
 * A network in memory with one host on it, which addresses of the scheme {@code sim} name: {@code sim://host}. Whoever is
 * given such an address connects over it and opens no socket. Thread-safe.
 */
public interface Wire {
    /** An unconnected link to the host; in the context's ledger, from connecting until it is cut or closed. */
    Link link(SessionContext context, String name);

    /** An unconnected request to the host, with the manners of the JDK's own. */
    HttpURLConnection request(URL address) throws IOException;
}
