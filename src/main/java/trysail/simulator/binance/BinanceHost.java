package trysail.simulator.binance;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.binance.market.WsCommands;
import trysail.simulator.binance.market.WsPath;
import trysail.simulator.binance.market.WsRules;
import trysail.simulator.binance.trade.Countdowns;
import trysail.simulator.binance.trade.UserStream;
import trysail.simulator.desk.AccountNews;
import trysail.simulator.host.Guest;
import trysail.simulator.host.HostWords;
import trysail.simulator.host.HostedVenue;
import trysail.simulator.host.Protocol;
import trysail.simulator.host.RestAnswer;
import trysail.simulator.host.RestCall;
import trysail.simulator.play.StreamHub;

/** Binance USD-M as one simulated venue speaks it. The ticket to a private stream is a listen key. */
final class BinanceHost implements HostWords {
    private final HostedVenue venue;
    private final AccountListenKeys keys;
    private final RestExchange rest;
    private final WsRules rules;
    private final WsCommands commands;
    private final Countdowns countdowns;

    BinanceHost(HostedVenue venue, StreamHub hub, Protocol protocol) {
        this.venue = venue;
        rules = new WsRules(protocol, hub);
        keys = new AccountListenKeys(venue.clock(), venue.accounts().words());
        countdowns = new Countdowns(venue.clock(), venue.accounts().desk());
        rest = new RestExchange(
                venue,
                keys,
                countdowns,
                venue.rationed() ? RateLimits.Budget.USUAL : RateLimits.Budget.AMPLE,
                protocol);
        commands = new WsCommands(hub, rules, keys::owner);
    }

    @Override
    public RestAnswer answer(RestCall call) throws IOException, InterruptedException {
        return rest.answer(call);
    }

    @Override
    public RestAnswer tooLong(int most) throws IOException {
        return rest.tooLong(most);
    }

    @Override
    public Optional<String> refusal(String resource) {
        var path = WsPath.parse(resource);
        if (path.isEmpty()) {
            return rules.refuses() ? Optional.of("no such path") : Optional.empty();
        }
        var known = path.get().listenKey().map(key -> keys.owner(key).isPresent());
        return known.orElse(true) ? Optional.empty() : Optional.of("no such listen key");
    }

    @Override
    public Visit visit(String resource) {
        var path = WsPath.parse(resource).orElseGet(WsPath::nowhere);
        return new Visit(path.path(), path.combined());
    }

    @Override
    public void opened(Guest guest, String resource) {
        var path = WsPath.parse(resource).orElseGet(WsPath::nowhere);
        path.listenKey().ifPresent(key -> commands.subscribe(guest, key));
        path.streams().stream().limit(WsCommands.MAX_STREAMS).forEach(s -> commands.subscribe(guest, s));
    }

    @Override
    public void said(Guest guest, String message) {
        commands.handle(guest, message);
    }

    @Override
    public String news(AccountNews news, Guest.Owner owner, boolean combined) {
        return UserStream.text(UserStream.event(news), owner.ticket(), combined);
    }

    @Override
    public List<String> takeExpired() {
        countdowns.fire();
        return keys.takeExpired();
    }

    @Override
    public Optional<String> endTicket(String account) {
        return keys.close(account);
    }

    @Override
    public Farewell farewell(Guest.Owner owner, boolean combined) {
        var event = UserStream.expired(owner.ticket(), venue.clock().now().toEpochMilli());
        return new Farewell(UserStream.text(event, owner.ticket(), combined), "listen key expired");
    }
}
