package trysail.simulator.source;

import java.util.Optional;
import trysail.model.Levels;
import trysail.recording.Recording;
import trysail.recording.UsdmFrame;
import trysail.simulator.play.Opening;

/** The first frame of each kind of one instrument: what its opening state is made of. */
final class FirstFrames {
    private final Recording recording;
    private final UsdmFrame frame = new UsdmFrame();
    private Optional<Integer> snapshot = Optional.empty();
    private Optional<Integer> trade = Optional.empty();
    private Optional<Integer> quote = Optional.empty();
    private Optional<Integer> depth = Optional.empty();

    FirstFrames(Recording recording) {
        this.recording = recording;
    }

    void see(int i, UsdmFrame.Kind kind) {
        switch (kind) {
            case SNAPSHOT -> snapshot = snapshot.or(() -> Optional.of(i));
            case TRADE -> trade = trade.or(() -> Optional.of(i));
            case QUOTE -> quote = quote.or(() -> Optional.of(i));
            case DEPTH -> depth = depth.or(() -> Optional.of(i));
            case OTHER, ASIDE -> {}
        }
    }

    boolean hasSnapshot() {
        return snapshot.isPresent();
    }

    Opening opening() {
        var book = book();
        long bid = book.bids().count() > 0 ? book.bids().price(0) : 1;
        long ask = book.asks().count() > 0 ? book.asks().price(0) : bid + 1;
        long bidSize = book.bids().count() > 0 ? book.bids().size(0) : 1;
        long askSize = book.asks().count() > 0 ? book.asks().size(0) : 1;
        if (quote.isPresent()) {
            recording.read(quote.get(), frame);
            bid = frame.bid;
            bidSize = frame.bidSize;
            ask = frame.ask;
            askSize = frame.askSize;
        }
        if (trade.isPresent()) {
            recording.read(trade.get(), frame);
        }
        boolean traded = trade.isPresent() && frame.price > 0 && frame.size > 0;
        return new Opening(
                book.bids(),
                book.asks(),
                book.updateId(),
                bid,
                bidSize,
                ask,
                askSize,
                traded ? Math.max(0, frame.tradeId - 1) : 0,
                traded ? frame.price : bid,
                traded ? frame.size : bidSize,
                traded && frame.buyerIsMaker);
    }

    private record Book(Levels bids, Levels asks, long updateId) {}

    /** The recording's own snapshot; without one, its first quote, from which the first change goes on. */
    private Book book() {
        if (snapshot.isPresent()) {
            recording.read(snapshot.get(), frame);
            return new Book(
                    Levels.of(frame.bids, frame.bidLevels), Levels.of(frame.asks, frame.askLevels), frame.lastId);
        }
        long id = 0;
        if (depth.isPresent()) {
            recording.read(depth.get(), frame);
            id = frame.firstId;
        }
        if (quote.isEmpty()) {
            return new Book(Levels.NONE, Levels.NONE, id);
        }
        recording.read(quote.get(), frame);
        return new Book(
                Levels.of(new long[] {frame.bid, frame.bidSize}, 1),
                Levels.of(new long[] {frame.ask, frame.askSize}, 1),
                id);
    }
}
