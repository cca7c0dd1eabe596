package trysail.doctor;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What checks start from.
 *
 * @param flags the JVM's own, as given
 * @param properties the system's, as text
 * @param terminal what this process writes to
 */
public record Facts(
        Map<String, String> environment,
        List<String> flags,
        Map<String, String> properties,
        Path journal,
        Terminal terminal) {
    public Facts {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
        properties = Map.copyOf(properties);
    }

    /** What is written to; {@code real} when that is a terminal. */
    public record Terminal(boolean real, int columns, int rows, boolean colour, boolean unicode) {}

    /** Those of this process. */
    public static Facts ofThisProcess(Path journal, Terminal terminal) {
        var properties = new TreeMap<String, String>();
        System.getProperties().forEach((k, v) -> properties.put(String.valueOf(k), String.valueOf(v)));
        return new Facts(
                System.getenv(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                properties,
                journal,
                terminal);
    }

    String property(String name) {
        return properties.getOrDefault(name, "");
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
