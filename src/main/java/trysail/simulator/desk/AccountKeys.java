package trysail.simulator.desk;

/** What a client signs with. The secret stays out of {@link #toString}. */
public record AccountKeys(String key, String secret) {
    @Override
    public String toString() {
        return "AccountKeys[" + key + "]";
    }
}
