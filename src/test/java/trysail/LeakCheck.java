package trysail;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * On every test, by itself: platform threads, sockets and files that were not there before the test must be gone after
 * it, and virtual threads after its class. It waits for them, up to half a minute, by looking, and then names each with its
 * stack. What is open before the first test of a class (a server in a static field) may stay until its end; a class
 * whose tests share something that grows says {@link PerClass}.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Namespace STORE = Namespace.create(LeakCheck.class);

    /** The tests of this class share something that opens as it goes: looked at when the class is done. */
    @Inherited
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface PerClass {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(STORE).put("class", Belongings.ofTheProcess(true));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared(context)) {
            context.getStore(STORE).put("test", Belongings.ofTheProcess(false));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var before = context.getStore(STORE).remove("test", Belongings.class);
        if (before != null) {
            before.awaitNothingMore(context.getDisplayName());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var before = context.getStore(STORE).remove("class", Belongings.class);
        if (before != null) {
            before.awaitNothingMore(context.getDisplayName());
        }
    }

    private static boolean shared(ExtensionContext context) {
        for (var type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            if (type.isAnnotationPresent(PerClass.class)) {
                return true;
            }
        }
        return false;
    }
}
