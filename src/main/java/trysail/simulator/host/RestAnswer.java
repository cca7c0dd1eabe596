package trysail.simulator.host;

import java.util.Map;

/** What a venue says to a request; {@code body} is JSON. */
public record RestAnswer(int status, Map<String, String> headers, String body) {}
