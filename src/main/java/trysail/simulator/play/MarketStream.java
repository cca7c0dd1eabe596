package trysail.simulator.play;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import trysail.json.FrameText;

/** One stream and who subscribes to it. Subscribers change under the hub's lock; sending reads a snapshot of them. */
public final class MarketStream {
    private final String name;
    private final byte[] before;
    private final byte[] after;
    private volatile List<Subscriber> subscribers = List.of();
    private volatile boolean silent;

    MarketStream(String name, StreamWords words) {
        this.name = name;
        this.before = words.before(name);
        this.after = words.after(name);
    }

    String name() {
        return name;
    }

    /** How long the message's envelope is, where streams share a connection: {@link #wrap} writes it. */
    public int envelope() {
        return before.length + after.length;
    }

    /** Writes a message in its envelope. */
    public void wrap(byte[] text, int length, ByteBuffer into) {
        into.put(before).put(text, 0, length).put(after);
    }

    /** Whether it carries nothing, whoever subscribes to it. */
    void silent(boolean on) {
        silent = on;
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

    public void send(FrameText text) {
        if (silent) {
            return;
        }
        var now = subscribers;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).take(this, text.bytes(), text.length());
        }
    }
}
