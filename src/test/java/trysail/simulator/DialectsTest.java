package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import trysail.venue.Venues;

class DialectsTest {
    @Test
    void everyVenueThatWeSpeakToIsSpokenByTheSimulator() {
        assertThat(Venues.all())
                .isNotEmpty()
                .allSatisfy(kind ->
                        assertThat(Dialects.named(kind.dialect()).word()).isEqualTo(kind.dialect()));
        assertThat(Dialects.usual().word()).isEqualTo(Venues.usual().word());
    }

    @Test
    void aDialectThatIsNotSpokenIsRefusedInOneLine() {
        assertThatThrownBy(() -> Dialects.named("elsewhere-spot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the simulator does not speak elsewhere-spot; it speaks binance-usdm");
    }
}
