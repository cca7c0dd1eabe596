package trysail.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.picture.Times;
import trysail.scope.SessionClock;
import trysail.words.BadInput;

class TimesOfPastTest {
    @Test
    void aTimeOfAnotherDayHasItsDateAndZone() {
        var then = Instant.parse("2024-08-08T10:11:12.123Z");
        assertThat(Times.fine(then)).isEqualTo("2024-08-08 10:11:12.123Z");
        assertThat(Times.clock(then)).isEqualTo("2024-08-08 10:11:12Z");
        assertThat(Times.cell(then).value().asText()).isEqualTo("2024-08-08T10:11:12.123Z");
    }

    @Test
    void aTimeOfTodayIsAClock() {
        var now = SessionClock.SYSTEM.now();
        assertThat(Times.fine(now)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}|.* .*Z"); // midnight may be between the two
    }

    @Test
    void sinceIsSoLongAgoADayOrAnInstant() {
        var now = Instant.parse("2024-08-08T10:11:12Z");
        assertThat(Since.read("7d", now)).isEqualTo(now.minus(Duration.ofDays(7)));
        assertThat(Since.read("1h30m", now)).isEqualTo(Instant.parse("2024-08-08T08:41:12Z"));
        assertThat(Since.read("2024-08-01", now)).isEqualTo(Instant.parse("2024-08-01T00:00:00Z"));
        assertThat(Since.read("2024-08-01T12:00:00Z", now)).isEqualTo(Instant.parse("2024-08-01T12:00:00Z"));
    }

    @Test
    void whatIsNoneOfTheseIsRefusedWithAllThatCanBeWritten() {
        for (var bad : List.of("yesterday", "2024-13-01", "12T", "-3d", "")) {
            assertThatThrownBy(() -> Since.read(bad, Instant.parse("2024-08-08T10:11:12Z")))
                    .as(bad)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("write 7d, 2026-11-30 or 2026-11-30T14:00:00Z");
        }
    }
}
