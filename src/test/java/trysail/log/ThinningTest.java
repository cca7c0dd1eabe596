package trysail.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThinningTest {
    private static final long SECOND = 1_000_000_000L;

    private final Thinning thinning = new Thinning();

    @Test
    void theFirstIsToldAtOnceAndTheOthersAreANumberEachTenSeconds() {
        assertThat(thinning.tells("size", 0)).isTrue();
        for (var i = 1; i <= 7; i++) {
            assertThat(thinning.tells("size", i * SECOND)).isFalse();
        }
        assertThat(thinning.due(9 * SECOND)).isEmpty();
        assertThat(thinning.due(10 * SECOND)).containsExactly(new Thinning.Count("size", 7));
        assertThat(thinning.tells("size", 12 * SECOND)).isFalse();
        assertThat(thinning.due(19 * SECOND)).isEmpty();
        assertThat(thinning.due(20 * SECOND)).containsExactly(new Thinning.Count("size", 1));
    }

    @Test
    void eachKindIsCountedByItself() {
        assertThat(thinning.tells("size", 0)).isTrue();
        assertThat(thinning.tells("rate", SECOND)).isTrue();
        assertThat(thinning.tells("rate", 2 * SECOND)).isFalse();
        assertThat(thinning.due(10 * SECOND)).isEmpty();
        assertThat(thinning.due(11 * SECOND)).containsExactly(new Thinning.Count("rate", 1));
    }

    @Test
    void afterTenSecondsWithoutOneTheNextIsToldAtOnceAgain() {
        assertThat(thinning.tells("size", 0)).isTrue();
        assertThat(thinning.due(10 * SECOND)).isEmpty();
        assertThat(thinning.tells("size", 11 * SECOND)).isTrue();
    }

    @Test
    void whatIsCountedElsewhereIsToldAsOftenAsItCame() {
        assertThat(thinning.tells("size", 4, 0)).isTrue();
        assertThat(thinning.tells("size", 4, SECOND)).isFalse();
        assertThat(thinning.tells("size", 9, 2 * SECOND)).isFalse();
        assertThat(thinning.due(10 * SECOND)).containsExactly(new Thinning.Count("size", 8));
        assertThat(thinning.tells("size", 9, 21 * SECOND)).isFalse();
        assertThat(thinning.due(21 * SECOND)).isEmpty();
        assertThat(thinning.tells("size", 10, 22 * SECOND)).isTrue();
    }

    @Test
    void whatWasCountedIsToldAtTheEnd() {
        assertThat(thinning.tells("size", 0)).isTrue();
        assertThat(thinning.tells("size", SECOND)).isFalse();
        assertThat(thinning.rest()).containsExactly(new Thinning.Count("size", 1));
        assertThat(thinning.rest()).isEmpty();
    }
}
