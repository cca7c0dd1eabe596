package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.exchange.Credentials;
import trysail.exchange.VenueKind;
import trysail.journal.Header;
import trysail.journal.Logbook;
import trysail.journal.MemoryStore;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.venue.Venues;
import trysail.words.BadInput;

/** What a session's user says of the venue makes three answers, and the identity under which its journal is kept. */
class VenueChoiceTest {
    private static final VenueKind USUAL = Venues.usual();
    private static final VenueKind OTHER = new OtherKind();
    private static final URI REST = URI.create("http://127.0.0.1:9443");
    private static final URI WS = URI.create("ws://127.0.0.1:9444");
    private static final Credentials KEYS = Credentials.of("the-key", "the-secret");

    private static Header header(SessionSpec spec) throws Exception {
        var context = SessionContext.standalone("paper-1");
        var store = new MemoryStore("k4f9q");
        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(10));
        var book = Logbook.open(context, store, soon);
        try {
            return new SessionFiles(spec, book.newSession("paper", soon), book, store, context).header();
        } finally {
            book.close(soon);
        }
    }

    private static List<String> identity(SessionSpec spec) throws Exception {
        var header = header(spec);
        return List.of(header.venue(), header.address(), header.account());
    }

    @Test
    void nothingSaidIsTheEmbeddedExchangeInTheUsualDialect() throws Exception {
        var spec = SessionSpec.paper();

        assertThat(spec.place()).isEqualTo(new Place.Embedded());
        assertThat(spec.dialect()).isEqualTo(USUAL);
        assertThat(spec.account()).isEqualTo(AccountKind.VENUE);
        assertThat(spec.venue()).isEqualTo("simulator");
        assertThat(identity(spec)).containsExactly("simulator", "embedded", "embedded");
        assertThat(identity(spec.credentials(KEYS))).containsExactly("simulator", "embedded", "embedded");
    }

    @Test
    void aSimulatorElsewhereKnowsTheAccountByItsKeys() throws Exception {
        var spec = SessionSpec.paper().at(REST, WS).venue("simulator").credentials(KEYS);

        assertThat(spec.place()).isEqualTo(new Place.Elsewhere(new VenueKind.Site(REST, WS)));
        assertThat(spec.dialect()).isEqualTo(USUAL);
        assertThat(spec.account()).isEqualTo(AccountKind.VENUE);
        assertThat(identity(spec)).containsExactly("simulator", REST.toString(), KEYS.fingerprint());
    }

    @Test
    void aRealVenueIsItsMarketWithFillsOnPaper() throws Exception {
        var spec = SessionSpec.paper().venue("binance-usdm").credentials(KEYS);

        assertThat(spec.place()).isEqualTo(new Place.Real());
        assertThat(spec.dialect().word()).isEqualTo("binance-usdm");
        assertThat(spec.account()).isEqualTo(AccountKind.PAPER);
        assertThat(spec.venue()).isEqualTo("binance-usdm");
        assertThat(identity(spec)).containsExactly("binance-usdm", "binance-usdm", "paper");
    }

    @Test
    void aRealVenuesMarketElsewhereIsStillFilledOnPaper() throws Exception {
        var spec = SessionSpec.paper().venue("binance-usdm").at(REST, WS);

        assertThat(spec.place()).isInstanceOf(Place.Elsewhere.class);
        assertThat(spec.account()).isEqualTo(AccountKind.PAPER);
        assertThat(identity(spec)).containsExactly("binance-usdm", REST.toString(), "paper");
        assertThat(spec.venue("simulator").account()).isEqualTo(AccountKind.VENUE);
    }

    @Test
    void theHeaderSaysWhereAndInWhoseWords() throws Exception {
        var here = header(SessionSpec.paper().dialect(OTHER));
        assertThat(here.place()).contains("embedded");
        assertThat(here.dialect()).contains("other-swap");
        assertThat(here.venue()).isEqualTo("simulator");

        assertThat(header(SessionSpec.paper().at(REST, WS)).place()).contains("elsewhere");
        assertThat(header(SessionSpec.paper().venue("binance-usdm")).place()).contains("real");
    }

    @Test
    void theSimulatorSpeaksTheDialectThatIsAskedFor() {
        assertThat(SessionSpec.paper().dialect(OTHER).dialect()).isEqualTo(OTHER);
        assertThat(SessionSpec.paper().dialect(OTHER).venue("simulator").dialect())
                .isEqualTo(OTHER);
        assertThat(SessionSpec.paper().dialect("binance-usdm").dialect()).isEqualTo(USUAL);
    }

    @Test
    void aRealVenueSpeaksNoWordsButItsOwn() {
        assertThat(SessionSpec.paper()
                        .venue("binance-usdm")
                        .dialect("binance-usdm")
                        .account())
                .isEqualTo(AccountKind.PAPER);
        assertThatThrownBy(() -> SessionSpec.paper().dialect(OTHER).venue("binance-usdm"))
                .isInstanceOf(BadInput.class)
                .hasMessage("dialect 'other-swap' is not spoken by venue 'binance-usdm': "
                        + "a dialect is chosen for the simulator alone");
        assertThatThrownBy(() -> SessionSpec.paper().venue("binance-usdm").dialect(OTHER))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void aMisspeltWordIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> SessionSpec.paper().dialect("binance-usmd"))
                .isInstanceOf(BadInput.class)
                .hasMessage("dialect 'binance-usmd' is not spoken here; did you mean 'binance-usdm'?");
        assertThatThrownBy(() -> SessionSpec.paper().dialect("simulator"))
                .hasMessage("dialect 'simulator' is not spoken here; take binance-usdm");
        assertThatThrownBy(() -> SessionSpec.paper().venue("simulater"))
                .hasMessage("unknown venue 'simulater'; did you mean 'simulator'?");
        assertThatThrownBy(() -> SessionSpec.paper().venue("nasdaq"))
                .isInstanceOf(BadInput.class)
                .hasMessage("unknown venue 'nasdaq': the venues are simulator and binance-usdm and binance-usdm-demo");
    }

    @Test
    void sessionsInOtherWordsDoNotShareAnExchange() {
        var spec = SessionSpec.paper();
        var market = EmbeddedVenues.Market.shareable(spec);

        assertThat(market).isPresent();
        assertThat(EmbeddedVenues.Market.shareable(spec.dialect(USUAL.word()))).isEqualTo(market);
        assertThat(EmbeddedVenues.Market.shareable(spec.dialect(OTHER)))
                .isPresent()
                .isNotEqualTo(market);
    }
}
