package trysail.simulator.binance.capture;

import java.util.List;

/** Which venue's words a capture is written in, told from its first frames. */
enum CaptureKind {
    /** Combined streams of Binance USD-M futures: {@code {"stream":…,"data":…}}, depth changes chained by {@code pu}. */
    BINANCE_USDM("binance-usdm"),
    /** Combined streams of Binance spot: quotes without a type, depth changes without {@code pu}. */
    BINANCE_SPOT("binance-spot"),
    /** A BingX swap socket: {@code {"code":0,"dataType":…}}. */
    BINGX_SWAP("bingx-swap"),
    UNKNOWN("unknown");

    private final String word;

    CaptureKind(String word) {
        this.word = word;
    }

    /** As the command line writes it. */
    String word() {
        return word;
    }

    static CaptureKind of(List<String> frames) {
        for (var frame : frames) {
            if (frame.contains("\"dataType\":")) {
                return BINGX_SWAP;
            }
            boolean combined = frame.startsWith("{\"stream\":");
            if (combined && frame.contains("\"depthUpdate\"")) {
                return frame.contains("\"pu\":") ? BINANCE_USDM : BINANCE_SPOT;
            }
            if (combined && frame.contains("@bookTicker\"")) {
                return frame.contains("\"e\":\"bookTicker\"") ? BINANCE_USDM : BINANCE_SPOT;
            }
        }
        return frames.stream().anyMatch(f -> f.startsWith("{\"stream\":")) ? BINANCE_USDM : UNKNOWN;
    }
}
