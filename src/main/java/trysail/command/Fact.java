package trysail.command;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import trysail.receipt.Receipt;
import trysail.session.Session;

/** What can be asked of a session, as {@code wait-until} and {@code expect} do. */
enum Fact {
    /** Our working orders. */
    ORDERS,
    /** Our trades. */
    FILLS,
    /** Positions that are not flat. */
    POSITIONS,
    /** Profit or loss in quote currency. */
    PNL,
    /** Market frames. */
    FRAMES,
    /** Seconds since it began. */
    AGE,
    /** Seconds since the last frame. */
    DATA_AGE,
    /** {@code opening}, {@code running}, {@code stopping} or {@code stopped}. */
    STATE,
    /** The code of its receipt. */
    EXIT,
    /** How much its receipt found left behind. */
    LEFT,
    /** Sessions that run; no session's own. */
    SESSIONS;

    static Optional<Fact> named(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Fact::word).toList();
    }

    /** As it is written: {@code data-age}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of a session now; empty while it is not known. */
    Optional<String> of(Session session) {
        return switch (this) {
            case ORDERS -> number(session.snapshot().working());
            case FILLS -> number(session.snapshot().fills());
            case POSITIONS ->
                number(session.positions().stream()
                        .filter(p -> p.size().signum() != 0)
                        .count());
            case PNL -> Optional.of(session.snapshot().pnl().toPlainString());
            case FRAMES -> number(session.snapshot().frames());
            case AGE -> Optional.of(seconds(session.snapshot().age()));
            case DATA_AGE -> session.snapshot().dataAge().map(Fact::seconds);
            case STATE -> Optional.of(session.state().word());
            case EXIT -> session.receipt().flatMap(r -> number(r.exitCode()));
            case LEFT -> session.receipt().flatMap(Fact::left);
            case SESSIONS -> Optional.empty();
        };
    }

    private static Optional<String> number(long n) {
        return Optional.of(Long.toString(n));
    }

    private static String seconds(Duration d) {
        return BigDecimal.valueOf(d.toMillis(), 3).toPlainString();
    }

    private static Optional<String> left(Receipt receipt) {
        var left = receipt.left();
        return number(left.threads().size()
                + left.sockets().size()
                + left.files().size()
                + left.orders().size()
                + left.tasks().size());
    }
}
