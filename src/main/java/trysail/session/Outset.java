package trysail.session;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import trysail.exchange.ExchangeException;
import trysail.exchange.Venue;
import trysail.model.FeedNotice;
import trysail.order.Patience;
import trysail.order.RecoveryNews;
import trysail.receipt.FailureCause;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SharedLock;
import trysail.scope.StopSignal;
import trysail.scope.Term;
import trysail.words.Durations;

/**
 * A session's way from its start to the instant it runs: what it still waits for, what keeps it from that, and how far
 * the recovery of dead sessions is. A venue that cannot be reached is asked again until the time to open is over.
 * Thread-safe; what is said of it here blocks nobody.
 */
final class Outset implements RecoveryNews {
    private static final Logger LOG = Logger.getLogger(Outset.class.getName());
    private static final Duration CALL = Duration.ofSeconds(10);

    /** What a session needs before it runs. */
    enum Need {
        LOG("its log"),
        JOURNAL("its journal"),
        VENUE("its exchange"),
        INSTRUMENTS("the list of instruments"),
        STANDING("how the account stands"),
        ACCOUNT("the account stream"),
        HISTORY("past prices"),
        POSITIONS("the positions"),
        STREAMS("the market streams");

        private final String words;

        Need(String words) {
            this.words = words;
        }
    }

    /** One question to the venue. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Deadline deadline) throws InterruptedException;
    }

    private final SharedLock lock = new SharedLock();
    private final SessionClock clock;
    private final Duration within;
    private final Term term;
    private final Runnable onRun;
    private final Set<Need> open = EnumSet.noneOf(Need.class);
    private final Map<Need, ExchangeException> troubles = new EnumMap<>(Need.class);
    private final List<String> told = new ArrayList<>();
    private Optional<Venue> venue = Optional.empty();
    private String recovering = "";
    private volatile Consumer<String> news = words -> {};

    /**
     * Opening begins now.
     *
     * @param onRun run once, when the session runs, by the task that got it so far: must not block
     */
    Outset(SessionSpec spec, SessionClock clock, StopSignal stop, Runnable onRun) {
        this.clock = clock;
        this.onRun = onRun;
        within = spec.openWithin();
        term = new Term(clock, stop, within, spec.duration(), this::late);
    }

    /** The session's time. */
    Term term() {
        return term;
    }

    /** From now on it waits for this, too. */
    void waits(Need need) {
        lock.lock();
        try {
            open.add(need);
        } finally {
            lock.unlock();
        }
    }

    /** That is there. */
    void has(Need need) {
        lock.lock();
        try {
            open.remove(need);
            troubles.remove(need);
        } finally {
            lock.unlock();
        }
    }

    /** Where all that is to come from the venue comes from. */
    void at(Venue place) {
        lock.lock();
        try {
            venue = Optional.of(place);
        } finally {
            lock.unlock();
        }
    }

    /** It has all it needs. */
    void runs() {
        if (term.begin()) {
            onRun.run();
        }
    }

    /**
     * Asks until there is an answer: the time to open is the bound, and ends in an interruption.
     *
     * @throws ExchangeException when the venue was reached and says no
     */
    <T> T insist(Need need, Question<T> question) throws InterruptedException {
        waits(need);
        for (var attempt = 0; ; attempt++) {
            var pause = Patience.pause(attempt);
            try {
                var answer = question.ask(clock.deadline(CALL));
                has(need);
                return answer;
            } catch (ExchangeException.RateLimited later) {
                keptFrom(need, later);
                pause = later.after().compareTo(pause) > 0 ? later.after() : pause;
            } catch (ExchangeException.Unreachable again) {
                keptFrom(need, again);
            }
            clock.sleep(pause);
        }
    }

    /** Something to know from the beginning, which keeps it from nothing. */
    void tell(String words) {
        LOG.log(Level.INFO, words);
        lock.lock();
        try {
            told.add(words);
        } finally {
            lock.unlock();
        }
    }

    /** The venue did not give this and is asked again. The first time it is told. */
    void keptFrom(Need need, ExchangeException why) {
        lock.lock();
        try {
            if (term.hasBegun() || troubles.put(need, why) != null) {
                return;
            }
        } finally {
            lock.unlock();
        }
        var until = clock.now().plus(term.leftToOpen()).truncatedTo(ChronoUnit.SECONDS);
        var words = "venue not reached: " + place() + ": " + why.getMessage() + "; trying again until " + until;
        LOG.log(Level.WARNING, words);
        lock.lock();
        try {
            told.add(words);
        } finally {
            lock.unlock();
        }
        news.accept(words);
    }

    /** From now on this hears what is told; it must not wait. */
    void onNews(Consumer<String> hears) {
        news = hears;
    }

    /** The feed has something to say of itself. */
    void noticed(FeedNotice notice) {
        var about = notice.instrument().map(i -> "book of " + i).orElse("market streams");
        news.accept(about + " " + notice.kind().name().toLowerCase(Locale.ROOT)
                + (notice.detail().isEmpty() ? "" : ": " + notice.detail()));
    }

    private String place() {
        lock.lock();
        try {
            return venue.map(Venue::toString).orElse("");
        } finally {
            lock.unlock();
        }
    }

    /** What has kept it from its venue, and what was found there, in words, oldest first. */
    List<String> told() {
        lock.lock();
        try {
            return List.copyOf(told);
        } finally {
            lock.unlock();
        }
    }

    /** What it is at, such as {@code recovering paper-6: 3 of 12 orders} or {@code waiting for the account stream}. */
    String words() {
        lock.lock();
        try {
            return recovering.isEmpty() ? "waiting for " + needs(open) : "recovering " + recovering;
        } finally {
            lock.unlock();
        }
    }

    /** All that it waits for, and what keeps it from that. */
    List<String> waitsFor() {
        lock.lock();
        try {
            var all = new ArrayList<String>();
            if (!recovering.isEmpty()) {
                all.add("recovery of " + recovering);
            }
            open.forEach(need -> all.add(need.words
                    + Optional.ofNullable(troubles.get(need))
                            .map(why -> ": " + why.getMessage())
                            .orElse("")));
            return all;
        } finally {
            lock.unlock();
        }
    }

    private static String needs(Set<Need> some) {
        return some.isEmpty() ? "its turn" : some.stream().map(n -> n.words).collect(Collectors.joining(", "));
    }

    private OpeningFailed late() {
        lock.lock();
        try {
            var first = troubles.keySet().stream().filter(open::contains).findFirst();
            var why = first.map(troubles::get);
            return new OpeningFailed(
                    "not open within " + Durations.print(within) + ": still waiting for "
                            + needs(first.<Set<Need>>map(EnumSet::of).orElse(open))
                            + venue.map(v -> " of " + v).orElse("")
                            + why.map(w -> ": " + w.getMessage()).orElse(""),
                    open.contains(Need.LOG) || open.contains(Need.JOURNAL) ? FailureCause.JOURNAL : FailureCause.VENUE,
                    why.orElse(null));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void dealing(String session, int done, int of) {
        term.suspend();
        lock.lock();
        try {
            recovering = session + ": " + done + " of " + of + (of == 1 ? " order" : " orders");
        } finally {
            lock.unlock();
        }
    }

    /** Nobody who opens a session is charged with how long another one had run. */
    @Override
    public void reading(String session, long entries, long of) {
        term.suspend();
        lock.lock();
        try {
            recovering = session + ": " + entries + " of " + of + " entries of its journal read";
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void told(String words) {
        LOG.log(Level.WARNING, "{0}", words);
        lock.lock();
        try {
            told.add(words);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void over() {
        lock.lock();
        try {
            recovering = "";
        } finally {
            lock.unlock();
        }
        term.resume();
    }

    @Override
    public void unanswered(ExchangeException why) {
        keptFrom(Need.POSITIONS, why);
    }
}
