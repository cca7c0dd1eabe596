package trysail.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Our name for one order, and the proof that it is ours: {@code k4f9q-s7-e2-13}.
 *
 * <p>Lower-case letters, digits and {@code -}, at most 32 characters: every venue takes it, and those that fold case
 * give it back unchanged.
 *
 * @param tag drawn at random when the logbook was created: two machines on one account never meet
 * @param session number of the session in its logbook
 * @param epoch how many times the session's journal was opened
 * @param sequence number of the order in its epoch, from 1
 */
public record ClientOrderId(String tag, int session, int epoch, long sequence) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9]{3,8})-s(\\d{1,8})-e(\\d{1,4})-(\\d{1,10})");
    private static final int LONGEST = 32;

    public ClientOrderId {
        var text = text(tag, session, epoch, sequence);
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("client order id '" + text + "' is not of the form k4f9q-s7-e2-13");
        }
    }

    /** The id in this text, or nothing: then the order is somebody else's. */
    public static Optional<ClientOrderId> parse(String text) {
        var m = FORM.matcher(text);
        return text.length() <= LONGEST && m.matches()
                ? Optional.of(new ClientOrderId(
                        m.group(1),
                        Integer.parseInt(m.group(2)),
                        Integer.parseInt(m.group(3)),
                        Long.parseLong(m.group(4))))
                : Optional.empty();
    }

    /** What all ids of one session's epoch begin with. */
    public static String prefix(String tag, int session, int epoch) {
        return tag + "-s" + session + "-e" + epoch + "-";
    }

    private static String text(String tag, int session, int epoch, long sequence) {
        return prefix(tag, session, epoch) + sequence;
    }

    @Override
    public String toString() {
        return text(tag, session, epoch, sequence);
    }
}
