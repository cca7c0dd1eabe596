package trysail.wire;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server answered that what we ask for is elsewhere. Nothing of ours goes there: a request is signed for one host, its
 * key and signature are for nobody else's eyes, and an address that somebody in between names is not the venue's.
 */
public final class Redirected extends IOException {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,253}");

    private final int status;

    public Redirected(int status, Optional<String> location) {
        super(words(status, location));
        this.status = status;
    }

    /** The status of HTTP, from 300 to 399. */
    public int status() {
        return status;
    }

    /** Whether a status sends us elsewhere. */
    public static boolean is(int status) {
        return status / 100 == 3;
    }

    /**
     * What happened, for a person: the host is named, the rest of the address is not (it may repeat a signature).
     *
     * @param location the header of that name
     */
    public static String words(int status, Optional<String> location) {
        return "the answer points " + location.map(Redirected::place).orElse("elsewhere and does not say where")
                + " (HTTP " + status + "); redirects are not followed";
    }

    private static String place(String location) {
        try {
            var address = URI.create(location.strip());
            var authority = Optional.ofNullable(address.getRawAuthority())
                    .map(a -> a.substring(a.lastIndexOf('@') + 1));
            if (authority.isEmpty()) {
                return "to another path of the same host";
            }
            if (HOST.matcher(authority.get()).matches()) {
                var scheme = Optional.ofNullable(address.getScheme()).map(s -> s + "://");
                return "to " + scheme.filter(s -> s.length() <= 16).orElse("//") + authority.get();
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        return "to something that is no address";
    }
}
