package trysail.venue.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** The price of the last trade. */
public record PriceAnswer(
        @JsonProperty(value = "price", required = true) BigDecimal price) {}
