package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.journal.Header;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.look.SessionState;
import trysail.model.InstrumentKind;
import trysail.scope.SessionContext;
import trysail.strategy.Strategies;

/** Sessions over the wire on instruments that are no plain pairs of a few Latin letters. */
@Timeout(180)
class OtherSymbolsTest {
    private static final List<String> OTHERS = List.of("币安人生-USDT", "BTC-USDT-261225", "BTC-USD1");

    @TempDir
    private Path journals;

    private SessionSpec spec() {
        return SessionSpec.paper().strategy(Strategies.named("quoter")).journal(journals);
    }

    @Test
    void theyAreTradedAsAnyOther() throws Exception {
        var session = new Sessions().start(spec().symbols(OTHERS));
        var worked = new TreeSet<String>();
        SessionScene.until(() -> {
            session.orders().stream().filter(o -> o.venueId().isPresent()).forEach(o -> worked.add(o.symbol()));
            return worked.containsAll(OTHERS);
        });

        var receipt = SessionScene.stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        var header = header(session.name());
        assertThat(header.instruments()).extracting(Object::toString).containsExactlyInAnyOrderElementsOf(OTHERS);
        assertThat(header.instruments())
                .filteredOn(i -> i.kind() == InstrumentKind.LINEAR_DELIVERY)
                .singleElement()
                .satisfies(i -> assertThat(i.venueSymbol()).contains("BTCUSDT_261225"));
    }

    private Header header(String session) throws Exception {
        var state = new JournalState();
        var context = SessionContext.standalone("reader");
        JournalReader.entries(context, journals, session, context.clock().deadline(Duration.ofSeconds(10)))
                .forEach(state::apply);
        return state.header().orElseThrow();
    }

    @Test
    void smallLettersAreUnderstood() throws Exception {
        var session = new Sessions().start(spec().symbols(List.of("btc-usdt")));
        SessionScene.until(() -> session.state() instanceof SessionState.Running);

        assertThat(SessionScene.stopped(session).exitCode()).isZero();
    }

    @Test
    void whatTheVenueListsAndDoesNotTradeIsNamedWithTheReason() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session =
                    scene.sessions.start(scene.spec(Strategies.named("quoter")).symbols(List.of("XAU-USDT")));

            var receipt = session.await();

            assertThat(receipt.exitCode()).isEqualTo(1);
            assertThat(receipt.errors().getFirst())
                    .contains("XAU-USDT' cannot be traded: it is a contract of type 'TRADIFI_PERPETUAL'");
            assertThat(Files.readString(journals.resolve(session.name() + ".log")))
                    .contains("TICK-USDT has a tickSize of 0", "LOT-USDT has a stepSize of 0");
        }
    }
}
