package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import trysail.helm.Helm;

@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "whole-session storms need JDK 24 or later")
class StormCommandTest {
    @TempDir
    private Path directory;

    @Test
    void theReportIsTheSeedsAloneButForTheTimeItTook() throws Exception {
        var first = report("--seed", "9", "--runs", "6");
        var second = report("--seed", "9", "--runs", "6");
        for (var field :
                new String[] {"seed", "runs", "schedules", "failed", "broken", "stop_ms", "transcripts_sha256"}) {
            assertThat(first.get(field)).as(field).isNotNull().isEqualTo(second.get(field));
        }
        assertThat(first.get("runs").asInt()).isEqualTo(6);
        assertThat(first.get("schedules").asInt()).isEqualTo(6);
        assertThat(first.get("broken")).isEmpty();
        assertThat(report("--seed", "10", "--runs", "6").get("transcripts_sha256"))
                .isNotEqualTo(first.get("transcripts_sha256"));
    }

    @Test
    void theReportIsTheSameWhateverTheNumberOfLanesAndTheLocale() throws Exception {
        var one = (ObjectNode) report("--seed", "40", "--runs", "24", "--lanes", "1");
        var before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            var three = (ObjectNode) report("--seed", "40", "--runs", "24", "--lanes", "3");
            var timed = List.of("seconds", "wall_ms", "storms_per_second", "started_at");
            assertThat(three.remove(timed)).isEqualTo(one.remove(timed));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aStrategyOfAFileIsMadeAnewForEachStormStaticsToo() throws Exception {
        var file = Files.writeString(directory.resolve("counting.jsh"), """
                int made = 0;
                class Counting implements Strategy {
                    final int number = ++made;
                    public List<Intent> onEvent(MarketEvent event, MarketState state) {
                        if (number != 1) {
                            throw new IllegalStateException("number " + number);
                        }
                        return List.of();
                    }
                }
                new Counting()
                """);
        var report = report("--runs", "5", "--strategy", file.toString());
        assertThat(report.get("failed").asInt()).isZero();
    }

    @Test
    void aStrategyThatThrowsIsToldByItsLineWithTheCommandThatShowsItAgain() throws Exception {
        var file = Files.writeString(directory.resolve("broken.jsh"), """
                class Broken implements Strategy {
                    public List<Intent> onEvent(MarketEvent event, MarketState state) {
                        throw new IllegalStateException("no idea");
                    }
                }
                """);
        try (var deck = new Deck(Helm.Mode.COMMAND, directory)) {
            assertThat(deck.run("storm", "--runs", "1", "--strategy", file.toString()))
                    .as(deck.err())
                    .isEqualTo(1);
            assertThat(deck.out())
                    .contains("IllegalStateException: no idea")
                    .contains("broken.jsh:3")
                    .contains("again: scripts/trysail storm --runs 1 --seed 1 --strategy ");
        }
    }

    @Test
    void killsAreStormsOfTheirOwn() throws Exception { // C7
        var report = report("--kills", "--runs", "6", "--seed", "40");
        assertThat(report.get("failed").asInt()).isZero();
        assertThat(report.get("schedules").asInt()).isEqualTo(6);
        assertThat(report.get("ended").asInt())
                .isGreaterThan(6); // each ends one at least, and one that finds nothing to do
        assertThat(report.get("transcripts_sha256").asText())
                .isEqualTo(report("--kills", "--runs", "6", "--seed", "40")
                        .get("transcripts_sha256")
                        .asText());
    }

    @Test
    void theLastSeedThereIsIsRunToo() throws Exception {
        assertThat(report("--seed", Long.toString(Long.MAX_VALUE), "--runs", "1")
                        .get("schedules")
                        .asInt())
                .isOne();
    }

    @Test
    void fromAScriptItIsRefusedInOneLine() {
        try (var deck = Deck.script(directory)) {
            assertThat(deck.run("storm")).isEqualTo(2);
            assertThat(deck.err()).isEqualTo("trysail: 'storm' runs by itself: in a shell, scripts/trysail storm\n");
        }
    }

    private com.fasterxml.jackson.databind.JsonNode report(String... words) throws Exception {
        try (var deck = new Deck(Helm.Mode.COMMAND, directory)) {
            var all = new java.util.ArrayList<>(java.util.List.of("storm", "--json"));
            all.addAll(java.util.List.of(words));
            assertThat(deck.run(all.toArray(String[]::new))).as(deck.err()).isZero();
            return new ObjectMapper().readTree(deck.out());
        }
    }
}
