package trysail.script;

import java.io.IOException;
import java.nio.file.Files;
import jdk.jshell.tool.JavaShellToolBuilder;

/** The JDK's own shell in this process and its terminal, with our imports and our way to run snippets. */
public final class JdkShell {
    private JdkShell() {}

    /** Runs it until the user leaves; its exit code. Takes the terminal and the calling platform thread. */
    public static int run() throws IOException {
        var startup = Files.createTempFile("trysail", ".jsh");
        try {
            Files.writeString(startup, Startup.text());
            return JavaShellToolBuilder.builder()
                    .start("--enable-preview", "--execution", "trysail", "--startup", startup.toString());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the JDK's shell failed", e);
        } finally {
            Files.deleteIfExists(startup);
        }
    }
}
