package trysail.command;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import trysail.session.Receipt;
import trysail.session.Session;
import trysail.session.SessionState;

/** What can be asked of a session, as {@code wait-until} and {@code expect} do. */
enum Fact {
    ORDERS("our working orders", s -> number(s.snapshot().working())),
    FILLS("our trades", s -> number(s.snapshot().fills())),
    POSITIONS(
            "positions that are not flat",
            s -> number(
                    s.positions().stream().filter(p -> p.size().signum() != 0).count())),
    PNL("profit or loss in quote currency", s -> Optional.of(s.snapshot().pnl().toPlainString())),
    FRAMES("market frames", s -> number(s.snapshot().frames())),
    AGE("seconds since it began", s -> Optional.of(seconds(s.snapshot().age()))),
    DATA_AGE("seconds since the last frame", s -> s.snapshot().dataAge().map(Fact::seconds)),
    STATE("opening, running, stopping or stopped", s -> Optional.of(state(s.state()))),
    EXIT("the code of the last command that failed, or of its receipt", Fact::receipt),
    LEFT("what a receipt found left behind", s -> s.receipt().flatMap(Fact::left)),
    SESSIONS("sessions that run", s -> Optional.empty());

    private final String meaning;
    private final Function<Session, Optional<String>> value;

    Fact(String meaning, Function<Session, Optional<String>> value) {
        this.meaning = meaning;
        this.value = value;
    }

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

    String meaning() {
        return meaning;
    }

    /** Of a session now; empty while it is not known. */
    Optional<String> of(Session session) {
        return value.apply(session);
    }

    private static Optional<String> number(long n) {
        return Optional.of(Long.toString(n));
    }

    private static String seconds(Duration d) {
        return BigDecimal.valueOf(d.toMillis(), 3).toPlainString();
    }

    private static String state(SessionState state) {
        return switch (state) {
            case SessionState.Opening o -> "opening";
            case SessionState.Running r -> "running";
            case SessionState.Stopping s -> "stopping";
            case SessionState.Stopped s -> "stopped";
        };
    }

    private static Optional<String> receipt(Session session) {
        return session.receipt().flatMap(r -> number(r.exitCode()));
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
