package trysail.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CredentialsTest {
    @Test
    void aPassphraseIsASecretOfItsOwnAndNamesNoOtherAccount() {
        var plain = Credentials.of("public-half", "secret-half");
        var guarded = Credentials.of("public-half", "secret-half", "open-sesame");

        assertThat(plain.passphrase()).isEmpty();
        assertThat(guarded.passphrase()).contains("open-sesame");
        assertThat(guarded.fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(guarded).isNotEqualTo(plain).isEqualTo(Credentials.of("public-half", "secret-half", "open-sesame"));
        assertThat(guarded.mask("open-sesame of public-half and secret-half")).isEqualTo("*** of *** and ***");
        assertThat(guarded.toString()).doesNotContain("sesame");
        assertThat(guarded.secrets()).containsExactly("public-half", "secret-half", "open-sesame");
        assertThatThrownBy(() -> Credentials.of("k", "s", "open sesame"))
                .hasMessageStartingWith("API passphrase has a blank");
    }

    @Test
    void neitherKeyIsPrinted() {
        var credentials = Credentials.of("public-half", "secret-half");
        assertThat(credentials.toString())
                .isEqualTo("Credentials[" + credentials.fingerprint() + "]")
                .doesNotContain("half");
        assertThat(credentials.mask("a public-half and a secret-half")).isEqualTo("a *** and a ***");
    }

    @Test
    void fingerprintIsTheBeginningOfTheKeysHash() {
        assertThat(Credentials.of("abc", "x").fingerprint()).isEqualTo("ba7816bf8f01");
    }

    @Test
    void badKeyIsNamedAndNotShown() {
        assertThatThrownBy(() -> Credentials.of("", "x")).hasMessageStartingWith("API key is empty");
        assertThatThrownBy(() -> Credentials.of("x", "has blank"))
                .hasMessageStartingWith("API secret has a blank")
                .hasMessageNotContaining("has blank");
    }
}
