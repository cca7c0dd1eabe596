package trysail.venue.binance;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The venue's clock, in milliseconds. */
record TimeAnswer(
        @JsonProperty(value = "serverTime", required = true) long serverTime) {}
