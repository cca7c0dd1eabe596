package trysail.simulator.host;

import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import trysail.wire.ws.WsDraft;

/** The library's half of the streams' server: its callbacks, and our channel and limits under each of its connections. */
final class WsPort extends WebSocketServer {
    /** Bytes of what a client may say at once. */
    static final int MAX_MESSAGE = 64 << 10;

    private final WsReception reception;

    /** Serves a port that is bound already. */
    WsPort(ServerSocketChannel bound, WsReception reception) {
        super(bound);
        this.reception = reception;
        while (decoders.size() > 1) {
            decoders.removeLast(); // commands are few
        }
        setDaemon(true);
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0);
        setWebSocketFactory(new Sockets());
    }

    List<WebSocketWorker> workers() {
        return List.copyOf(decoders);
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        reception.admit(request);
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        reception.opened(socket, request);
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        reception.said(socket, message);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        reception.closed(socket);
    }

    @Override
    public void onError(WebSocket socket, Exception e) {
        // a peer's fault; its connection is closed by the library
    }

    @Override
    public void onStart() {
        // the port was bound before
    }

    private final class Sockets implements WebSocketServerFactory {
        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
            return new WebSocketImpl(adapter, List.of(WsDraft.server(MAX_MESSAGE)));
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            return new WebSocketImpl(adapter, List.of(WsDraft.server(MAX_MESSAGE)));
        }

        @Override
        public ByteChannel wrapChannel(SocketChannel socket, SelectionKey key) {
            return reception.channel(socket);
        }

        @Override
        public void close() {
            // holds nothing of its own
        }
    }
}
