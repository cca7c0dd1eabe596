package trysail.wire.ws;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.handshake.Handshakedata;

/** The library's callbacks, none of which does anything, so that each end of a connection writes those it needs. */
public abstract class WsCallbacks extends WebSocketAdapter {
    protected WsCallbacks() {}

    @Override
    public void onWebsocketOpen(WebSocket socket, Handshakedata other) {}

    @Override
    public void onWebsocketMessage(WebSocket socket, String message) {}

    @Override
    public void onWebsocketMessage(WebSocket socket, ByteBuffer message) {}

    @Override
    public void onWebsocketClose(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketClosing(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketCloseInitiated(WebSocket socket, int code, String reason) {}

    @Override
    public void onWebsocketError(WebSocket socket, Exception e) {}

    @Override
    public void onWriteDemand(WebSocket socket) {}

    @Override
    @SuppressWarnings("NullAway") // the library asks for what there is not
    public InetSocketAddress getLocalSocketAddress(WebSocket socket) {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway")
    public InetSocketAddress getRemoteSocketAddress(WebSocket socket) {
        return null;
    }
}
