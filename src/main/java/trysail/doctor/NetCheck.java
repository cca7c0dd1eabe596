package trysail.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Loopback, where the embedded exchange lives. */
final class NetCheck {
    private static final int PATIENCE_MS = 1_000;

    private NetCheck() {}

    /** Looks at this port, the usual one of {@code venue}, and the next. */
    static List<Finding> of(int usual) {
        return List.of(loopback(), ports(usual));
    }

    private static InetAddress loopbackAddress() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static Finding loopback() {
        try (var server = new ServerSocket(0, 1, loopbackAddress());
                var client = new Socket()) {
            client.connect(server.getLocalSocketAddress(), PATIENCE_MS);
            return Finding.good("loopback", "127.0.0.1 can be bound and reached");
        } catch (IOException e) {
            return Finding.bad(
                    "loopback",
                    "127.0.0.1 cannot be used: " + e.getMessage(),
                    "ip link set lo up; let no firewall or sandbox forbid it");
        }
    }

    static Finding ports(int usual) {
        var taken = new ArrayList<Integer>();
        for (var port : List.of(usual, usual + 1)) {
            try (var server = new ServerSocket()) {
                server.setReuseAddress(true);
                server.bind(new InetSocketAddress(loopbackAddress(), port), 1);
            } catch (IOException e) {
                taken.add(port);
            }
        }
        return taken.isEmpty()
                ? Finding.good("ports", usual + " and " + (usual + 1) + " are free")
                : Finding.mind("ports", taken + " taken", "sessions take any; venue needs them or: venue --port 0");
    }
}
