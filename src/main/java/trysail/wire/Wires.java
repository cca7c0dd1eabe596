package trysail.wire;

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
        return SCHEME.equals(address.getScheme())
                ? Optional.of(toHost(String.valueOf(address.getHost())))
                : Optional.empty();
    }

    static Wire toHost(String host) {
        var wire = HOSTS.get(host);
        return wire == null ? new Nowhere(host) : wire;
    }

    /** Whether an address can be reached: any of the real world, of those in memory the ones that are known. */
    public static boolean knows(URI address) {
        return !SCHEME.equals(address.getScheme()) || HOSTS.containsKey(String.valueOf(address.getHost()));
    }

    /** The hosts there are. */
    public static int size() {
        return HOSTS.size();
    }
}
