package trysail;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Warnings of sessions go to no console while these tests run: in simulated time a thread that waits for somebody's
 * monitor, such as the console's, is not the schedule's doing.
 */
public final class QuietLog implements BeforeAllCallback, AfterAllCallback {
    private static final Logger ROOT = Logger.getLogger("");

    private List<Handler> before = List.of();

    /** For tests of another engine than JUnit's own. */
    public void begin() {
        before = List.of(ROOT.getHandlers());
        before.forEach(ROOT::removeHandler);
    }

    /** What there was before is there again. */
    public void end() {
        before.forEach(ROOT::addHandler);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }
}
