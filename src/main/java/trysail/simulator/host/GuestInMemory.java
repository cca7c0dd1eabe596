package trysail.simulator.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.java_websocket.SocketChannelIOHelper;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.wire.ws.WsCallbacks;
import trysail.wire.ws.WsDraft;

/**
 * One connection in memory at the venue's end: the library's engine and our limits, as on a socket, but read and written by
 * a virtual thread each instead of a selector.
 */
final class GuestInMemory extends WsCallbacks {
    private static final int READ = 1 << 14;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition demanded = lock.newCondition();
    private final WsReception reception;
    private final WsChannel channel;
    private final WebSocketImpl engine;
    private boolean demand;
    private boolean over;

    GuestInMemory(WsReception reception, WsChannel channel) {
        this.reception = reception;
        this.channel = channel;
        engine = new WebSocketImpl(this, List.of(WsDraft.server(WsPort.MAX_MESSAGE)));
        engine.setChannel(channel);
    }

    /** Starts reading and writing; both end with the channel. */
    List<Thread> start(SessionContext ctx, String name) {
        var entry = ctx.ledger().open(Ledger.Kind.SOCKET, name);
        return List.of(
                ctx.startVirtual(name + " reader", () -> read(entry)), ctx.startVirtual(name + " writer", this::write));
    }

    private void read(Ledger.Entry entry) {
        var buffer = ByteBuffer.allocate(READ);
        try (entry) {
            while (channel.isOpen()) {
                if (SocketChannelIOHelper.read(buffer, engine, channel)) {
                    engine.decode(buffer);
                }
            }
        } catch (IOException | RuntimeException e) {
            engine.closeConnection(CloseFrame.ABNORMAL_CLOSE, String.valueOf(e.getMessage()));
        } finally {
            channel.cut();
            end();
        }
    }

    private void write() {
        try {
            while (awaitDemand()) {
                SocketChannelIOHelper.batch(engine, channel);
            }
        } catch (IOException e) {
            engine.closeConnection(CloseFrame.ABNORMAL_CLOSE, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the venue closes
        }
    }

    private boolean awaitDemand() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!demand && !over) {
                demanded.await();
            }
            demand = false;
            return !over;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            over = true;
            demanded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onWriteDemand(WebSocket socket) {
        lock.lock();
        try {
            demand = true;
            demanded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        reception.admit(request);
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onWebsocketOpen(WebSocket socket, Handshakedata request) {
        reception.opened(socket, (ClientHandshake) request);
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, String message) {
        reception.said(socket, message);
    }

    @Override
    public void onWebsocketClose(WebSocket socket, int code, String reason, boolean remote) {
        reception.closed(socket);
        end();
    }
}
