package trysail.simulator.host;

import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import trysail.simulator.binance.market.WsPath;

/** Who comes in, and where what they say goes: the library's callbacks in our words, whatever carries the bytes. */
final class WsReception {
    private final House house;

    /** Where connections belong. Called by the threads that read. */
    interface House {
        /** Puts our channel under an accepted socket. */
        WsChannel channel(SocketChannel socket);

        boolean knows(String listenKey);

        Guest opened(WebSocketImpl socket, WsChannel channel, WsPath path);

        void said(Guest connection, String message);

        void closed(Guest connection);
    }

    WsReception(House house) {
        this.house = house;
    }

    ByteChannel channel(SocketChannel socket) {
        return house.channel(socket);
    }

    /** Returns when there is something at the path that a client asks for. */
    void admit(ClientHandshake request) throws InvalidDataException {
        var path = WsPath.parse(request.getResourceDescriptor());
        if (path.isEmpty()) {
            throw new InvalidDataException(CloseFrame.REFUSE, "no such path");
        }
        var key = path.get().listenKey();
        if (key.isPresent() && !house.knows(key.get())) {
            throw new InvalidDataException(CloseFrame.REFUSE, "no such listen key");
        }
    }

    void opened(WebSocket socket, ClientHandshake request) {
        var library = (WebSocketImpl) socket;
        var path = WsPath.parse(request.getResourceDescriptor()).orElseThrow();
        var channel = (WsChannel) library.getChannel();
        var connection = house.opened(library, channel, path);
        socket.setAttachment(connection);
        if (!channel.isOpen()) {
            house.closed(connection); // the other thread's onClose came before there was an attachment
        }
    }

    void said(WebSocket socket, String message) {
        connection(socket).ifPresent(c -> house.said(c, message));
    }

    void closed(WebSocket socket) {
        connection(socket).ifPresent(house::closed);
    }

    private static Optional<Guest> connection(WebSocket socket) {
        Guest connection = socket.getAttachment();
        return Optional.ofNullable(connection);
    }
}
