package trysail.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.session.Sessions;

class DoctorTest {
    private static final List<String> FLAGS = List.of("--enable-preview", "--enable-native-access=ALL-UNNAMED");
    private static final Map<String, String> PROPERTIES = Map.of(
            "java.specification.version", "25",
            "java.version", "25.0.3",
            "jdk.virtualThreadScheduler.parallelism", "8",
            "sun.net.http.retryPost", "false",
            "http.keepAlive", "false");

    @TempDir
    private Path directory;

    @Test
    void aMachineThatIsWellHasNothingBad() throws Exception {
        var findings = Doctor.examine(facts(PROPERTIES, FLAGS), new Sessions());

        assertThat(findings)
                .extracting(Finding::subject)
                .doesNotHaveDuplicates()
                .contains("jdk", "clock", "fsync");
        assertThat(findings).noneMatch(f -> f.level() == Finding.Level.BAD);
        assertThat(findings)
                .filteredOn(f -> f.level() != Finding.Level.GOOD)
                .as("each says what to do")
                .noneMatch(f -> f.remedy().isEmpty());
        try (var left = Files.list(directory)) {
            assertThat(left.filter(f -> f.toString().contains("doctor"))).isEmpty();
        }
    }

    @Test
    void aJournalDirectoryThatCannotBeIsBad() throws Exception { // H5
        var file = Files.writeString(directory.resolve("file"), "in the way");

        assertThat(DiskCheck.of(file.resolve("journal")))
                .singleElement()
                .satisfies(f -> assertThat(f.level()).isEqualTo(Finding.Level.BAD))
                .satisfies(f -> assertThat(f.remedy()).contains("--journal"));
    }

    @Test
    void aJvmThatMaySendAPostTwiceIsToBeMinded() {
        var without = new HashMap<>(PROPERTIES);
        without.remove("sun.net.http.retryPost");

        assertThat(JavaCheck.http(facts(without, FLAGS)).level()).isEqualTo(Finding.Level.MIND);
        assertThat(JavaCheck.http(facts(PROPERTIES, FLAGS)).level()).isEqualTo(Finding.Level.GOOD);
    }

    @Test
    void anOldJdkAndMissingFlagsAreBad() {
        var old = new HashMap<>(PROPERTIES);
        old.put("java.specification.version", "17");

        assertThat(JavaCheck.jdk(facts(old, FLAGS)).level()).isEqualTo(Finding.Level.BAD);
        assertThat(JavaCheck.preview(facts(old, List.of())).level()).isEqualTo(Finding.Level.BAD);
        assertThat(JavaCheck.preview(facts(old, FLAGS)).level()).isEqualTo(Finding.Level.GOOD);
    }

    @Test
    void portsInUseAreNamed() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var finding = NetCheck.ports(server.getLocalPort());

            assertThat(finding.level()).isEqualTo(Finding.Level.MIND);
            assertThat(finding.found()).contains(String.valueOf(server.getLocalPort()));
        }
    }

    @Test
    void aLockThatNobodyHoldsIsADeadSession() throws Exception {
        Files.writeString(directory.resolve("paper-3.db"), "");
        var lock = Files.writeString(directory.resolve("paper-3.lock"), "");
        var inode = ((Number) Files.getAttribute(lock, "unix:ino")).longValue();

        assertThat(JournalCheck.dead(directory, Optional.of(Set.of())).found()).isEqualTo("paper-3");
        assertThat(JournalCheck.dead(directory, Optional.of(Set.of(inode))).found())
                .isEqualTo("none");
    }

    @Test
    void littleOfWhatSessionsNeedIsMentioned() {
        assertThat(DiskCheck.room(10).level()).isEqualTo(Finding.Level.BAD);
        assertThat(DiskCheck.room(100).level()).isEqualTo(Finding.Level.MIND);
        assertThat(DiskCheck.speed(Duration.ofMillis(80)).level()).isEqualTo(Finding.Level.MIND);
        assertThat(MachineCheck.memory(48, Optional.empty()).level()).isEqualTo(Finding.Level.MIND);
        assertThat(MachineCheck.memory(4_096, Optional.of(100L)).level()).isEqualTo(Finding.Level.MIND);
        assertThat(MachineCheck.cores(1).level()).isEqualTo(Finding.Level.MIND);
        assertThat(MachineCheck.descriptors(Optional.of(256L)).level()).isEqualTo(Finding.Level.MIND);
    }

    @Test
    void aPlaceForTemporaryFilesThatIsNoneIsMentioned() {
        assertThat(DiskCheck.temporary(directory).level()).isEqualTo(Finding.Level.GOOD);
        assertThat(DiskCheck.temporary(directory.resolve("nowhere")))
                .satisfies(f -> assertThat(f.level()).isEqualTo(Finding.Level.MIND))
                .satisfies(f -> assertThat(f.remedy()).contains("java.io.tmpdir"));
    }

    @Test
    void aJvmThatCanOnlyOpenFilesWithPlainNamesIsMentioned() {
        var plain = new HashMap<>(PROPERTIES);
        plain.put("sun.jnu.encoding", "ANSI_X3.4-1968");

        assertThat(JavaCheck.names(facts(plain, FLAGS)).level()).isEqualTo(Finding.Level.MIND);
        assertThat(JavaCheck.names(facts(PROPERTIES, FLAGS)).level()).isEqualTo(Finding.Level.GOOD);
    }

    @Test
    void aTerminalWithoutUnicodeIsMentioned() {
        var facts = new Facts(
                Map.of("TERM", "xterm"), FLAGS, PROPERTIES, directory, new Facts.Terminal(true, 100, 30, true, false));

        assertThat(Doctor.terminal(facts).remedy()).contains("UTF-8");
    }

    private Facts facts(Map<String, String> properties, List<String> flags) {
        return new Facts(
                Map.of("PATH", "/usr/bin:/bin", "TERM", "xterm"),
                flags,
                properties,
                directory,
                new Facts.Terminal(true, 100, 30, true, true));
    }
}
