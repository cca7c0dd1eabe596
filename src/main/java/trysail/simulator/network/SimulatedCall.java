package trysail.simulator.network;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in memory as the venue's REST interface sees it. What was not answered when it closes is hung up on. */
public final class SimulatedCall extends HttpExchange {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final SimulatedRequest client;
    private final String method;
    private final URI address;
    private final Headers asked = new Headers();
    private final Headers answered = new Headers();
    private final ByteArrayInputStream body;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private int status = -1;
    private long announced;

    SimulatedCall(SimulatedRequest client, String method, URI address, Map<String, List<String>> headers, byte[] body) {
        this.client = client;
        this.method = method;
        this.address = address;
        this.body = new ByteArrayInputStream(body);
        asked.putAll(headers);
    }

    @Override
    public Headers getRequestHeaders() {
        return asked;
    }

    @Override
    public Headers getResponseHeaders() {
        return answered;
    }

    @Override
    public URI getRequestURI() {
        return address;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public OutputStream getResponseBody() {
        return answer;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        status = code;
        announced = length;
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public void close() {
        if (status < 0) {
            client.hungUp();
        } else {
            client.answered(status, answered, answer.toByteArray(), answer.size() < announced);
        }
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return LOOPBACK;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return LOOPBACK;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("NullAway") // as the JDK's own
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("NullAway")
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}
