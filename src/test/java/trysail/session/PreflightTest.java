package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.exchange.Credentials;
import trysail.journal.MemoryStore;
import trysail.words.BadInput;

/** What is refused before anything is opened. */
class PreflightTest {
    private static void check(String rest, String ws) {
        Preflight.check(SessionSpec.paper().at(URI.create(rest), URI.create(ws)), new MemoryStore("k4f9q"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://fapi.binance.com, ws://127.0.0.1:1",
        "https://FAPI.Binance.COM, ws://127.0.0.1:1",
        "https://fapi.binance.com., ws://127.0.0.1:1",
        "https://binance.com, ws://127.0.0.1:1",
        "http://127.0.0.1:1, wss://fstream.binance.com",
    })
    void theRealVenueIsNoSimulatorHoweverItIsWritten(String rest, String ws) {
        assertThatThrownBy(() -> check(rest, ws))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is the real venue")
                .hasMessageContaining("--venue binance-usdm");
    }

    @Test
    void aHostWhoseNameOnlyEndsLikeTheRealVenuesIsAnothers() {
        assertThatCode(() -> check("http://notbinance.com", "ws://notbinance.com"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"https://api.OTHER.test., ws://127.0.0.1:1", "http://127.0.0.1:1, wss://other.test"})
    void theRealVenueOfTheDialectIsNoSimulatorEither(String rest, String ws) {
        var spec = SessionSpec.paper().dialect(new OtherKind()).at(URI.create(rest), URI.create(ws));
        assertThatThrownBy(() -> Preflight.check(spec, new MemoryStore("k4f9q")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is the real venue")
                .hasMessageContaining("--venue other-swap");
    }

    @Test
    void onPaperTheRealVenueMayBeNamedByItsAddress() {
        var spec = SessionSpec.paper()
                .venue("binance-usdm")
                .at(URI.create("https://fapi.binance.com"), URI.create("wss://fstream.binance.com"));
        assertThatCode(() -> Preflight.check(spec, new MemoryStore("k4f9q"))).doesNotThrowAnyException();
    }

    @Test
    void keysWithoutThePassphraseThatTheVenueWantsAreRefused() {
        var spec = SessionSpec.paper()
                .dialect(new OtherKind())
                .at(URI.create("http://127.0.0.1:1"), URI.create("ws://127.0.0.1:1"));
        assertThatThrownBy(() ->
                        Preflight.check(spec.credentials(Credentials.of("key", "secret")), new MemoryStore("k4f9q")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("TRYSAIL_API_PASSPHRASE");
        assertThatCode(() -> Preflight.check(
                        spec.credentials(Credentials.of("key", "secret", "passphrase")), new MemoryStore("k4f9q")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"sim://nobody, ws://127.0.0.1:1", "http://127.0.0.1:1, sim://nobody"})
    void aHostInMemoryThatNobodyKnowsIsRefused(String rest, String ws) {
        assertThatThrownBy(() -> check(rest, ws))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("sim://nobody")
                .hasMessageContaining("http");
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:1/fapi, ws://127.0.0.1:1", "ftp://127.0.0.1, ws://127.0.0.1:1"})
    void anAddressThatIsNoOriginIsRefusedBeforeAnythingIsOpened(String rest, String ws) {
        assertThatThrownBy(() -> check(rest, ws)).isInstanceOf(BadInput.class).hasMessageContaining(rest);
    }

    /** A journal is known by its venue's address: another way to write it must not hide a dead session's orders. */
    @ParameterizedTest
    @CsvSource({"http://localhost:9443/", "http://LOCALHOST:9443", "HTTP://localhost:9443"})
    void oneVenueHasOneAddressHoweverItIsWritten(String rest) { // C5
        var spec = SessionSpec.paper().at(URI.create(rest), URI.create("ws://localhost:9444/"));
        assertThat(spec.rest()).contains(URI.create("http://localhost:9443"));
        assertThat(spec.ws()).contains(URI.create("ws://localhost:9444"));
    }
}
