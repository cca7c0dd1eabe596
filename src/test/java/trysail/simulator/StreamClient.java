package trysail.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A plain client of the streams for tests: keeps every message, waits for conditions with a deadline. */
final class StreamClient implements AutoCloseable, WebSocket.Listener {
    static final Duration LONG = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> messages = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final WebSocket socket;
    private int closeCode = -1;
    private boolean deaf;

    StreamClient(URI origin, String path) {
        try {
            socket = http.newWebSocketBuilder()
                    .buildAsync(origin.resolve(path), this)
                    .join();
        } catch (RuntimeException refused) {
            http.shutdownNow(); // or its socket stays until somebody collects it
            throw refused;
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
        synchronized (messages) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
                messages.notifyAll();
            }
            if (!deaf) {
                ws.request(1);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
        over(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket ws, Throwable error) {
        over(1006);
    }

    private void over(int code) {
        synchronized (messages) {
            closeCode = code;
            messages.notifyAll();
        }
        closed.countDown();
    }

    /** Reads no more. */
    StreamClient deaf() {
        synchronized (messages) {
            deaf = true;
        }
        return this;
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    void subscribe(String... streams) {
        send("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", streams) + "\"],\"id\":1}");
    }

    List<String> messages() {
        synchronized (messages) {
            return new ArrayList<>(messages);
        }
    }

    /** The first message that is as asked, now or within the deadline. */
    String await(Predicate<String> asked) throws InterruptedException {
        return await(asked, 1).getFirst();
    }

    List<String> await(Predicate<String> asked, int count) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        synchronized (messages) {
            while (true) {
                var found = messages.stream().filter(asked).limit(count).toList();
                if (found.size() == count) {
                    return found;
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || closeCode >= 0) {
                    throw new AssertionError("only " + found.size() + " of " + count + " came; closed with " + closeCode
                            + "; " + messages.size() + " messages, first "
                            + messages.stream().limit(3).toList());
                }
                messages.wait(left);
            }
        }
    }

    /** All messages, once they are together as asked. */
    List<String> awaitAll(Predicate<List<String>> asked) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        var all = messages();
        while (!asked.test(all)) {
            synchronized (messages) {
                while (messages.size() == all.size()) {
                    long left = (end - System.nanoTime()) / 1_000_000;
                    if (left <= 0 || closeCode >= 0) {
                        throw new AssertionError(all.size() + " messages came, and they are not as asked");
                    }
                    messages.wait(left);
                }
            }
            all = messages();
        }
        return all;
    }

    /** Waits until no message has come for so long: what was in the air when the other side fell silent comes before. */
    void awaitSilence(Duration time) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        synchronized (messages) {
            for (int heard = -1; heard != messages.size(); ) {
                heard = messages.size();
                long quiet = System.nanoTime() + time.toNanos();
                for (long left = time.toMillis(); left > 0 && heard == messages.size(); ) {
                    messages.wait(left);
                    left = (quiet - System.nanoTime()) / 1_000_000;
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("it goes on and on: " + messages.size() + " messages");
                }
            }
        }
    }

    int awaitClose() throws InterruptedException {
        if (!closed.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the connection is still open");
        }
        synchronized (messages) {
            return closeCode;
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    static String get(URI origin, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(origin.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
