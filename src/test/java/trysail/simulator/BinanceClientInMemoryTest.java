package trysail.simulator;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import trysail.scope.SessionClock;
import trysail.simulator.network.SimulatedCall;
import trysail.simulator.network.SimulatedChannel;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;

/** The same over a network in memory: what holds over a socket holds there, or storms would prove something else. */
class BinanceClientInMemoryTest extends BinanceClientOnSimulatorTest {
    private static final String HOST = "binance-client";

    private final SimulatedWire wire = new SimulatedWire(SessionClock.SYSTEM, HOST, Weather.CALM);

    BinanceClientInMemoryTest() throws Exception {}

    @Override
    URI address() {
        return URI.create("sim://" + HOST); // asked for before there is a wire
    }

    @BeforeEach
    void moor() {
        wire.moor(new SimulatedWire.Shore() {
            @Override
            public void accept(SimulatedChannel channel) {
                channel.close();
            }

            @Override
            public void accept(SimulatedCall call) {
                scene.server.accept(call);
            }
        });
    }

    @AfterEach
    void unmoor() {
        wire.close();
    }
}
