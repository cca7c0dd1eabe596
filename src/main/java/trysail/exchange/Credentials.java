package trysail.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one account at a venue. Prints as its {@linkplain #fingerprint fingerprint}: neither key nor passphrase
 * reaches a message, a log or a file. Immutable.
 */
public final class Credentials {
    private static final int FINGERPRINT_DIGITS = 12;

    private final String key;
    private final String secret;
    private final Optional<String> passphrase;

    private Credentials(String key, String secret, Optional<String> passphrase) {
        this.key = key;
        this.secret = secret;
        this.passphrase = passphrase;
    }

    /**
     * The pair that a venue gave.
     *
     * @throws IllegalArgumentException when one is empty or has anything but printable ASCII; it names which, never the
     *     value
     */
    public static Credentials of(String key, String secret) {
        return new Credentials(checked("API key", key), checked("API secret", secret), Optional.empty());
    }

    /**
     * The pair that a venue gave, and the passphrase that its owner chose for it, where the venue asks for one.
     *
     * @throws IllegalArgumentException as {@link #of(String, String)} does
     */
    public static Credentials of(String key, String secret, String passphrase) {
        return new Credentials(
                checked("API key", key),
                checked("API secret", secret),
                Optional.of(checked("API passphrase", passphrase)));
    }

    private static String checked(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    what + " is empty: give the key and the secret of the account, and its passphrase if it has one");
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(what + " has a blank or a character beyond ASCII: copy it again");
        }
        return value;
    }

    /** The public half, sent with each call. Still nobody's business: do not print it. */
    public String key() {
        return key;
    }

    /** The half that signs. Never sent, never printed. */
    public String secret() {
        return secret;
    }

    /** The word that some venues want beside the two. Never printed. */
    public Optional<String> passphrase() {
        return passphrase;
    }

    /** All of it that must not be seen by others, for who keeps secrets out of what is written. */
    public List<String> secrets() {
        return Stream.concat(Stream.of(key, secret), passphrase.stream()).toList();
    }

    /** Names the account without giving the key away: the first 12 hex digits of the key's SHA-256. */
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The text with all secrets struck out, for what others wrote and we print. */
    public String mask(String text) {
        var masked = text;
        for (var secret : secrets()) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credentials c
                && c.key.equals(key)
                && c.secret.equals(secret)
                && c.passphrase.equals(passphrase);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "Credentials[" + fingerprint() + "]";
    }
}
