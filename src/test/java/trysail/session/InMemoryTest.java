package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import trysail.exchange.Wires;
import trysail.journal.MemoryStore;
import trysail.scope.SessionClock;
import trysail.simulator.SimulatedWire;
import trysail.stream.Weather;

/** Whole sessions without a socket, a port or a file of their own: what storms run. */
class InMemoryTest {
    private final MemoryStore store = new MemoryStore("storm");
    private final List<SimulatedWire> wires = new CopyOnWriteArrayList<>();

    private Sessions sessions(Weather weather) {
        return new Sessions(Surroundings.inMemory(SessionClock.SYSTEM, store, host -> {
            var wire = new SimulatedWire(SessionClock.SYSTEM, host, weather);
            wires.add(wire);
            return wire;
        }));
    }

    @Test
    void aWholeSessionOpensNoSocketAndNoFile() throws Exception {
        var before = descriptors();
        var session = sessions(Weather.CALM).start(SessionSpec.paper().lasting(Duration.ofSeconds(2)));
        var seen = descriptors();
        while (session.receipt().isEmpty()) {
            seen.addAll(descriptors());
            SessionClock.SYSTEM.sleep(Duration.ofMillis(20));
        }
        var receipt = session.await();
        System.out.println(receipt.toText());
        store.lines(session.name()).forEach(System.out::println);
        System.out.println(store.logged(session.name()));
        seen.removeAll(before);
        System.out.println(seen);
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.left().isEmpty()).isTrue();
        assertThat(Wires.size()).isZero();
    }

    private static List<String> descriptors() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (var file : files.toList()) {
                try {
                    found.add(String.valueOf(Files.readSymbolicLink(file)));
                } catch (IOException closed) {
                    // it was the listing's own
                }
            }
        }
        return found;
    }
}
