package trysail.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import trysail.words.BadInput;

class DescriptorsTest {
    @Test
    void withoutRoomForASessionNoneIsOpenedAndTheRemedyIsNamed() {
        assertThatThrownBy(() -> Descriptors.check(50, 64))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("may have 64 files and sockets open at once, and has 50")
                .hasMessageContaining("ulimit -n 1024");
    }

    @Test
    void withRoomOrWhereNobodyKnowsNothingIsSaid() {
        assertThatCode(() -> Descriptors.check(60, 1024)).doesNotThrowAnyException();
        assertThatCode(() -> Descriptors.check(-1, -1)).doesNotThrowAnyException();
        assertThatCode(Descriptors::check).doesNotThrowAnyException();
    }
}
