package trysail.schedule;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import trysail.scope.SessionClock;

/** What a run lets be seen, line by line, each at its simulated time. Written by the run's threads alone. */
public final class Transcript {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SessionClock clock;

    /** An empty one, whose lines are of this clock's time. */
    public Transcript(SessionClock clock) {
        this.clock = clock;
    }

    /** One line: its time in microseconds since the run began, and what was seen. */
    public void line(String seen) {
        var line = Duration.ofNanos(clock.nanos()).toNanos() / 1_000 + " " + seen + "\n";
        bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** SHA-256, in hexadecimal. */
    public static String digest(byte[] of) {
        return HexFormat.of().formatHex(sha256().digest(of));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
