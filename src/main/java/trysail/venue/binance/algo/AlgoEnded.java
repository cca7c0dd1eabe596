package trysail.venue.binance.algo;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer to a cancel: which order has ended, and no more of it. */
public record AlgoEnded(
        @JsonProperty(value = "algoId", required = true) long algoId) {}
