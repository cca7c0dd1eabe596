package trysail.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.exchange.VenueKind;
import trysail.helm.Helm;
import trysail.helm.MarketOptions;
import trysail.helm.ShellOnly;
import trysail.recording.RecordingException;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.SessionSpec;
import trysail.simulator.Dialects;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.desk.FeeAsset;
import trysail.simulator.play.Speed;
import trysail.venue.Venues;
import trysail.words.BadInput;

/** {@code venue}: the embedded exchange alone, for other programs to use. */
@ShellOnly
@Command(
        name = "venue",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs the embedded exchange alone, on loopback, until stopped; prints its addresses and test keys.")
final class VenueCommand implements Callable<Integer> {
    private static final long SEED = 1;

    private final Helm helm;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "of the REST interface; 0: a free one",
            defaultValue = "9443")
    private int port;

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Option(names = "--json", description = "addresses and keys as one line of JSON, then nothing more")
    private boolean json;

    VenueCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var signal = new CompletableFuture<String>();
        helm.signals().listen(press -> signal.complete(press.name()));
        var context = SessionContext.standalone("venue");
        var dialect = market.dialect().orElseGet(Venues::usual);
        var fees = market.feeAsset().map(f -> BadInput.unless(() -> FeeAsset.parse(f)));
        try (var exchange = SimulatedExchange.open(context, config())) {
            fees.ifPresentOrElse(exchange::testAccount, exchange::testAccount);
            exchange.notes().forEach(helm.console()::complain);
            helm.console()
                    .print(
                            json
                                    ? Address.of(exchange).toJson()
                                    : Address.of(exchange).toText(dialect));
            return new StopReason.Signalled(signal.get()).exitCode();
        } catch (IOException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException | RecordingException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private SimulatedExchange.Config config() {
        var dialect = market.dialect().orElseGet(Venues::usual).word();
        var protocol = market.protocol();
        var funding = market.funding();
        var play = market.feed();
        var pace = market.speed(Speed.REAL_TIME);
        var injected = market.faults();
        return BadInput.unless(() -> new SimulatedExchange.Config(
                Dialects.named(dialect, protocol),
                play,
                pace,
                SessionSpec.paper().symbols(market.symbols()).symbols(),
                port,
                SimulatedExchange.Mode.VENUE,
                Duration.ZERO,
                Duration.ZERO,
                SEED,
                injected,
                funding));
    }

    /** Where it is, and the keys of its test account. */
    private record Address(String rest, String ws, String key, String secret) {
        private static Address of(SimulatedExchange exchange) {
            var keys = SimulatedExchange.testKeys();
            return new Address(exchange.restUri().toString(), exchange.wsUri().toString(), keys.key(), keys.secret());
        }

        private String toJson() {
            return new ObjectMapper()
                            .createObjectNode()
                            .put("rest", rest)
                            .put("ws", ws)
                            .put("api_key", key)
                            .put("api_secret", secret)
                            .putNull("passphrase")
                    + "\n";
        }

        private String toText(VenueKind dialect) {
            return """
                    trysail venue · %s
                      REST       %s
                      WebSocket  %s
                      API key    %s
                      secret     %s
                    Ctrl+C stops it.
                    """.formatted(dialect.word(), rest, ws, key, secret);
        }
    }
}
