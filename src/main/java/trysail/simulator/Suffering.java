package trysail.simulator;

import java.util.Optional;
import trysail.fault.Fault;
import trysail.simulator.fault.FaultScript;
import trysail.simulator.network.SimulatedWire;

/** What faults act on in one exchange; they come when it is whole. */
final class Suffering implements FaultScript.Target {
    private final SimulatedExchange exchange;

    Suffering(SimulatedExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void drop() {
        exchange.streams.drop();
    }

    @Override
    public void gap() {
        exchange.player.skipOneChange();
    }

    @Override
    public void cross() {
        exchange.player.crossOneChange();
    }

    @Override
    public void duplicate() {
        exchange.player.repeatOneChange();
        exchange.streams.repeatOneEvent();
    }

    @Override
    public void loseFill() {
        exchange.streams.loseFill();
    }

    @Override
    public void loseEvent() {
        exchange.streams.loseEvent();
    }

    @Override
    public void befall(Fault.OnAccount what) {
        exchange.byHand().befall(what);
    }

    @Override
    public void offMarket(Fault.OffMarket.Kind kind) {
        exchange.player.tradeOffMarket(kind);
    }

    @Override
    public void renumber() {
        exchange.player.renumber();
    }

    @Override
    public void loseChanges(boolean on) {
        exchange.player.loseChanges(on);
    }

    @Override
    public void silence(Optional<Fault.AckSilent> which) {
        exchange.hub.silence(which);
    }

    @Override
    public void cut() {
        exchange.wire.ifPresentOrElse(SimulatedWire::cut, exchange.streams::tear);
    }

    @Override
    public void send(byte[] bytes) {
        exchange.streams.send(bytes);
    }

    @Override
    public void sendWithoutEnd() {
        exchange.streams.sendWithoutEnd();
    }

    @Override
    public Optional<SimulatedWire> wire() {
        return exchange.wire;
    }

    @Override
    public void drip(boolean on) {
        exchange.streams.drip(on);
    }
}
