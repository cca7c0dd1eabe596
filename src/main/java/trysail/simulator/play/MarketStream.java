package trysail.simulator.play;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import trysail.json.FrameText;

/** One stream and who subscribes to it. Subscribers change under the hub's lock; sending reads a snapshot of them. */
public final class MarketStream {
    private final String name;
    private final byte[] head;
    private volatile List<Subscriber> subscribers = List.of();

    MarketStream(String name) {
        this.name = name;
        this.head = ("{\"stream\":\"" + name + "\",\"data\":").getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    boolean wanted() {
        return !subscribers.isEmpty();
    }

    void add(Subscriber subscriber) {
        if (!subscribers.contains(subscriber)) {
            var more = new ArrayList<>(subscribers);
            more.add(subscriber);
            subscribers = List.copyOf(more);
        }
    }

    void remove(Subscriber subscriber) {
        subscribers = subscribers.stream().filter(s -> s != subscriber).toList();
    }

    void send(byte[] text, int dataFrom, int dataTo) {
        var now = subscribers;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).take(head, text, dataFrom, dataTo);
        }
    }

    public void send(FrameText data) {
        send(data.bytes(), 0, data.length());
    }
}
