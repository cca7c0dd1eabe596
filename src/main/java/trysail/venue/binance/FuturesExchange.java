package trysail.venue.binance;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.HeaderParam;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.ExchangeType;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import si.mazi.rescu.ClientConfig;
import si.mazi.rescu.SynchronizedValueFactory;
import si.mazi.rescu.serialization.jackson.DefaultJacksonObjectMapperFactory;
import si.mazi.rescu.serialization.jackson.JacksonObjectMapperFactory;
import trysail.exchange.Credentials;
import trysail.wire.Bounds;

/**
 * XChange's Binance exchange, held to one address. Used by one thread only: ResCU signs and connects under a lock.
 *
 * <p>What XChange would do by itself and must not: replace the address by production's because the type is FUTURES; read
 * keys from a file in the home directory; call the venue while it is being made; fill a static, unsynchronised map of
 * symbols; keep connections open after use; retry.
 */
final class FuturesExchange extends BinanceExchange {
    private static final JacksonObjectMapperFactory READERS = new SharedReaders();
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 15_000;

    private final String base;
    private final SynchronizedValueFactory<Long> stamps;
    private @Nullable FuturesRest rest;

    private FuturesExchange(URI base, SynchronizedValueFactory<Long> stamps) {
        this.base = base.toString();
        this.stamps = stamps;
    }

    /** An exchange object at this address. Opens no connection. */
    static FuturesExchange at(URI base, Optional<Credentials> credentials, SynchronizedValueFactory<Long> stamps) {
        var exchange = new FuturesExchange(base, stamps);
        var spec = exchange.getDefaultExchangeSpecification();
        credentials.ifPresent(c -> {
            spec.setApiKey(c.key());
            spec.setSecretKey(c.secret());
        });
        exchange.applySpecification(spec);
        return exchange;
    }

    /** The calls of a new exchange object; without credentials the unsigned ones only. */
    static SignedRest open(URI base, Optional<Credentials> credentials, SynchronizedValueFactory<Long> stamps) {
        var exchange = at(base, credentials, stamps);
        var rest = exchange.rest;
        if (rest == null) {
            throw new IllegalStateException("XChange did not open its services");
        }
        var digest = credentials.map(c -> BinanceHmacDigest.createInstance(c.secret()));
        return new SignedRest(rest, exchange::rights, credentials, digest, stamps);
    }

    /** Not the inherited one: that reads a file of keys in the home directory, and names production's address. */
    @Override
    public ExchangeSpecification getDefaultExchangeSpecification() {
        var spec = new ExchangeSpecification(getClass());
        spec.setExchangeName("Binance");
        spec.setSslUri(base);
        spec.setHost(URI.create(base).getHost());
        spec.setExchangeSpecificParametersItem(EXCHANGE_TYPE, ExchangeType.FUTURES);
        spec.setShouldLoadRemoteMetaData(false);
        spec.setHttpConnTimeout(CONNECT_MILLIS); // backstops only: the deadline of a call is ours
        spec.setHttpReadTimeout(READ_MILLIS);
        return spec;
    }

    /** The address stays what it was: the inherited method puts production's in its place. */
    @Override
    protected void concludeHostParams(ExchangeSpecification specification) {}

    /** The list that XChange ships is not read: it is long, and instruments come from the venue. */
    @Override
    protected void loadExchangeMetaData(InputStream bundled) {}

    @Override
    protected void initServices() {
        timestampFactory = stamps;
        var spec = getExchangeSpecification();
        assertAddress(spec.getSslUri());
        rest = ExchangeRestProxyBuilder.forInterface(FuturesRest.class, spec)
                .baseUrl(Bounds.bounded(URI.create(base)).toString())
                .clientConfigCustomizer(FuturesExchange::asWeWantIt)
                .build();
    }

    /** What keys may do is asked once, of one client: the others need no way there. */
    private FuturesRest.KeyRights rights() {
        return ExchangeRestProxyBuilder.forInterface(FuturesRest.KeyRights.class, getExchangeSpecification())
                .baseUrl(Bounds.bounded(ofKeys(URI.create(base))).toString())
                .clientConfigCustomizer(FuturesExchange::asWeWantIt)
                .build();
    }

    /** Where it is asked what keys may do: at the venue itself that is another host, elsewhere the same. */
    static URI ofKeys(URI base) {
        return base.equals(BinanceVenue.REST) ? BinanceVenue.KEYS : base;
    }

    private void assertAddress(@Nullable String effective) {
        if (!base.equals(effective)) {
            throw new IllegalStateException("XChange would call " + effective + " instead of " + base);
        }
    }

    private static void asWeWantIt(ClientConfig config) {
        config.addDefaultParam(HeaderParam.class, "Connection", "close");
        config.setJacksonObjectMapperFactory(READERS);
    }

    /** One reader of answers for all: each would find out anew how to read each class, at tens of milliseconds. */
    private static final class SharedReaders extends DefaultJacksonObjectMapperFactory {
        private final ObjectMapper shared = super.createObjectMapper();

        @Override
        public ObjectMapper createObjectMapper() {
            return shared;
        }
    }
}
