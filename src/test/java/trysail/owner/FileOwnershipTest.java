package trysail.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.owner.Ownership.Account;
import trysail.owner.Ownership.Claim;
import trysail.owner.Ownership.Holder;
import trysail.owner.Ownership.Lease;

/** An account has one owner at a time, and each has a higher number than the one before. */
class FileOwnershipTest {
    private static final Account REAL = new Account("https://venue.example", "c0ffee");
    private static final Holder FIRST = new Holder("live", 17, Instant.parse("2026-01-05T10:00:00Z"));
    private static final Holder SECOND = new Holder("other", 18, Instant.parse("2026-01-05T11:00:00Z"));

    @TempDir
    private Path directory;

    private Claim claim(Account account, Holder who) {
        return new FileOwnership(directory.resolve("owners")).claim(account, who);
    }

    private static Lease lease(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).lease();
    }

    @Test
    void theSecondIsToldWhoHasIt() { // F7
        try (var first = lease(claim(REAL, FIRST))) {
            assertThat(first.epoch()).isEqualTo(1);

            assertThat(claim(REAL, SECOND)).isEqualTo(new Claim.Taken(FIRST));
            assertThat(FIRST.words()).isEqualTo("session 'live' of process 17 since 2026-01-05T10:00:00Z");
        }
    }

    @Test
    void whatWasGivenBackIsGrantedWithAHigherNumber() {
        lease(claim(REAL, FIRST)).close();

        try (var second = lease(claim(REAL, SECOND))) {
            assertThat(second.epoch()).isEqualTo(2);
        }
    }

    @Test
    void anotherAccountIsNobodysYet() {
        try (var first = lease(claim(REAL, FIRST));
                var second = lease(claim(new Account(REAL.place(), "deca11"), SECOND))) {
            assertThat(first.epoch()).isEqualTo(second.epoch());
        }
    }

    @Test
    void whatItSaysIsTheOwnersAlone() throws Exception {
        try (var unused = lease(claim(REAL, FIRST));
                var files = Files.list(directory.resolve("owners"))) {
            assertThat(files.toList()).singleElement().satisfies(file -> {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                assertThat(Files.readString(file)).doesNotContain(REAL.fingerprint());
            });
        }
    }

    @Test
    void anAccountOfThisMachineLeavesNoFile() throws Exception {
        lease(claim(new Account("http://127.0.0.1:9443", "c0ffee"), FIRST)).close();

        try (var files = Files.list(directory.resolve("owners"))) {
            assertThat(files.toList()).isEmpty();
        }
    }

    @Test
    void aFileThatSaysNothingIsGrantedFromTheBeginning() throws Exception {
        lease(claim(REAL, FIRST)).close();
        try (var files = Files.list(directory.resolve("owners"))) {
            for (var file : files.toList()) {
                Files.writeString(file, "nonsense");
            }
        }

        try (var again = lease(claim(REAL, SECOND))) {
            assertThat(again.epoch()).isEqualTo(1);
        }
    }
}
