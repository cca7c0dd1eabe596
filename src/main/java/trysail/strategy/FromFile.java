package trysail.strategy;

/** A strategy that came from a file: it can be told whether that is the file that ran before. */
public interface FromFile extends Strategy {
    /** SHA-256 of the file as it was when the strategy was made of it, in hex. */
    String sha256();
}
