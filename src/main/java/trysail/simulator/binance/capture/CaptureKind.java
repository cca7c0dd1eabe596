package trysail.simulator.binance.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** Which venue's words a capture is written in, told from its first frames. */
enum CaptureKind {
    /** Streams of Binance USD-M futures: quotes have a type, depth changes are chained by {@code pu}. */
    BINANCE_USDM("binance-usdm"),
    /** Streams of Binance spot: quotes without a type, depth changes without {@code pu}, trades with {@code M}. */
    BINANCE_SPOT("binance-spot"),
    /** A BingX swap socket: {@code {"code":0,"dataType":…}}. */
    BINGX_SWAP("bingx-swap"),
    UNKNOWN("unknown"),
    /** No frame is JSON. */
    UNREADABLE("unreadable");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String word;

    CaptureKind(String word) {
        this.word = word;
    }

    /** As the command line writes it. */
    String word() {
        return word;
    }

    static CaptureKind of(List<String> frames) {
        var all = frames.stream().flatMap(f -> parsed(f).stream()).toList();
        return all.stream()
                .flatMap(f -> surely(f).stream())
                .findFirst()
                .or(() -> all.stream().flatMap(f -> likely(f).stream()).findFirst())
                .orElse(all.isEmpty() ? UNREADABLE : UNKNOWN);
    }

    private static Optional<JsonNode> parsed(String frame) {
        try {
            return Optional.of(JSON.readTree(frame));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static JsonNode data(JsonNode frame) {
        return frame.path("data").isObject() ? frame.path("data") : frame;
    }

    private static Optional<CaptureKind> surely(JsonNode frame) {
        if (frame.has("dataType")) {
            return Optional.of(BINGX_SWAP);
        }
        var data = data(frame);
        var type = data.path("e").asText();
        if (type.equals("depthUpdate")) {
            return Optional.of(data.has("pu") ? BINANCE_USDM : BINANCE_SPOT);
        }
        if (type.equals("bookTicker")) {
            return Optional.of(BINANCE_USDM);
        }
        if (type.isEmpty() && data.has("u") && data.has("s") && data.has("b") && data.has("a")) {
            return Optional.of(BINANCE_SPOT);
        }
        return frame.path("stream").asText().endsWith("@bookTicker") ? Optional.of(BINANCE_SPOT) : Optional.empty();
    }

    /** What only tells where nothing else does. */
    private static Optional<CaptureKind> likely(JsonNode frame) {
        var data = data(frame);
        if (data.path("e").isTextual()) {
            return Optional.of(data.has("M") ? BINANCE_SPOT : BINANCE_USDM);
        }
        return frame.has("stream") ? Optional.of(BINANCE_USDM) : Optional.empty();
    }
}
