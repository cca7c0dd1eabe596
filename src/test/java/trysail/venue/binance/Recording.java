package trysail.venue.binance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import trysail.model.Instrument;

/** The recorded USD-M frames, where they are at hand. */
final class Recording {
    static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("100"));

    private Recording() {}

    /** Frames without their time of receipt, the depth snapshot among them; skips the test where there are none. */
    static List<String> usdm() throws IOException {
        var file = Path.of("..", "shared", "data", "binance-usdm-btcusdt-20240808.raw.gz");
        Assumptions.assumeTrue(Files.exists(file), "no recording at " + file);
        var frames = new ArrayList<String>();
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                frames.add(line.substring(line.indexOf(' ') + 1));
            }
        }
        return frames;
    }
}
