package trysail.script;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.strategy.FromFile;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;

/** A strategy from a file; what it throws has a stack trace of the file's lines. */
final class FileStrategy implements FromFile {
    private final Path file;
    private final String spec;
    private final Strategy strategy;
    private final Frames frames;
    private final String sha256;

    FileStrategy(Path file, String spec, Strategy strategy, Frames frames, String sha256) {
        this.sha256 = sha256;
        this.file = file;
        this.spec = spec;
        this.strategy = strategy;
        this.frames = frames;
    }

    Path file() {
        return file;
    }

    @Override
    public String sha256() {
        return sha256;
    }

    /** What it was named by, options included. */
    String spec() {
        return spec;
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
        return spec;
    }
}
