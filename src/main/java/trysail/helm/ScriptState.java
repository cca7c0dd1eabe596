package trysail.helm;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import trysail.order.OnStop;
import trysail.words.BadInput;

/**
 * What the lines of one script have in common, or those typed at the prompt: variables, what the last command came to,
 * where it stands. {@code run} opens a page of its own, {@code source} goes on with the one that is open. Used by the
 * thread that runs commands.
 */
public final class ScriptState {
    private static final int DEEPEST = 16;

    private final Map<String, String> variables = new TreeMap<>();
    private final boolean json;
    private final boolean first;
    private int depth;
    private int code;
    private String where = "";
    private volatile Optional<Integer> exit = Optional.empty();
    private volatile Optional<OnStop> policy = Optional.empty();

    /** {@code json}: the receipts of its sessions are JSON. */
    public ScriptState(boolean json, int depth) {
        this(json, depth, false);
    }

    private ScriptState(boolean json, int depth, boolean first) {
        this.first = first;
        this.json = json;
        this.depth = depth;
    }

    /** A page for lines that are typed, or come from a pipe. */
    static ScriptState first() {
        return new ScriptState(false, 0, true);
    }

    /** Whether leaving it ends the process; that of a script that {@code run} opened ends the script alone. */
    public boolean isFirst() {
        return first;
    }

    public Map<String, String> variables() {
        return variables;
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    public boolean json() {
        return json;
    }

    /** One script deeper; how deep. */
    public int deeper(String file) {
        if (depth >= DEEPEST) {
            throw new BadInput("'" + file + "' is " + DEEPEST + " scripts deep: does it run itself?");
        }
        return ++depth;
    }

    public void shallower() {
        depth--;
    }

    public int depth() {
        return depth;
    }

    /** What the last command ended with, those that only tell or judge not counted. */
    public int code() {
        return code;
    }

    public void code(int last) {
        code = last;
    }

    /** Where the line that runs stands, as messages begin: {@code FILE:12: }, or empty. */
    public String where() {
        return where;
    }

    public void where(String fileAndLine) {
        where = fileAndLine;
    }

    /** No more commands on this page after this one. */
    void leave(int with) {
        exit = exit.or(() -> Optional.of(with));
    }

    /** As {@link #leave(int)}; what becomes of the orders and positions of sessions that still run then. */
    void leave(int with, OnStop orders) {
        policy = Optional.of(orders);
        leave(with);
    }

    Optional<OnStop> leavingPolicy() {
        return policy;
    }

    public Optional<Integer> leaving() {
        return exit;
    }
}
