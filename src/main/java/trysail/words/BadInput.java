package trysail.words;

/** What was asked for cannot be done as asked; found before anything was opened. Names the thing, the value, the remedy. */
public class BadInput extends IllegalArgumentException {
    /** With one line for the user. */
    public BadInput(String message) {
        super(message);
    }

    /** The same, and what made it known. */
    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }

    /** What {@code parser} reads; its refusal becomes ours. */
    public static <T> T unless(java.util.function.Supplier<T> parser) {
        try {
            return parser.get();
        } catch (BadInput e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
    }
}
