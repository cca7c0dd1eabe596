package trysail;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** {@link LeakCheck} for jqwik: what all tries of a property opened must be gone when it is done. */
public final class LeakCheckOfProperties implements AroundPropertyHook {
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        var before = Belongings.ofTheProcess(true);
        var result = property.execute();
        if (result.status() != PropertyExecutionResult.Status.SUCCESSFUL) {
            return result;
        }
        try {
            before.awaitNothingMore(context.label());
            return result;
        } catch (AssertionError leak) {
            return result.mapToFailed(leak);
        }
    }

    /** Outermost: what a property's own hooks and containers open, they have closed by then. */
    @Override
    public int aroundPropertyProximity() {
        return -100;
    }
}
