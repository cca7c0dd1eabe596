package trysail.wire;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Has the JDK open addresses of schemes of ours, so that they can be given to libraries that open addresses: {@code sim},
 * and any other with a bound on what it answers.
 */
public final class WireHandlers extends URLStreamHandlerProvider {
    /** Made by the JDK, when it meets a scheme that it does not know. */
    public WireHandlers() {}

    @Override
    public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
        if (protocol.startsWith(Bounds.SCHEME)) {
            return new Bounding();
        }
        return Wires.SCHEME.equals(protocol) ? new Handler() : null;
    }

    private static final class Bounding extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL address) throws IOException {
            return openConnection(address, Proxy.NO_PROXY);
        }

        @Override
        protected URLConnection openConnection(URL address, Proxy proxy) throws IOException {
            var itself = URI.create(address.toString().substring(Bounds.SCHEME.length()));
            return new Bounds((HttpURLConnection) itself.toURL().openConnection(proxy));
        }
    }

    private static final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL address) throws IOException {
            return Wires.toHost(address.getHost()).request(address);
        }

        @Override
        protected URLConnection openConnection(URL address, Proxy proxy) throws IOException {
            return openConnection(address);
        }
    }
}
