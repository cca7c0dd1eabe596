package trysail.simulator.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Half a gigabyte of blanks, which is half a megabyte when it is compressed. */
public final class Bomb {
    public static final byte[] BYTES = bytes();

    private static final int MEGA = 1 << 20;
    private static final int INFLATED = 512;

    private Bomb() {}

    private static byte[] bytes() {
        var one = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(one)) {
            gzip.write(" ".repeat(MEGA).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var all = new ByteArrayOutputStream();
        for (var i = 0; i < INFLATED; i++) {
            all.writeBytes(one.toByteArray()); // one member after another is one file
        }
        return all.toByteArray();
    }
}
