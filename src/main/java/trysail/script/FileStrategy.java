package trysail.script;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;

/** A strategy from a file; what it throws has a stack trace of the file's lines. */
final class FileStrategy implements Strategy {
    private final Path file;
    private final Strategy strategy;
    private final Frames frames;

    FileStrategy(Path file, Strategy strategy, Frames frames) {
        this.file = file;
        this.strategy = strategy;
        this.frames = frames;
    }

    Path file() {
        return file;
    }

    void translate(Throwable thrown) {
        frames.translate(thrown);
    }

    private <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            frames.translate(e);
            throw e;
        }
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        return told(() -> strategy.onEvent(event, state));
    }

    @Override
    public List<Intent> onOrder(OrderEvent event, MarketState state) {
        return told(() -> strategy.onOrder(event, state));
    }

    @Override
    public void observe(MarketEvent event, MarketState state) {
        told(() -> {
            strategy.observe(event, state);
            return true;
        });
    }

    @Override
    public List<WarmUp> warmUp() {
        return told(strategy::warmUp);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
