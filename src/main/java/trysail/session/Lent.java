package trysail.session;

import java.util.Optional;
import java.util.function.Supplier;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** A strategy object of its user's, until memory is out: it may be what holds it. Thread-safe. */
final class Lent implements Supplier<Strategy> {
    private volatile Optional<Strategy> own;

    Lent(Strategy own) {
        this.own = Optional.of(own);
    }

    @Override
    public Strategy get() {
        return own.orElseThrow(() -> new BadInput("the strategy was let go of when memory was out: name it anew"));
    }

    void letGo() {
        own = Optional.empty();
    }
}
