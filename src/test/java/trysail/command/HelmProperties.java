package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import trysail.Folders;
import trysail.look.SessionState;
import trysail.scope.StopReason;
import trysail.session.Session;

/**
 * Any sequence of lines at the helm, against a model: which sessions there are, which of them run, which one is the
 * current. Each line answers with the code the model says; in the end everything is closed.
 */
class HelmProperties { // A11, F5
    private static final int MOST = 3;
    private static final int USAGE = 2;

    /** A line; {@code which} names a session, and one past the last is nobody's. */
    record Line(String words, int which) {}

    private static final List<String> STEERING = List.of("pause", "resume", "disarm", "arm", "drain", "kill");
    private static final List<String> LOOKING =
            List.of("status", "orders", "positions", "why", "fills --last 3", "ledger");
    private static final List<String> NONSENSE = List.of("strat paper", "stop --on-stop=maybe", "pause now please");

    @Property(tries = 8, shrinking = ShrinkingMode.BOUNDED)
    void anySequenceOfLinesKeepsTheHelmInOrder(@ForAll("lines") List<Line> lines) throws Exception {
        var directory = Files.createTempDirectory("trysail-helm");
        try (var deck = Deck.script(directory)) {
            var model = new Model(deck);
            try {
                for (var line : lines) {
                    model.say(line);
                }
            } finally {
                deck.helm.stopAll(new StopReason.StopRequested("the end"));
            }
            model.atTheEnd(directory);
        } finally {
            Folders.delete(directory);
        }
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        var words = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("start")),
                Tuple.of(2, Arbitraries.of("stop", "stop NAME", "stop NAME keep")),
                Tuple.of(2, Arbitraries.just("use NAME")),
                Tuple.of(3, Arbitraries.of(STEERING)),
                Tuple.of(2, Arbitraries.of(STEERING).map(w -> w + " NAME")),
                Tuple.of(2, Arbitraries.of("fault mute for 50ms", "fault gap", "fault drop")),
                Tuple.of(2, Arbitraries.of(LOOKING)),
                Tuple.of(1, Arbitraries.of("sessions", "venues", "")),
                Tuple.of(1, Arbitraries.of(NONSENSE)));
        return Combinators.combine(words, Arbitraries.integers().between(0, MOST))
                .as(Line::new)
                .list()
                .ofMaxSize(14);
    }

    /** What should be. */
    private static final class Model {
        private final Deck deck;
        private final List<Session> started = new ArrayList<>();
        private final List<Session> running = new ArrayList<>();
        private Optional<Session> current = Optional.empty();

        private Model(Deck deck) {
            this.deck = deck;
        }

        private void say(Line line) {
            var named =
                    line.which() < started.size() ? Optional.of(started.get(line.which())) : Optional.<Session>empty();
            var words = line.words().replace("NAME", named.map(Session::name).orElse("nobody-7"));
            if (words.equals("start")) {
                start();
                return;
            }
            var verb = words.split(" ")[0];
            var acts = words.contains(" ") && line.words().contains("NAME") ? named : toSteer();
            var code = deck.line(words);
            var seen = words + ": " + code + "\n" + deck.err();
            if (verb.isEmpty() || verb.equals("sessions") || verb.equals("venues")) {
                assertThat(code).as(seen).isZero();
            } else if (NONSENSE.contains(words)) {
                assertThat(code).as(seen).isEqualTo(USAGE);
            } else if (LOOKING.contains(words)) {
                assertThat(code)
                        .as(seen)
                        .isEqualTo(started.isEmpty() ? code : 0)
                        .isIn(0, USAGE);
            } else if (verb.equals("fault")) {
                var opening = deck.err().endsWith("it is still opening\n");
                var hit = current.filter(running::contains).isPresent();
                assertThat(code).as(seen).isEqualTo(hit && !(code == USAGE && opening) ? 0 : USAGE);
            } else if (verb.equals("use")) {
                assertThat(code).as(seen).isEqualTo(named.isPresent() ? 0 : USAGE);
                current = named.or(() -> current);
            } else if (verb.equals("stop")) {
                assertThat(code).as(seen).isEqualTo(acts.isPresent() ? 0 : USAGE);
                acts.ifPresent(running::remove);
            } else {
                assertThat(code)
                        .as(seen)
                        .isEqualTo(acts.filter(running::contains).isPresent() ? 0 : USAGE);
            }
            current.ifPresent(c -> assertThat(deck.helm.current()).as(seen).contains(c));
            assertThat(deck.sessions.running()).as(seen).containsExactlyElementsOf(running);
        }

        private void start() {
            if (started.size() < MOST) {
                assertThat(deck.line("start paper 10m --symbols BTC-USDT"))
                        .as(deck.err())
                        .isZero();
                var session = deck.sessions.running().getLast();
                assertThat(started).extracting(Session::name).doesNotContain(session.name());
                started.add(session);
                running.add(session);
                current = Optional.of(session);
            }
        }

        /** Whom a word without a name means: the current one if it runs, else the last that does, else the current. */
        private Optional<Session> toSteer() {
            return running.isEmpty()
                    ? current
                    : current.filter(running::contains).or(() -> Optional.of(running.getLast()));
        }

        private void atTheEnd(Path journals) throws InterruptedException {
            assertThat(deck.sessions.running()).isEmpty();
            assertThat(deck.sessions.embedded()).isEmpty();
            for (var session : started) {
                assertThat(session.state()).isInstanceOf(SessionState.Stopped.class);
                var receipt = session.receipt().orElseThrow();
                assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
                assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            }
            var told = deck.sessions.history(journals, MOST + 1);
            assertThat(told)
                    .hasSize(started.size())
                    .allMatch(past -> past.receipt().isPresent());
        }
    }
}
