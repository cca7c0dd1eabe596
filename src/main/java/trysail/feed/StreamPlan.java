package trysail.feed;

import java.util.Optional;
import trysail.model.Instrument;

/**
 * Which streams a feed asks for, by the venue's names, and what is next best where one proves dead. It outlives the
 * connections, so that what was learned on one holds for the next. Thread-safe.
 */
public interface StreamPlan {
    /** What a stream tells. */
    enum Kind {
        QUOTES,
        TRADES,
        BOOK
    }

    /** How many kinds there are. */
    int KINDS = Kind.values().length;

    /** A feed's lines: each has connections of its own, at an address of its own. */
    enum Line {
        MAIN,
        /** Beside the main one; opened when something is asked for there. */
        BESIDE
    }

    /** Of a feed that does not tell its streams apart. */
    StreamPlan NONE = new StreamPlan() {
        @Override
        public Optional<String> name(Kind kind, Instrument instrument) {
            return Optional.empty();
        }

        @Override
        public Line line(Kind kind, Instrument instrument) {
            return Line.MAIN;
        }

        @Override
        public boolean next(Kind kind, Instrument instrument) {
            return false;
        }

        @Override
        public boolean beside() {
            return false;
        }

        @Override
        public void onChange(Runnable changed) {}

        @Override
        public double pace() {
            return 0;
        }
    };

    /** What is asked for now; empty where nothing is: whoever serves the feed has said that it carries no such stream. */
    Optional<String> name(Kind kind, Instrument instrument);

    /** Where it is asked for. */
    Line line(Kind kind, Instrument instrument);

    /**
     * From now on the next best is to be asked for; after the last, the best once more.
     *
     * @return false when that has been done already, and only another connection is left to try: the next call begins anew
     */
    boolean next(Kind kind, Instrument instrument);

    /** Whether anything is asked for beside the main line. */
    boolean beside();

    /** Has this run whenever what is asked for has changed, by whoever changed it: must not block. Given once. */
    void onChange(Runnable changed);

    /** How many times faster than the clock the market goes; 0: by no clock, so that no silence means anything. */
    double pace();
}
