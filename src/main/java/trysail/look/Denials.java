package trysail.look;

/**
 * What one risk rule has denied since the session's start.
 *
 * @param count of intents
 * @param last its reason for the latest one
 */
public record Denials(String rule, long count, String last) {}
