package trysail.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One thing that is promised: a function of what was seen, so that it fails when that is not as promised.
 *
 * @param claim what is promised
 * @param scenes where it is seen, one or more
 */
record Point(String claim, List<String> scenes, Function<List<Seen>, Check> judge) {
    Point {
        scenes = List.copyOf(scenes);
    }

    /** Seen in one scene. */
    static Point in(String scene, String claim, Function<Seen, Check> judge) {
        return new Point(claim, List.of(scene), seen -> judge.apply(seen.getFirst()));
    }

    /** What was observed, in words, and what that says of the promise. */
    record Check(Demo.Verdict verdict, String observed) {
        static Check of(boolean held, String observed) {
            return new Check(held ? Demo.Verdict.HELD : Demo.Verdict.BROKEN, observed);
        }

        /** There was nothing by which to tell. */
        static Check notShown(String observed) {
            return new Check(Demo.Verdict.NOT_SHOWN, observed);
        }

        boolean held() {
            return verdict == Demo.Verdict.HELD;
        }
    }

    /** Judges what was seen; a scene that went wrong, or was never shown, proves nothing either way. */
    Check of(Map<String, Seen> all, Map<String, String> troubles) {
        var seen = new ArrayList<Seen>();
        for (var scene : scenes) {
            var one = all.get(scene);
            if (one == null) {
                return Check.notShown(troubles.getOrDefault(scene, "'" + scene + "' was not shown"));
            }
            seen.add(one);
        }
        return judge.apply(seen);
    }
}
