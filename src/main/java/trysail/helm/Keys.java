package trysail.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import trysail.exchange.Credentials;
import trysail.words.BadInput;

/**
 * An account's keys, from {@code TRYSAIL_API_KEY}, {@code TRYSAIL_API_SECRET} and, where the venue has one,
 * {@code TRYSAIL_API_PASSPHRASE}; or from a file of mode 600 named by {@code TRYSAIL_KEYS_FILE} with lines
 * {@code api_key=…}, {@code api_secret=…} and {@code api_passphrase=…}; or from a keystore of the JDK's named by
 * {@code TRYSAIL_KEYSTORE}, whose entries have these names and whose password is in {@code TRYSAIL_KEYSTORE_PASSWORD}:
 * {@code keytool -importpass -alias api_key -keystore FILE} puts one in. Never from the command line.
 */
public final class Keys {
    private Keys() {}

    public static Optional<Credentials> fromEnvironment() {
        var file = System.getenv("TRYSAIL_KEYS_FILE");
        if (file != null && !file.isEmpty()) {
            return Optional.of(fromFile(Path.of(file)));
        }
        var store = System.getenv("TRYSAIL_KEYSTORE");
        if (store != null && !store.isEmpty()) {
            var password = System.getenv("TRYSAIL_KEYSTORE_PASSWORD");
            if (password == null) {
                throw new BadInput("keystore '" + store + "' needs its password: set TRYSAIL_KEYSTORE_PASSWORD");
            }
            return Optional.of(fromKeystore(Path.of(store), password.toCharArray()));
        }
        var key = System.getenv("TRYSAIL_API_KEY");
        var secret = System.getenv("TRYSAIL_API_SECRET");
        if (key == null && secret == null) {
            return Optional.empty();
        }
        if (key == null || secret == null || key.isEmpty() || secret.isEmpty()) {
            throw new BadInput("TRYSAIL_API_KEY and TRYSAIL_API_SECRET go together: one of them is missing");
        }
        var passphrase =
                Optional.ofNullable(System.getenv("TRYSAIL_API_PASSPHRASE")).filter(word -> !word.isEmpty());
        return Optional.of(credentials(key, secret, passphrase));
    }

    public static Credentials fromFile(Path path) {
        var others = EnumSet.complementOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        try {
            var permissions = Files.getPosixFilePermissions(path);
            permissions.retainAll(others);
            if (!permissions.isEmpty()) {
                throw new BadInput("keys file '" + path + "' can be read by others: chmod 600 it");
            }
            var keys = new Properties();
            try (var reader = Files.newBufferedReader(path)) {
                keys.load(reader);
            }
            var key = keys.getProperty("api_key");
            var secret = keys.getProperty("api_secret");
            if (key == null || secret == null) {
                throw new BadInput("keys file '" + path + "' needs the lines api_key=… and api_secret=…");
            }
            return credentials(key, secret, Optional.ofNullable(keys.getProperty("api_passphrase")));
        } catch (IOException | UnsupportedOperationException e) {
            throw new BadInput("keys file '" + path + "' cannot be read", e);
        }
    }

    /** @throws BadInput when it cannot be opened with this password, or has not both entries */
    public static Credentials fromKeystore(Path path, char[] password) {
        try {
            var store = KeyStore.getInstance(path.toFile(), password);
            var key = entry(store, "api_key", password);
            var secret = entry(store, "api_secret", password);
            if (key.isEmpty() || secret.isEmpty()) {
                throw new BadInput("keystore '" + path + "' needs the entries api_key and api_secret: put them in with "
                        + "keytool -importpass -alias api_key -keystore " + path);
            }
            return credentials(key.get(), secret.get(), entry(store, "api_passphrase", password));
        } catch (IOException | GeneralSecurityException e) {
            throw new BadInput(
                    "keystore '" + path + "' cannot be opened: is it a keystore, and is TRYSAIL_KEYSTORE_PASSWORD its "
                            + "password?",
                    e);
        }
    }

    private static Optional<String> entry(KeyStore store, String alias, char[] password)
            throws GeneralSecurityException {
        if (!(store.getKey(alias, password) instanceof SecretKey kept)) {
            return Optional.empty();
        }
        if (!kept.getAlgorithm().startsWith("PBE")) {
            return Optional.of(new String(kept.getEncoded(), StandardCharsets.UTF_8));
        }
        var spec = SecretKeyFactory.getInstance(kept.getAlgorithm()).getKeySpec(kept, PBEKeySpec.class);
        return Optional.of(new String(((PBEKeySpec) spec).getPassword()));
    }

    private static Credentials credentials(String key, String secret, Optional<String> passphrase) {
        try {
            return passphrase
                    .map(word -> Credentials.of(key, secret, word))
                    .orElseGet(() -> Credentials.of(key, secret));
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
    }
}
