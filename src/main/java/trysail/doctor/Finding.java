package trysail.doctor;

/**
 * What one check found.
 *
 * @param subject what was looked at
 * @param found what is there
 * @param remedy what to do; empty when all is well
 */
public record Finding(Level level, String subject, String found, String remedy) {
    /** How bad it is. */
    public enum Level {
        GOOD,
        /** Works, but worth a thought. */
        MIND,
        /** Sessions cannot run, or not safely. */
        BAD
    }

    static Finding good(String subject, String found) {
        return new Finding(Level.GOOD, subject, found, "");
    }

    static Finding mind(String subject, String found, String remedy) {
        return new Finding(Level.MIND, subject, found, remedy);
    }

    static Finding bad(String subject, String found, String remedy) {
        return new Finding(Level.BAD, subject, found, remedy);
    }
}
