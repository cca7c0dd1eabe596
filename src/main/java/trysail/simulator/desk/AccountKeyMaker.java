package trysail.simulator.desk;

import java.security.SecureRandom;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Words in the form of the venue's keys. Thread-safe. */
public final class AccountKeyMaker {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;

    private final RandomGenerator random;

    private AccountKeyMaker(RandomGenerator random) {
        this.random = random;
    }

    /** Words that nobody guesses. */
    public static AccountKeyMaker secret() {
        return new AccountKeyMaker(new SecureRandom());
    }

    /** The same words for the same seed: for an exchange that nobody can reach from outside. */
    public static AccountKeyMaker seeded(long seed) {
        return new AccountKeyMaker(new Random(seed));
    }

    public String word() {
        var text = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
