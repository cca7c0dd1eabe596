package trysail.simulator.host;

import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;

/** Who comes in, and where what they say goes: the library's callbacks in our words, whatever carries the bytes. */
final class WsReception {
    private final House house;

    /** Where connections belong. Called by the threads that read. */
    interface House {
        /** Puts our channel under an accepted socket. */
        WsChannel channel(SocketChannel socket);

        /** Why a client that comes to this address is not let in; empty when it is. */
        Optional<String> refusal(String resource);

        Guest opened(WebSocketImpl socket, WsChannel channel, String resource);

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
        var why = house.refusal(request.getResourceDescriptor());
        if (why.isPresent()) {
            throw new InvalidDataException(CloseFrame.REFUSE, why.get());
        }
    }

    void opened(WebSocket socket, ClientHandshake request) {
        var library = (WebSocketImpl) socket;
        var channel = (WsChannel) library.getChannel();
        var connection = house.opened(library, channel, request.getResourceDescriptor());
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
