package trysail.venue.binance;

import java.net.URI;
import java.util.List;

/** Names of streams and where they are served: the one place to change when the venue moves them. */
final class BinanceStreams {
    private static final String MARKET_PATH = "/public/stream";
    private static final List<String> ACCOUNT_PATHS = List.of("/private/ws?listenKey=", "/ws/");

    /** Each line names one stream of an instrument, best first; the next is asked for where one is refused. */
    static final List<List<String>> WANTED =
            List.of(List.of("bookTicker"), List.of("trade", "aggTrade"), List.of("depth@0ms", "depth@100ms"));

    private BinanceStreams() {}

    static URI market(URI origin) {
        return URI.create(bare(origin) + MARKET_PATH);
    }

    /** Where an account's stream may be, best first. The addresses hold the key: never show them. */
    static List<URI> account(URI origin, String listenKey) {
        return ACCOUNT_PATHS.stream()
                .map(path -> URI.create(bare(origin) + path + listenKey))
                .toList();
    }

    private static String bare(URI origin) {
        return origin.toString().replaceAll("/+$", "");
    }
}
