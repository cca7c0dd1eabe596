package trysail.script;

import java.util.Map;
import java.util.Optional;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import trysail.scope.SessionContext;

/** Lets the JDK's own shell run snippets as {@link Shell} does, by {@code --execution trysail}. Public for the JDK alone. */
public final class EngineProvider implements ExecutionControlProvider {
    private final Optional<Engine> engine;

    /** Each shell gets an engine of its own. */
    public EngineProvider() {
        engine = Optional.empty();
    }

    EngineProvider(Engine engine) {
        this.engine = Optional.of(engine);
    }

    @Override
    public String name() {
        return "trysail";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return engine.orElseGet(() -> new Engine(SessionContext.standalone("jshell")));
    }
}
