package trysail.journal;

import java.time.Instant;
import java.util.Optional;

/** One session in the logbook; the receipt is its JSON, absent while it runs and when it died. */
public record LogbookLine(int number, String session, String mode, Instant started, Optional<String> receipt) {}
