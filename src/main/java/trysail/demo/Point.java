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

    /** What was observed, in words, and whether that is as promised. */
    record Check(boolean held, String observed) {}

    /** Judges what was seen; a scene that went wrong, or was never shown, proves nothing. */
    Check of(Map<String, Seen> all, Map<String, String> troubles) {
        var seen = new ArrayList<Seen>();
        for (var scene : scenes) {
            var one = all.get(scene);
            if (one == null) {
                return new Check(false, "not seen: " + troubles.getOrDefault(scene, "'" + scene + "' was not shown"));
            }
            seen.add(one);
        }
        return judge.apply(seen);
    }
}
