package trysail.simulator.desk;

/** Who is told what happens to accounts, one thing at a time and in the order it happened. Never blocks. */
public interface AccountListener {
    /** Tells the owner of this account, by its API key. */
    void tell(String account, AccountNews news);

    /** There is no such account any more. */
    void closed(String account);
}
