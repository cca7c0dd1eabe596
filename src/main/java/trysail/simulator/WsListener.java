package trysail.simulator;

import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;

/** The library's half of the streams' server: its callbacks, and our channel and limits under each of its connections. */
final class WsListener extends WebSocketServer {
    private final House house;

    /** Where connections belong. Called by the library's threads. */
    interface House {
        /** Puts our channel under an accepted socket. */
        WsChannel channel(SocketChannel socket);

        boolean knows(String listenKey);

        WsConnection opened(WebSocketImpl socket, WsChannel channel, WsPath path);

        void said(WsConnection connection, String message);

        void closed(WsConnection connection);
    }

    /** Serves a port that is bound already. */
    WsListener(ServerSocketChannel bound, House house) {
        super(bound);
        this.house = house;
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
        var path = WsPath.parse(request.getResourceDescriptor());
        if (path.isEmpty()) {
            throw new InvalidDataException(CloseFrame.REFUSE, "no such path");
        }
        var key = path.get().listenKey();
        if (key.isPresent() && !house.knows(key.get())) {
            throw new InvalidDataException(CloseFrame.REFUSE, "no such listen key");
        }
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        var library = (WebSocketImpl) socket;
        var path = WsPath.parse(request.getResourceDescriptor()).orElseThrow();
        var channel = (WsChannel) library.getChannel();
        var connection = house.opened(library, channel, path);
        socket.setAttachment(connection);
        if (!channel.isOpen()) {
            house.closed(connection); // the other thread's onClose came before there was an attachment
        }
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        connection(socket).ifPresent(c -> house.said(c, message));
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        connection(socket).ifPresent(house::closed);
    }

    private static Optional<WsConnection> connection(WebSocket socket) {
        WsConnection connection = socket.getAttachment();
        return Optional.ofNullable(connection);
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
            return new WebSocketImpl(adapter, List.of(new WsDraft()));
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            return new WebSocketImpl(adapter, List.of(new WsDraft()));
        }

        @Override
        public ByteChannel wrapChannel(SocketChannel socket, SelectionKey key) {
            return house.channel(socket);
        }

        @Override
        public void close() {
            // holds nothing of its own
        }
    }
}
