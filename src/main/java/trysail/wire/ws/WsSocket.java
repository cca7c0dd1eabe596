package trysail.wire.ws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.wire.Link;

/**
 * The socket of one connection, plain or TLS, that can be cut at any moment of its life by any thread: what is closed
 * is always the raw socket below, because closing a TLS socket whose write is stuck does not return.
 */
final class WsSocket implements Link {
    private final SessionContext ctx;
    private final String name;
    private final URI uri;
    private final Supplier<SSLSocketFactory> tls;
    private final Socket raw = new Socket(); // has no descriptor before it connects
    private volatile Optional<Ledger.Entry> entry = Optional.empty();
    private volatile Socket ready = raw;
    private volatile boolean cut;

    /** Opens nothing yet. */
    WsSocket(SessionContext ctx, String name, URI uri, Supplier<SSLSocketFactory> tls) {
        this.ctx = ctx;
        this.name = name;
        this.uri = uri;
        this.tls = tls;
    }

    boolean secure() {
        return "wss".equals(uri.getScheme());
    }

    int port() {
        return uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
    }

    /** Looks the host up, connects and makes TLS; ended by {@link #cut}, and on a virtual thread by an interrupt. */
    @Override
    public void connect(Deadline deadline) throws IOException, InterruptedException {
        var address = new InetSocketAddress(lookUp(deadline), port());
        entry = Optional.of(ctx.ledger().open(Ledger.Kind.SOCKET, name));
        raw.setTcpNoDelay(true);
        raw.connect(address, (int) Math.max(1, deadline.remaining().toMillis()));
        if (!secure()) {
            return;
        }
        var socket = (SSLSocket) tls.get().createSocket(raw, uri.getHost(), port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        ready = socket;
    }

    @Override
    public InputStream in() throws IOException {
        return ready.getInputStream();
    }

    @Override
    public OutputStream out() throws IOException {
        return ready.getOutputStream();
    }

    /**
     * A name server that does not answer cannot be interrupted, and the trust store is a file: both are left to a
     * platform thread, which is waited for no longer than the deadline.
     */
    private InetAddress lookUp(Deadline deadline) throws IOException, InterruptedException {
        var host = uri.getHost();
        if (!secure() && literal(host)) {
            return InetAddress.getByName(host);
        }
        var found = new AtomicReference<Optional<InetAddress>>(Optional.empty());
        var thread = ctx.startPlatform(name + " lookup", () -> {
            try {
                if (secure()) {
                    SocketFactory unused = tls.get();
                }
                found.set(Optional.of(InetAddress.getByName(host)));
            } catch (UnknownHostException e) {
                found.set(Optional.empty());
            }
        });
        if (!ctx.clock().join(thread, deadline)) {
            throw new UnknownHostException(host + " was not looked up in time");
        }
        return found.get().orElseThrow(() -> new UnknownHostException(host));
    }

    private static boolean literal(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** Closes with a reset: nothing of it stays in the kernel, whatever the peer does. Idempotent, never blocks. */
    @Override
    public void cut() {
        cut = true;
        try {
            raw.setSoLinger(true, 0);
        } catch (SocketException e) {
            // not connected, or closed already
        }
        close();
    }

    /** Closes in peace: for a connection whose peer has said goodbye. Idempotent, never blocks. */
    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException e) {
            // the descriptor is given back all the same
        }
        if (raw.isClosed()) {
            entry.ifPresent(Ledger.Entry::close);
        }
    }

    @Override
    public boolean isCut() {
        return cut;
    }
}
