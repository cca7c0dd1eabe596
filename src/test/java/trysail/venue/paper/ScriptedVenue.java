package trysail.venue.paper;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import trysail.exchange.AccountFeed;
import trysail.exchange.ExchangeClient;
import trysail.exchange.FeedStats;
import trysail.exchange.FrameTap;
import trysail.exchange.MarketFeed;
import trysail.exchange.Venue;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.stream.Channel;
import trysail.stream.Sink;

/** A real venue as far as paper needs one: its market says what a test gives it, its client notes what it is asked. */
final class ScriptedVenue implements Venue {
    final Channel<MarketEvent> market = Channel.blocking("scripted market", 1024);
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String address() {
        return "https://scripted.invalid";
    }

    @Override
    public String account() {
        return "public";
    }

    @Override
    public ExchangeClient client() {
        return (ExchangeClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ExchangeClient.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return method.getReturnType() == List.class ? List.of() : null;
                });
    }

    @Override
    public MarketFeed feed(List<Instrument> instruments) {
        return new MarketFeed() {
            @Override
            public void onSubscribed(Runnable listener) {}

            @Override
            public void run(Sink<? super MarketEvent> out) throws InterruptedException {
                var batch = new ArrayList<MarketEvent>();
                while (market.take(batch, 64).isEmpty()) {
                    for (var event : batch) {
                        out.put(event);
                    }
                    batch.clear();
                }
            }

            @Override
            public FeedStats stats() {
                return new FeedStats(market.counters().put(), 0, 1, 0, Optional.empty());
            }

            @Override
            public void reconnect() {
                asked.add("reconnect");
            }

            @Override
            public void tap(FrameTap tap) {
                asked.add("tap");
            }

            @Override
            public void untap(FrameTap tap) {
                asked.add("untap");
            }

            @Override
            public void farewell() {
                asked.add("farewell");
            }

            @Override
            public void close() {
                asked.add("close feed");
            }
        };
    }

    @Override
    public AccountFeed accountFeed() {
        throw new AssertionError("paper has no account at the real venue");
    }
}
