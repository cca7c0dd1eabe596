package trysail.owner;

import java.time.Instant;

/**
 * Who may send orders to an account. A claim never waits: the account is granted, or somebody who lives has it. Here it
 * is kept in files of one machine; it is shaped so that a row of a database could keep it for several. Thread-safe.
 */
public interface Ownership {
    /**
     * An account.
     *
     * @param place where its venue is, such as {@code https://fapi.binance.com}
     * @param fingerprint of its key, never the key
     */
    record Account(String place, String fingerprint) {}

    /**
     * Who has one.
     *
     * @param session what its sessions are called, such as {@code live}
     * @param since when it was granted
     */
    record Holder(String session, long pid, Instant since) {
        /** For a person. */
        public String words() {
            return "session '" + session + "' of process " + pid + " since " + since;
        }
    }

    /** What came of a claim. */
    sealed interface Claim {
        /** It is granted, until the lease is closed or the process ends, however it ends. */
        record Granted(Lease lease) implements Claim {}

        /** Somebody has it. */
        record Taken(Holder by) implements Claim {}
    }

    /** An account that is ours for now. */
    interface Lease extends AutoCloseable {
        /** How many times the account was granted: a later owner has a higher number. */
        long epoch();

        /** Gives it back. Idempotent; never fails: the operating system takes it back at the latest. */
        @Override
        void close();
    }

    /** @throws java.io.UncheckedIOException when it cannot be told who has it */
    Claim claim(Account account, Holder who);
}
