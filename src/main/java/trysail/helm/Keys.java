package trysail.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import trysail.exchange.Credentials;
import trysail.words.BadInput;

/**
 * An account's keys, from {@code TRYSAIL_API_KEY}, {@code TRYSAIL_API_SECRET} and, where the venue has one,
 * {@code TRYSAIL_API_PASSPHRASE}; or from a file of mode 600 named by {@code TRYSAIL_KEYS_FILE} with lines
 * {@code api_key=…}, {@code api_secret=…} and {@code api_passphrase=…}. Never from the command line.
 */
public final class Keys {
    private Keys() {}

    public static Optional<Credentials> fromEnvironment() {
        var file = System.getenv("TRYSAIL_KEYS_FILE");
        if (file != null && !file.isEmpty()) {
            return Optional.of(fromFile(Path.of(file)));
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
