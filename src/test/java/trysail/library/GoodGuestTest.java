package trysail.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.session.SessionSpec;
import trysail.session.Sessions;

/** What Trysail wants of a process that it is a guest in, and what it leaves alone. Each in a JVM of its own. */
@Timeout(180)
class GoodGuestTest {
    @TempDir
    private Path folder;

    private record Said(int code, String out) {}

    @Test
    void withoutThePreviewTheFirstCallSaysWhatIsMissing() throws Exception {
        var said = run(List.of(), OneSession.class.getName(), folder.toString());
        assertThat(said.out)
                .isEqualToIgnoringNewLines("IllegalStateException: Trysail's sessions stand on a preview of the JDK:"
                        + " start the JVM with --enable-preview");
        assertThat(said.code).isZero();
    }

    @Test
    void withoutThePreviewTheCommandLineSaysSoToo() throws Exception {
        var said = run(List.of(), "trysail.Trysail", "version");
        assertThat(said.out)
                .isEqualToIgnoringNewLines("trysail: Trysail's sessions stand on a preview of the JDK:"
                        + " start the JVM with --enable-preview");
        assertThat(said.code).isEqualTo(2);
    }

    @Test
    void aSessionChangesNoPropertyAndNoDefaultOfTheProcess() throws Exception {
        var said = run(
                List.of("--enable-preview", "--enable-native-access=ALL-UNNAMED"),
                OneSession.class.getName(),
                folder.toString());
        assertThat(said.out.lines().filter(line -> !line.startsWith("SLF4J"))).containsExactly("exit 0, the same");
    }

    @Test
    void stormsWithoutTheDoorToSchedulersAreRefusedInWords() throws Exception {
        var said = run(List.of("--enable-preview"), "trysail.Trysail", "storm", "--runs", "1");
        if (Runtime.version().feature() >= 24) {
            assertThat(said.out).contains("storms need a JVM started with --add-opens java.base/java.lang=ALL-UNNAMED");
        }
        assertThat(said.code).isEqualTo(2);
    }

    private Said run(List<String> flags, String main, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        var process = builder.start();
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Said(process.exitValue(), said);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Somebody's program. */
    static final class OneSession {
        private OneSession() {}

        public static void main(String[] journal) throws Exception {
            Footprint.now(); // loads what it looks at
            var before = Footprint.now();
            try {
                var spec = SessionSpec.paper()
                        .journal(Path.of(journal[0]))
                        .symbols(List.of("BTC-USDT"))
                        .lasting(java.time.Duration.ofSeconds(1));
                var receipt = new Sessions().start(spec).await();
                var after = Footprint.now();
                System.out.println("exit " + receipt.exitCode() + ", "
                        + (after.equals(before) ? "the same" : before + " became " + after));
            } catch (IllegalStateException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }

    /** What belongs to the whole process and can be changed by anybody in it. */
    private record Footprint(
            java.util.Properties properties,
            java.util.Locale locale,
            java.util.TimeZone zone,
            List<Object> handlers,
            String handler,
            boolean security) {
        static Footprint now() {
            var root = java.util.logging.Logger.getLogger("");
            var properties = new java.util.Properties();
            properties.putAll(System.getProperties());
            return new Footprint(
                    properties,
                    java.util.Locale.getDefault(),
                    java.util.TimeZone.getDefault(),
                    List.of(List.of(root.getHandlers()), String.valueOf(root.getLevel()), System.out, System.err),
                    String.valueOf(Thread.getDefaultUncaughtExceptionHandler()),
                    java.net.Authenticator.getDefault() == null);
        }
    }
}
