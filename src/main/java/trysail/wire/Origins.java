package trysail.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The one way to write where a server is, so that two ways to write it are not two servers. */
public final class Origins {
    private Origins() {}

    /**
     * Where a REST interface is.
     *
     * @throws IllegalArgumentException when it is not of the form {@code https://host}
     */
    public static URI rest(URI address) {
        return origin(address, "https", "http");
    }

    /**
     * Where streams are.
     *
     * @throws IllegalArgumentException when it is not of the form {@code wss://host}
     */
    public static URI webSocket(URI address) {
        return origin(address, "wss", "ws");
    }

    private static URI origin(URI address, String secure, String plain) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        var path = String.valueOf(address.getPath());
        var known = scheme.equals(secure)
                || scheme.equals(plain)
                || Wires.to(address).isPresent();
        if (!known || address.getHost() == null || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException(
                    "address '" + address + "' is not of the form " + secure + "://host or " + plain + "://host:port");
        }
        try {
            var port = address.getPort() == (scheme.equals(secure) ? 443 : 80) ? -1 : address.getPort();
            var host = address.getHost().toLowerCase(Locale.ROOT);
            return new URI(scheme, null, host, port, null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("address '" + address + "' cannot be read", e);
        }
    }
}
