package trysail.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.URL;
import java.net.UnknownHostException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** Where a host in memory is that does not exist, or no longer. */
record Nowhere(String host) implements Wire {
    @Override
    public Link link(SessionContext context, String name) {
        return new LinkToNobody(host);
    }

    @Override
    public HttpURLConnection request(URL address) throws IOException {
        throw new UnknownHostException(host);
    }

    private static final class LinkToNobody implements Link {
        private final String host;
        private volatile boolean cut;

        private LinkToNobody(String host) {
            this.host = host;
        }

        @Override
        public void connect(Deadline deadline) throws IOException {
            throw new UnknownHostException(host);
        }

        @Override
        public InputStream in() throws IOException {
            throw new SocketException("Socket is not connected");
        }

        @Override
        public OutputStream out() throws IOException {
            throw new SocketException("Socket is not connected");
        }

        @Override
        public void cut() {
            cut = true;
        }

        @Override
        public void close() {}

        @Override
        public boolean isCut() {
            return cut;
        }
    }
}
