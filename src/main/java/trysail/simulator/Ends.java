package trysail.simulator;

import trysail.simulator.network.SimulatedCall;
import trysail.simulator.network.SimulatedChannel;
import trysail.simulator.network.SimulatedWire;

/** Where what comes over a network in memory goes. */
record Ends(SimulatedExchange exchange) implements SimulatedWire.Server {
    @Override
    public void accept(SimulatedChannel channel) {
        exchange.streams.accept(channel);
    }

    @Override
    public void accept(SimulatedCall call) {
        exchange.rest.accept(call);
    }

    @Override
    public boolean placesOrder(String method, String path) {
        return exchange.config.dialect().faults().placesOrder(method, path);
    }
}
