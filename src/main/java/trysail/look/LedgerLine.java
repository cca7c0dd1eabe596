package trysail.look;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import trysail.scope.Ledger;

/**
 * Something that a session has open.
 *
 * @param kind such as {@code socket}
 * @param age since it was opened
 * @param by the name of the thread that opened it
 * @param stack where that was, one frame a line; only kept when the ledger traces
 */
public record LedgerLine(String kind, String name, Duration age, String by, Optional<String> stack) {
    public static LedgerLine of(Ledger.Entry entry) {
        var kind = entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new LedgerLine(kind, entry.name(), entry.age(), entry.by(), entry.stack());
    }
}
