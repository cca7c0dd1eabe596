package trysail.wire.rest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeException;

class JdkHttpTest {
    @Test
    void aJvmWhosePostArrivesTwiceIsRefusedWithTheNameOfTheFlag() {
        assertThatThrownBy(() -> JdkHttp.requireOne(2))
                .isInstanceOf(ExchangeException.Refused.class)
                .hasMessageContaining("-Dsun.net.http.retryPost=false")
                .hasMessageContaining("2 times");
        assertThatThrownBy(() -> JdkHttp.requireOne(0)).isInstanceOf(ExchangeException.Refused.class);
        assertThatCode(() -> JdkHttp.requireOne(1)).doesNotThrowAnyException();
    }
}
