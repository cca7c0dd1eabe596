package trysail.wire;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer has a bound, for libraries that read all there is, and inflate it: to them an answer of half a
 * gigabyte, which is half a megabyte when it is compressed, is an out-of-memory error of the whole process. An address
 * is bounded by its scheme, as {@code bounded-https}. What was compressed is inflated here and told as what it is then.
 *
 * <p>It stays at its host, too: a redirect is never followed, whatever the library asks for, but ends the request with
 * {@link Redirected}. The JDK would follow it and take our headers and parameters along. And it goes once: what is written
 * is sent as a stream of known length, which the JDK cannot repeat, and the connection is not kept for another request.
 */
public final class Bounds extends HttpURLConnection {
    /** Bytes of an answer, inflated; several times the largest that a venue has been seen to give. */
    public static final int MOST = 16 << 20;

    static final String SCHEME = "bounded-";
    private static final String ENCODING = "Content-Encoding";

    private final HttpURLConnection request;
    private final boolean overSockets;
    private Optional<ByteArrayOutputStream> body = Optional.empty();
    private Optional<Map<String, List<String>>> kept = Optional.empty();

    Bounds(HttpURLConnection request) {
        super(request.getURL());
        this.request = request;
        overSockets = request.getURL().getProtocol().startsWith("http");
        request.setInstanceFollowRedirects(false);
        instanceFollowRedirects = false;
    }

    /** The same address, with a bound on what it answers. */
    public static URI bounded(URI address) {
        return URI.create(SCHEME + address);
    }

    private InputStream bound(InputStream raw) throws IOException {
        var whole = "gzip".equalsIgnoreCase(request.getHeaderField(ENCODING)) ? new GZIPInputStream(raw) : raw;
        return new Bounded(whole);
    }

    private final class Bounded extends FilterInputStream {
        private long got;

        private Bounded(InputStream whole) {
            super(whole);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            var n = super.read(into, from, most);
            got += Math.max(0, n);
            return within(n);
        }

        /** Closed by itself, the JDK's stream would give its socket to a cache, for the next call. */
        @Override
        public void close() throws IOException {
            if (overSockets) {
                hangUp();
            } else {
                super.close();
            }
        }

        @Override
        public long skip(long most) throws IOException {
            var n = super.skip(most);
            got += n;
            return within((int) n);
        }

        private int within(int n) throws IOException {
            if (got > MOST) {
                throw new IOException("the answer is larger than " + MOST + " bytes");
            }
            return n;
        }
    }

    private void hangUp() {
        kept = kept.or(() -> Optional.of(request.getHeaderFields()));
        request.disconnect();
    }

    /**
     * Sends what was written, if it has not gone yet: as a stream of known length, of which the JDK keeps no copy that it
     * could send again.
     */
    private void send() throws IOException {
        if (body.isPresent()) {
            var whole = body.get().toByteArray();
            body = Optional.empty();
            request.setFixedLengthStreamingMode(whole.length);
            try (var out = request.getOutputStream()) {
                out.write(whole);
            }
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        send();
        return bound(request.getInputStream());
    }

    @Override
    public @Nullable InputStream getErrorStream() {
        var raw = request.getErrorStream();
        try {
            return raw == null ? null : bound(raw);
        } catch (IOException e) {
            return null; // not what it says it is
        }
    }

    @Override
    @SuppressWarnings("NullAway") // as the JDK's own
    public @Nullable String getHeaderField(String name) {
        if (ENCODING.equalsIgnoreCase(name)) {
            return null;
        }
        return kept.isPresent() ? field(kept.get(), name) : request.getHeaderField(name);
    }

    /** The last one of its name, as the JDK tells it; the first line of all has none. */
    private static @Nullable String field(Map<String, List<String>> fields, String name) {
        for (var field : fields.entrySet()) {
            if (name.equalsIgnoreCase(field.getKey()) && !field.getValue().isEmpty()) {
                return field.getValue().getLast();
            }
        }
        return null;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return kept.orElseGet(request::getHeaderFields);
    }

    @Override
    public int getResponseCode() throws IOException {
        send();
        var status = request.getResponseCode();
        if (Redirected.is(status)) {
            var where = Optional.ofNullable(request.getHeaderField("Location"));
            request.disconnect(); // nobody reads its body
            throw new Redirected(status, where);
        }
        return status;
    }

    @Override
    @SuppressWarnings("NullAway")
    public @Nullable String getResponseMessage() throws IOException {
        return request.getResponseMessage();
    }

    @Override
    public void setRequestMethod(String name) throws ProtocolException {
        request.setRequestMethod(name);
    }

    @Override
    public String getRequestMethod() {
        return request.getRequestMethod();
    }

    @Override
    public void setRequestProperty(String name, String value) {
        request.setRequestProperty(name, value);
    }

    @Override
    public void addRequestProperty(String name, String value) {
        request.addRequestProperty(name, value);
    }

    @Override
    public void setInstanceFollowRedirects(boolean on) {
        // stays off
    }

    @Override
    public void setDoOutput(boolean on) {
        request.setDoOutput(on);
    }

    @Override
    public void setDoInput(boolean on) {
        request.setDoInput(on);
    }

    @Override
    public void setReadTimeout(int millis) {
        request.setReadTimeout(millis);
    }

    @Override
    public void setConnectTimeout(int millis) {
        request.setConnectTimeout(millis);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        if (!overSockets) {
            return request.getOutputStream();
        }
        var whole = new ByteArrayOutputStream();
        body = Optional.of(whole);
        return whole;
    }

    @Override
    public void connect() throws IOException {
        request.connect();
    }

    @Override
    public void disconnect() {
        request.disconnect();
    }

    @Override
    public boolean usingProxy() {
        return request.usingProxy();
    }
}
