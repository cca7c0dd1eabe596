package trysail.exchange;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The networks in memory of this process, by host. Libraries take addresses as text and open them by scheme, so that what
 * an address means must be known to the whole process; without a storm there is none here. Thread-safe.
 */
public final class Wires {
    /** The scheme of addresses in memory. */
    public static final String SCHEME = "sim";

    private static final Map<String, Wire> HOSTS = new ConcurrentHashMap<>();

    private Wires() {}

    /**
     * Makes a host known.
     *
     * @throws IllegalStateException when there is one of this name
     */
    public static void add(String host, Wire wire) {
        if (HOSTS.putIfAbsent(host, wire) != null) {
            throw new IllegalStateException("there is a host '" + host + "' in memory already");
        }
    }

    /** Forgets a host. Connections to it live on. */
    public static void remove(String host, Wire wire) {
        HOSTS.remove(host, wire);
    }

    /** The network that an address is on; empty for one of the real world. A host that is gone cannot be reached. */
    public static Optional<Wire> to(URI address) {
        if (!SCHEME.equals(address.getScheme())) {
            return Optional.empty();
        }
        var host = String.valueOf(address.getHost());
        var wire = HOSTS.get(host);
        return Optional.of(wire == null ? new Nowhere(host) : wire);
    }

    /** The hosts there are. */
    public static int size() {
        return HOSTS.size();
    }
}
