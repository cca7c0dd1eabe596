package trysail.past;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import trysail.words.BadInput;
import trysail.words.Durations;

/** Reads {@code --since}: so long ago, a day, or an instant. */
public final class Since {
    private Since() {}

    /**
     * The first instant of it.
     *
     * @param now by which so long ago is counted
     * @throws BadInput when it is none of {@code 7d}, {@code 2026-11-30} (UTC) and {@code 2026-11-30T14:00:00Z}
     */
    public static Instant read(String text, Instant now) {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            if (text.contains("T") && Character.isDigit(text.charAt(0))) {
                return Instant.parse(text);
            }
            return now.minus(Durations.parse("--since", text));
        } catch (DateTimeException | BadInput e) {
            throw new BadInput(
                    "--since '" + text + "' is no length of time, day or instant: write 7d, 2026-11-30 or"
                            + " 2026-11-30T14:00:00Z",
                    e);
        }
    }
}
