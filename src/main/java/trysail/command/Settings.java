package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import trysail.words.BadInput;
import trysail.words.Nearest;

/**
 * Where an option's value comes from when the command line does not say: the environment ({@code TRYSAIL_STOP_WITHIN}),
 * then the file of {@code --config} ({@code stop-within: 2s}), then its default.
 */
final class Settings implements CommandLine.IDefaultValueProvider {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final String fileName;

    private Settings(Map<String, String> environment, Map<String, String> file, String fileName) {
        this.environment = environment;
        this.file = file;
        this.fileName = fileName;
    }

    /** The settings of this process; the file is the one named by {@code --config} or {@code TRYSAIL_CONFIG}. */
    static Settings of(List<String> words, Map<String, String> environment) {
        var name = Optional.ofNullable(environment.get("TRYSAIL_CONFIG"));
        for (var i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--config=")) {
                name = Optional.of(words.get(i).substring("--config=".length()));
            } else if (words.get(i).equals("--config") && i + 1 < words.size()) {
                name = Optional.of(words.get(i + 1));
            }
        }
        return new Settings(environment, name.map(Settings::read).orElse(Map.of()), name.orElse(""));
    }

    private static Map<String, String> read(String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadInput("configuration file '" + name + "' cannot be a file's name: check --config", e);
        }
        if (!Files.isRegularFile(path)) {
            throw new BadInput("configuration file '" + name + "' is not there: check --config or TRYSAIL_CONFIG");
        }
        try {
            var keys = new LinkedHashMap<String, String>();
            JsonNode tree = YAML.readTree(path.toFile());
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                return keys;
            }
            if (!tree.isObject()) {
                throw new BadInput("configuration file '" + name + "' must hold lines of the form 'stop-within: 2s'");
            }
            tree.properties().forEach(e -> keys.put(e.getKey(), text(name, e.getKey(), e.getValue())));
            return keys;
        } catch (IOException e) {
            throw new BadInput(
                    "configuration file '" + name + "' cannot be read as YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private static String text(String file, String key, JsonNode value) {
        if (value.isContainerNode() && !value.isArray()) {
            throw new BadInput("configuration file '" + file + "': '" + key + "' must be one value or a list");
        }
        if (value.isArray()) {
            var parts = new java.util.StringJoiner(",");
            value.forEach(v -> parts.add(v.asText()));
            return parts.toString();
        }
        return value.asText();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec spec) {
        if (!(spec instanceof OptionSpec option)) {
            return null;
        }
        return value(option).map(Value::text).orElse(null);
    }

    /** A value and who said it. */
    record Value(String text, String source) {}

    /** What environment or file say of an option. */
    Optional<Value> value(OptionSpec option) {
        var key = key(option);
        var variable = "TRYSAIL_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
        var said = environment.get(variable);
        if (said != null && !said.isEmpty()) {
            return Optional.of(new Value(said, variable));
        }
        return Optional.ofNullable(file.get(key)).map(v -> new Value(v, fileName));
    }

    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Refuses a key of the file that no option of {@code commands} has. */
    void check(Iterable<CommandLine> commands) {
        if (file.isEmpty()) {
            return;
        }
        var known = new TreeSet<String>();
        commands.forEach(c -> c.getCommandSpec().options().forEach(o -> known.add(key(o))));
        for (var key : file.keySet()) {
            if (!known.contains(key)) {
                throw new BadInput("configuration file '" + fileName + "': unknown key '" + key + "'"
                        + Nearest.to(key, known)
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse(""));
            }
        }
    }
}
