package trysail.command;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.helm.Helm;
import trysail.look.SessionState;
import trysail.model.Numbers;
import trysail.session.Session;
import trysail.words.BadInput;
import trysail.words.Durations;
import trysail.words.Nearest;

/**
 * What {@code wait-until} waits for and {@code expect} checks: {@code orders > 0}, {@code state is running},
 * {@code paper-2.data-age < 1s}, {@code exit 0}.
 *
 * @param session whose fact it is; empty: the current one's
 */
record Condition(String session, Fact fact, Sign sign, String wanted) {
    /** How a fact is held against what is wanted. */
    enum Sign {
        MORE(">"),
        AT_LEAST(">="),
        LESS("<"),
        AT_MOST("<="),
        IS("is", "=", "=="),
        IS_NOT("!=");

        private final String words;

        Sign(String... words) {
            this.words = String.join(" ", words);
        }

        private boolean isSaid(String word) {
            return List.of(words.split(" ")).contains(word);
        }

        private String word() {
            return words.replaceFirst(" .*", "");
        }

        private boolean of(int order) {
            return switch (this) {
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case IS -> order == 0;
                case IS_NOT -> order != 0;
            };
        }
    }

    /**
     * How it stands.
     *
     * @param seen the fact's value now
     * @param over the session it is about has ended: that will not change
     */
    record Look(boolean met, String seen, boolean over) {}

    private static final String FORM = "write it as: orders > 0, state is running, or exit 0";

    /** @throws BadInput when the words are no condition */
    static Condition of(List<String> given) {
        var words = new ArrayList<>(given);
        if (words.size() < 2) {
            throw new BadInput("'" + String.join(" ", given) + "' is no condition: " + FORM);
        }
        var name = words.removeFirst();
        var dot = name.lastIndexOf('.');
        var session = dot < 0 ? "" : name.substring(0, dot);
        var fact = fact(name.substring(dot + 1));
        var sign = Sign.IS;
        if (words.size() > 1) {
            sign = sign(words.removeFirst());
            if (sign == Sign.IS && words.getFirst().equals("not") && words.size() > 1) {
                words.removeFirst();
                sign = Sign.IS_NOT;
            }
        }
        if (words.size() > 1) {
            throw new BadInput("'" + words.get(1) + "' is one word too many in a condition: " + FORM);
        }
        var condition = new Condition(session, fact, sign, words.getFirst());
        condition.check();
        return condition;
    }

    private static Fact fact(String word) {
        if (word.startsWith("-")) {
            throw new BadInput("unknown option '" + word + "'");
        }
        return Fact.named(word)
                .orElseThrow(() -> new BadInput("unknown fact '" + word + "'"
                        + Nearest.to(word, Fact.words())
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse(": there are " + String.join(", ", Fact.words()))));
    }

    private static Sign sign(String word) {
        for (var sign : Sign.values()) {
            if (sign.isSaid(word)) {
                return sign;
            }
        }
        throw new BadInput("'" + word + "' does not compare: write >, >=, <, <=, = or != (or is)");
    }

    private void check() {
        if (fact == Fact.STATE) {
            if (!SessionState.WORDS.contains(wanted)) {
                throw new BadInput("state '" + wanted + "' is none of " + String.join(", ", SessionState.WORDS));
            }
            if (sign != Sign.IS && sign != Sign.IS_NOT) {
                throw new BadInput("a state is or is not: write state is " + wanted);
            }
        } else if (number(wanted).isEmpty()) {
            throw new BadInput(fact.word() + " is a number, '" + wanted + "' is none: " + FORM);
        }
    }

    /** How it stands now. */
    Look look(Helm helm) {
        if (fact == Fact.SESSIONS) {
            return look(Integer.toString(helm.sessions().running().size()), false);
        }
        if (fact == Fact.EXIT && session.isEmpty() && helm.page().code() != 0) {
            return look(Integer.toString(helm.page().code()), true);
        }
        if (fact == Fact.EXIT && session.isEmpty() && helm.current().isEmpty()) {
            return look("0", true);
        }
        var about = helm.pick(session);
        var ended = about.receipt().isPresent(); // before its facts: they are its last ones then
        if (fact == Fact.EXIT && session.isEmpty() && !ended) {
            return look("0", false);
        }
        return fact.of(about).map(v -> look(v, ended)).orElseGet(() -> new Look(false, "not known yet", ended));
    }

    /** The session whose receipt it judges, if it does. */
    Optional<Session> judged(Helm helm) {
        if (fact != Fact.EXIT || (session.isEmpty() && helm.current().isEmpty())) {
            return Optional.empty();
        }
        var command =
                session.isEmpty() ? helm.page().code() : 0; // what failed may have been a command, not the session
        return helm.pick(session)
                .receipt()
                .filter(r -> command == 0 || command == r.exitCode())
                .map(r -> helm.pick(session));
    }

    /** A number is held against a number, a state against a state: {@link #check} saw to that. */
    private Look look(String value, boolean over) {
        var now = number(value);
        var order = now.isPresent() ? now.get().compareTo(number(wanted).orElseThrow()) : value.equals(wanted) ? 0 : 1;
        return new Look(sign.of(order), value, over);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(Numbers.of(text));
        } catch (NumberFormatException notANumber) {
            try {
                return Optional.of(
                        BigDecimal.valueOf(Durations.parse("value", text).toMillis(), 3));
            } catch (BadInput notATimeEither) {
                return Optional.empty();
            }
        }
    }

    @Override
    public String toString() {
        var whose = session.isEmpty() ? "" : session + ".";
        return whose + fact.word() + " " + sign.word() + " " + wanted;
    }
}
