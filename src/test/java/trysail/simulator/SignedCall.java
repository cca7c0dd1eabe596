package trysail.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import trysail.simulator.binance.Signing;
import trysail.simulator.desk.AccountKeys;

/** Signed REST calls to a running exchange, for tests of the whole. */
final class SignedCall {
    private final URI origin;
    private final AccountKeys keys;

    SignedCall(URI origin, AccountKeys keys) {
        this.origin = origin;
        this.keys = keys;
    }

    String send(String method, String path, String parameters) throws IOException, InterruptedException {
        var text = (parameters.isEmpty() ? "" : parameters + "&") + "timestamp="
                + Instant.now().toEpochMilli();
        var query = text + "&signature=" + Signing.sign(keys.secret(), text);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(origin.resolve(path + "?" + query))
                                    .timeout(Duration.ofSeconds(60))
                                    .header("X-MBX-APIKEY", keys.key())
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
