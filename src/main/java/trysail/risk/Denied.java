package trysail.risk;

import trysail.model.Intent;

/**
 * Our own risk said no; nothing was sent.
 *
 * @param rule name of the rule, such as {@code max-position}
 * @param reason with the figures that decided it
 */
public record Denied(Intent intent, String rule, String reason) implements Verdict {}
