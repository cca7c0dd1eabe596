import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The checklist that every client goes through, and how what came of it is told: the same as checks.mjs, for Java. */
final class Checks {
    private static final List<String> ALL = List.of(
            "server time",
            "listing",
            "book",
            "book stream in step",
            "trades stream",
            "user stream fill",
            "place",
            "find",
            "open orders",
            "modify",
            "cancel",
            "positions",
            "balance",
            "error text",
            "countdownCancelAll",
            "income");
    private static final int LONGEST = 30;

    private final Map<String, Callable<Boolean>> deeds = new LinkedHashMap<>();
    private final Map<String, String> none = new LinkedHashMap<>();

    static String environment(String name) {
        return System.getenv().getOrDefault(name, "");
    }

    /** A deed says whether it went as it should, or throws. */
    Checks check(String name, Callable<Boolean> deed) {
        deeds.put(name, deed);
        return this;
    }

    /** There is no such deed with this client, and why. */
    Checks none(String name, String why) {
        none.put(name, why);
        return this;
    }

    static Exception refusal(Callable<?> deed) {
        try {
            deed.call();
        } catch (Exception refused) {
            return refused;
        }
        throw new IllegalStateException("that was to be refused");
    }

    void run() {
        var threads = Executors.newCachedThreadPool();
        for (var name : ALL) {
            var state = "none\t" + none.getOrDefault(name, "not in this client");
            if (deeds.containsKey(name)) {
                try {
                    state = threads.submit(deeds.get(name)).get(LONGEST, TimeUnit.SECONDS)
                            ? "ok\t"
                            : "FAILED\tnot what was expected";
                } catch (Exception e) {
                    state = "FAILED\t"
                            + String.valueOf(e.getCause() == null ? e : e.getCause())
                                    .replaceAll("\\s+", " ");
                }
            }
            System.out.println("check\t" + name + "\t" + state);
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
