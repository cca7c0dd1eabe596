package trysail.simulator.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import trysail.machine.Preemption;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.wire.Link;

/** One connection in memory: the client's end, and what lies between it and the {@link SimulatedChannel} of the venue. */
final class SimulatedLink implements Link {
    private final SimulatedWire wire;
    private final SessionContext context;
    private final String name;
    private final AtomicInteger held = new AtomicInteger(2);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Optional<Ledger.Entry> entry = Optional.empty();
    private volatile Optional<Ends> ends = Optional.empty();
    private volatile boolean cut;

    private record Ends(Pipe toVenue, Pipe toClient) {}

    SimulatedLink(SimulatedWire wire, SessionContext context, String name) {
        this.wire = wire;
        this.context = context;
        this.name = name;
    }

    @Override
    public void connect(Deadline deadline) throws IOException, InterruptedException {
        entry = Optional.of(context.ledger().open(Ledger.Kind.SOCKET, name));
        var unused = Preemption.outside(() -> reach(deadline));
        if (cut) {
            cut();
            throw new SocketException("Socket closed");
        }
    }

    private Ends reach(Deadline deadline) throws IOException, InterruptedException {
        var weather = wire.next();
        var server = wire.reach(weather.latency(), deadline, () -> cut);
        var made = new Ends(wire.pipe(weather.breakingAfter(-1)), wire.pipe(weather));
        ends = Optional.of(made);
        wire.enter(this);
        server.accept(new SimulatedChannel(made.toVenue, made.toClient, this::letGo));
        return made;
    }

    /** One end has let go; what the other does not know yet may still be on its way. */
    private void letGo() {
        if (held.decrementAndGet() == 0) {
            wire.leave(this);
        }
    }

    @Override
    public InputStream in() throws IOException {
        return new In(ends().toClient);
    }

    @Override
    public OutputStream out() throws IOException {
        return new Out(ends().toVenue);
    }

    private Ends ends() throws IOException {
        return ends.orElseThrow(() -> new SocketException("Socket is not connected"));
    }

    @Override
    public void cut() {
        cut = true;
        ends.ifPresent(e -> {
            e.toVenue.reset();
            e.toClient.refuse();
        });
        end();
    }

    @Override
    public void close() {
        ends.ifPresent(e -> {
            e.toVenue.end();
            e.toClient.refuse();
        });
        end();
    }

    private void end() {
        entry.ifPresent(Ledger.Entry::close);
        wire.stir();
        if (ends.isPresent() && over.compareAndSet(false, true)) {
            letGo();
        }
    }

    @Override
    public boolean isCut() {
        return cut;
    }

    void freeze(boolean on) {
        ends.ifPresent(e -> {
            e.toVenue.freeze(on);
            e.toClient.freeze(on);
        });
    }

    void drip(Duration pace) {
        ends.ifPresent(e -> e.toClient.drip(pace));
    }

    /** Both ends find it reset. */
    void breakOff() {
        ends.ifPresent(e -> {
            e.toVenue.reset();
            e.toClient.reset();
        });
    }

    /** Puts bytes between the venue's. */
    void intrude(byte[] bytes) throws InterruptedException {
        if (ends.isPresent()) {
            try {
                ends.get().toClient.write(bytes, 0, bytes.length);
            } catch (IOException e) {
                // the connection is over: there is nobody to disturb
            }
        }
    }

    /** As the JDK has it: whoever is interrupted while it waits on a connection has closed it. */
    private IOException interrupted(InterruptedException cause) {
        cut();
        Thread.currentThread().interrupt();
        var closed = new SocketException("Closed by interrupt");
        closed.initCause(cause);
        return closed;
    }

    private final class In extends InputStream {
        private final Pipe pipe;

        private In(Pipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            try {
                return Preemption.outside(() -> pipe.read(into, from, most));
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private final class Out extends OutputStream {
        private final Pipe pipe;

        private Out(Pipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                var unused = Preemption.outside(() -> {
                    pipe.write(bytes, from, length);
                    return length;
                });
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }
}
