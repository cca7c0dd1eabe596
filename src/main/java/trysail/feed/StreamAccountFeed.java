package trysail.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import trysail.exchange.AccountFeed;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeException;
import trysail.json.MalformedFrame;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Sink;
import trysail.wire.ws.Backoff;
import trysail.wire.ws.WsConnection;
import trysail.wire.ws.WsEnd;
import trysail.wire.ws.WsListener;

/** What a venue says of an account's orders, over one connection at a time, each with a ticket of its own asking. */
public final class StreamAccountFeed implements AccountFeed {
    private final SessionContext ctx;
    private final StreamSettings settings;
    private final Function<Sink<AccountReport>, Conversation> words;
    private final StreamLife life;
    private final Backoff backoff;
    private final AtomicInteger connects = new AtomicInteger();
    private volatile Optional<Conversation> conversation = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param tickets closed with this feed
     * @param words begins a conversation in the venue's words, once for each connection
     */
    public StreamAccountFeed(
            SessionContext ctx,
            StreamSettings settings,
            Ticket.Office tickets,
            Function<Sink<AccountReport>, Conversation> words) {
        this.ctx = ctx;
        this.settings = settings;
        this.words = words;
        life = new StreamLife(ctx, settings, tickets);
        var times = settings.times();
        var random = new Random(settings.jitterSeed());
        backoff = new Backoff(ctx.clock(), random, times.firstRetry(), times.longestRetry());
    }

    /**
     * {@inheritDoc}
     *
     * @throws ExchangeException.Unauthenticated when the venue does not take our keys
     * @throws ExchangeException.Refused when it gives no ticket
     */
    @Override
    public void run(Sink<? super AccountReport> out) throws InterruptedException {
        life.begin();
        life.run(backoff, new Running(out));
    }

    private final class Running implements StreamLife.Owner {
        private final Sink<? super AccountReport> out;

        private Running(Sink<? super AccountReport> out) {
            this.out = out;
        }

        @Override
        public WsListener listener() {
            var connection = new Connection(ctx.clock(), settings.times().acknowledged(), out);
            conversation = Optional.of(connection.conversation());
            return connection;
        }

        @Override
        public boolean over(Ticket ticket, WsEnd end) throws InterruptedException {
            if (!life.closed()) {
                out.put(new AccountReport.Lost(end.reason()));
            }
            return false;
        }

        @Override
        public void noTicket(String reason) throws InterruptedException {
            out.put(new AccountReport.Lost(reason));
        }
    }

    private final class Connection extends StreamConnection {
        private final Sink<? super AccountReport> out;
        private final Conversation conversation;
        private boolean live;

        private Connection(SessionClock clock, Duration patience, Sink<? super AccountReport> out) {
            super(clock, patience);
            this.out = out;
            conversation = words.apply(out::put);
        }

        @Override
        Conversation conversation() {
            return conversation;
        }

        @Override
        public void opened(WsConnection itself) throws InterruptedException {
            super.opened(itself);
            goLive();
        }

        @Override
        public boolean message(WsConnection itself, byte[] buffer, int from, int to)
                throws MalformedFrame, InterruptedException {
            conversation.message(buffer, from, to);
            goLive();
            return true;
        }

        /** From then on nothing happens unheard: what happened before can be asked after. */
        private void goLive() throws InterruptedException {
            if (!live && conversation.complete()) {
                live = true;
                connects.incrementAndGet();
                out.put(new AccountReport.Connected());
            }
        }
    }

    @Override
    public boolean reconnect() {
        life.again();
        return !life.closed();
    }

    @Override
    public int connects() {
        return connects.get();
    }

    @Override
    public void farewell() {
        life.farewell(conversation.map(Conversation::lastWords).orElse(List.of()));
    }

    @Override
    public void close() throws InterruptedException {
        life.close();
    }
}
