package trysail.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** The lines of a receipt that tell what was traded, what risk denied, and which positions stay open. */
final class DealingsText {
    private static final int CENTS = 2;
    private static final int FOREIGN = 5;

    private DealingsText() {}

    /** Of a receipt from before these things were kept, what it has. */
    static String of(JsonNode r) {
        var text = new StringBuilder();
        if (r.has("fills")) {
            line(text, "traded", traded(r));
        }
        r.path("fees_not_valued")
                .properties()
                .forEach(fee -> line(
                        text, "fees", fee.getValue().asText() + " " + fee.getKey() + " not valued: not in the p&l"));
        foreign(text, r.path("foreign"));
        var denials = r.path("denials").properties();
        if (!denials.isEmpty()) {
            line(
                    text,
                    "denied",
                    denials.stream()
                            .map(d -> d.getValue().asLong() + " by " + d.getKey())
                            .collect(Collectors.joining(" · ")));
        }
        if (r.path("positions").isNull()) {
            line(text, "positions", "not known: the venue did not say what the account holds");
        }
        r.path("positions").forEach(p -> line(text, "position", position(p)));
        return text.toString();
    }

    private static void foreign(StringBuilder text, JsonNode all) {
        for (var i = 0; i < Math.min(FOREIGN, all.size()); i++) {
            line(text, "foreign", all.path(i).asText());
        }
        if (all.size() > FOREIGN) {
            line(text, "foreign", "and " + (all.size() - FOREIGN) + " more: fills lists them");
        }
    }

    private static String traded(JsonNode r) {
        if (r.path("fills").isNull()) {
            return "not known: it could not be counted";
        }
        var parts = new ArrayList<String>();
        var fills = r.path("fills").asLong();
        parts.add(fills + (fills == 1 ? " fill" : " fills"));
        parts.add("p&l " + money(r.path("pnl"), true));
        if (r.path("fees").isNumber()) {
            parts.add("fees of " + money(r.path("fees"), false) + " in it");
        }
        if (r.path("earned").decimalValue().signum() != 0) {
            parts.add("funding and the like " + money(r.path("earned"), true) + " in it");
        }
        return String.join(" · ", parts);
    }

    private static String position(JsonNode p) {
        var size = p.path("size").decimalValue();
        var parts = new ArrayList<String>();
        parts.add(p.path("symbol").asText()
                + (size.signum() < 0 ? " short " : " long ")
                + size.abs().toPlainString());
        if (p.path("mark").isNumber()) {
            parts.add("mark " + p.path("mark").decimalValue().toPlainString());
            parts.add("unrealised " + money(p.path("unrealised"), true));
        } else {
            parts.add("mark not known");
        }
        parts.add(p.path("why").asText());
        return String.join(" · ", parts);
    }

    /** As printed: two decimals; a sign where it may go either way. */
    private static String money(JsonNode amount, boolean signed) {
        var rounded = new BigDecimal(amount.asText("0")).setScale(CENTS, RoundingMode.HALF_EVEN);
        return (signed && rounded.signum() >= 0 ? "+" : "") + rounded.toPlainString();
    }

    private static void line(StringBuilder text, String what, String words) {
        text.append("  %-9s %s\n".formatted(what, words));
    }
}
