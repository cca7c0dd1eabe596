package trysail.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.console.PlainConsole;
import trysail.console.Signals;
import trysail.look.SessionState;
import trysail.picture.Paper;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.words.BadInput;

/** Sessions of one process, looked at and steered over its socket. */
class HandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Sessions sessions = new Sessions();
    private final String state = System.getProperty("trysail.state", "");
    private Hand hand;

    @BeforeEach
    void open() throws Exception {
        System.setProperty("trysail.state", directory.resolve("state").toString());
        hand = Hand.open(sessions, new Signals());
    }

    @AfterEach
    void close() throws Exception {
        try (var unused = hand) {
            for (var session : sessions.running()) {
                session.stop(new StopReason.StopRequested("test"));
                session.await();
            }
        } finally {
            System.setProperty("trysail.state", state);
        }
    }

    private Session start() throws InterruptedException {
        var session = sessions.start(SessionSpec.paper().journal(directory.resolve("journal")));
        until(() -> session.state() instanceof SessionState.Running);
        return session;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        var soon = SessionClock.SYSTEM.deadline(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(soon.expired()).isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
        }
    }

    private int say(String... words) {
        out.reset();
        err.reset();
        try (var console = new PlainConsole(
                Paper.plain(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))) {
            return new Elsewhere(console).run(List.of(words));
        }
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path socket() {
        return Path.of(hand.place().orElseThrow());
    }

    @Test
    void whatIsTypedElsewhereActsHereAndAnswersThere() throws Exception {
        var session = start();

        assertThat(say("sessions")).isZero();
        assertThat(out()).contains(session.name(), "running");
        assertThat(say("pause")).isZero();
        assertThat(out()).startsWith(session.name() + ": paused");
        assertThat(session.held()).contains("paused");
        assertThat(say("status", session.name())).isZero();
        assertThat(out()).contains("session   " + session.name() + "  running");
        assertThat(say("resume", "--session", session.name())).isZero();
        assertThat(session.held()).isEmpty();
        until(() -> say("recon", "--journal", directory.resolve("journal").toString()) == 0
                && out().contains("wallet    USDT"));
        assertThat(say("stop", session.name(), "--within", "3s", "--json")).isZero();
        assertThat(out()).contains("\"session\":\"" + session.name() + "\"", "\"exit_code\":0");
        assertThat(session.state()).isInstanceOf(SessionState.Stopped.class);
    }

    @Test
    void whoIsNotThereIsSaidWithThoseThatAre() throws Exception {
        assertThatThrownBy(() -> say("status"))
                .isInstanceOf(BadInput.class)
                .hasMessage("no session of yours runs on this machine; start one, such as: trysail start paper 60s");
        var session = start();

        assertThatThrownBy(() -> say("pause", "paper-77"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no session 'paper-77' runs")
                .hasMessageContaining("there is " + session.name() + " (process ");
        assertThatThrownBy(() ->
                        say("pause", "--journal", directory.resolve("other").toString()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("with the journal directory '");
        start();
        assertThatThrownBy(() -> say("pause")).isInstanceOf(BadInput.class).hasMessageStartingWith("which session? ");
        assertThat(session.held()).isEmpty();
        assertThat(say("status")).isZero();
        assertThat(out().split("session   ")).as("a look at each").hasSize(3);
        assertThat(say("stop", "all")).isZero();
        assertThat(sessions.running()).isEmpty();
    }

    @Test
    void aSocketThatAProcessHasLeftIsSaidAndRemoved() throws Exception {
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        var left = socket().resolveSibling(gone.pid() + ".sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(left));
        } // its file stays, as after kill -9

        assertThatThrownBy(() -> say("status"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("process " + gone.pid() + " is gone and had left its socket");

        assertThat(left).doesNotExist();
    }

    @Test
    void aProcessThatHangsHoldsUpNobody() throws Exception {
        var session = start();
        var hung = socket().resolveSibling(ProcessHandle.current().pid() + 1 + ".sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(hung)); // it is there, and never says a word

            assertThat(say("status")).isZero();
        }
        assertThat(out()).contains("session   " + session.name());
    }

    @Test
    void itsFileIsForItsOwnerAloneAndGoesWithTheProcess() throws Exception {
        var file = socket();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        hand.close();
        assertThat(file).doesNotExist();
        assertThat(hand.place()).isEmpty();
    }

    @Test
    void aCallerWithoutMannersHoldsNobodyUp() throws Exception {
        var session = start();
        try (var mute = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
                var endless = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
                var strange = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            var junk = ByteBuffer.wrap("x".repeat(20_000).getBytes(StandardCharsets.UTF_8));
            var unused = endless.write(junk);
            Lines.write(strange, "{\"words\":[\"start\",\"paper\"]}\n");

            assertThat(say("status")).isZero();
            assertThat(Lines.read(strange, 4_096, () -> {}).flatMap(Said::answer))
                    .hasValueSatisfying(a -> assertThat(a.complaints())
                            .singleElement()
                            .asString()
                            .contains("'start' cannot be asked from elsewhere"));
            assertThat(Lines.read(mute, 4_096, () -> {}).flatMap(Said::answer))
                    .as("cut off, or told that it asked nothing")
                    .satisfies(
                            a -> assertThat(a.map(Said.Answer::code).orElse(2)).isEqualTo(2));
        }
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(sessions.running()).hasSize(1);
    }
}
