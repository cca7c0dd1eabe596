package trysail.exchange;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;
import org.jspecify.annotations.Nullable;

/** Has the JDK open addresses of the scheme {@code sim}: so they can be given to libraries that open addresses. */
public final class WireHandlers extends URLStreamHandlerProvider {
    /** Made by the JDK, when it meets a scheme that it does not know. */
    public WireHandlers() {}

    @Override
    public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
        return Wires.SCHEME.equals(protocol) ? new Handler() : null;
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
