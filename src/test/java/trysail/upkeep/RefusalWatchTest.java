package trysail.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.model.ClientOrderId;
import trysail.model.OrderState;
import trysail.model.Rejection;
import trysail.scope.StopReason;

/** Refusals in a row are news, and end a session that says how many may come. */
class RefusalWatchTest {
    private final List<String> told = new ArrayList<>();
    private final List<StopReason> stops = new ArrayList<>();
    private long number;

    private RefusalWatch watch(Optional<Integer> most) {
        return new RefusalWatch(most, told::add, stops::add);
    }

    private ClientOrderId id() {
        return new ClientOrderId("k4f9q", 1, 1, ++number);
    }

    private static Entry.Stamped at(Entry entry) {
        return new Entry.Stamped(Instant.EPOCH, entry);
    }

    private void refuse(RefusalWatch watch, int times) {
        for (var i = 0; i < times; i++) {
            watch.heard(at(new Entry.Rejected(id(), new Rejection.ByVenue("-2019"), "Margin is insufficient.")));
        }
    }

    @Test
    void soManyInARowEndTheSessionAndTheirReasonIsTold() { // G7
        var watch = watch(Optional.of(7));

        refuse(watch, 6);
        assertThat(told).singleElement().asString().contains("refused 5 orders in a row", "Margin is", "at 7");
        assertThat(stops).isEmpty();
        refuse(watch, 1);

        assertThat(stops).singleElement().isInstanceOfSatisfying(StopReason.Failed.class, failed -> {
            assertThat(failed.cause()).isInstanceOf(ExchangeException.Refused.class);
            assertThat(failed.words()).contains("7 orders in a row were refused (--max-refusals)", "Margin is");
        });
        refuse(watch, 5);
        assertThat(stops).hasSize(1);
    }

    @Test
    void oneThatIsTakenEndsTheRow() { // G7
        var watch = watch(Optional.of(7));
        refuse(watch, 6);
        watch.heard(at(new Entry.Accepted(id(), "9", Instant.EPOCH)));
        watch.heard(at(new Entry.Ended(id(), OrderState.CANCELLED, BigDecimal.ZERO)));

        refuse(watch, 6);

        assertThat(stops).isEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void whatIsNoRefusalOfTheVenuesDoesNotCount() {
        var watch = watch(Optional.of(1));

        watch.heard(at(new Entry.Rejected(id(), new Rejection.NeverArrived(), "the venue never had it")));
        watch.heard(at(new Entry.NotSent(id(), "the gate is held")));

        assertThat(stops).isEmpty();
    }

    @Test
    void whereAnyNumberMayComeTheyAreNewsOnly() {
        var watch = watch(Optional.empty());

        refuse(watch, 100);

        assertThat(stops).isEmpty();
        assertThat(told).singleElement().asString().doesNotContain("max-refusals");
    }
}
