package trysail.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import trysail.words.BadInput;

/**
 * A configuration file in YAML: one document of lines {@code stop-within: 2s}, each key once, each value as it is
 * written. YAML's own ideas of words are left out: {@code no} is a name and no truth value, {@code 1_000} and {@code 010}
 * are what an option of the command line would make of them. Whatever could mean two things is refused, with its line.
 *
 * @param name as the user gave it, for messages; empty: there is no file
 */
public record SettingsFile(String name, Map<String, Entry> entries) {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final Pattern PLACE = Pattern.compile("^ in '.*', line (\\d+), column");
    private static final int BYTE_ORDER_MARK = '\ufeff';

    /** Nothing is set. */
    public static final SettingsFile NONE = new SettingsFile("", Map.of());

    /**
     * What one key stands for.
     *
     * @param text as written; the values of a list with commas between them
     * @param line in the file, from 1
     */
    public record Entry(String text, int line) {}

    /**
     * Reads it.
     *
     * @throws BadInput in one line that names file, line and key
     */
    public static SettingsFile read(String name) {
        return new SettingsFile(name, new Reading(name).all(text(name)));
    }

    private static String text(String name) {
        try {
            var path = Path.of(name);
            if (!Files.isRegularFile(path)) {
                throw new BadInput("configuration file '" + name + "' is not there: check --config or TRYSAIL_CONFIG");
            }
            var text = Files.readString(path);
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (InvalidPathException e) {
            throw new BadInput("configuration file '" + name + "' cannot be a file's name: check --config", e);
        } catch (CharacterCodingException e) {
            throw new BadInput("configuration file '" + name + "' is not text in UTF-8: save it as such", e);
        } catch (IOException e) {
            throw new BadInput("configuration file '" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** What to add to a refusal that speaks of an option: where the file sets it. Nothing when it does not. */
    public String where(String refusal) {
        return entries.entrySet().stream()
                .filter(e -> names(refusal, e.getKey()))
                .findFirst()
                .map(e -> " ('" + e.getKey() + "' in line " + e.getValue().line + " of " + name + ")")
                .orElse("");
    }

    private static boolean names(String refusal, String key) {
        for (var at = refusal.indexOf(key); at >= 0; at = refusal.indexOf(key, at + 1)) {
            var end = at + key.length();
            var whole = end == refusal.length() || !isPart(refusal.charAt(end));
            if (whole && (at == 0 || refusal.startsWith("--", at - 2) || !isPart(refusal.charAt(at - 1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '-';
    }

    /** One file on its way from text to entries. */
    private record Reading(String name) {
        private Map<String, Entry> all(String text) {
            var entries = new LinkedHashMap<String, Entry>();
            try (var in = YAML.createParser(text)) {
                var first = in.nextToken();
                if (first == null) {
                    return entries;
                }
                if (first == JsonToken.VALUE_NULL) {
                    return onlyOne(in, entries);
                }
                if (first != JsonToken.START_OBJECT) {
                    throw wrong(in, "must hold lines of the form 'stop-within: 2s'");
                }
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    entry(in, entries);
                }
                return onlyOne(in, entries);
            } catch (JsonProcessingException e) {
                throw new BadInput("configuration file '" + name + "'" + problem(e), e);
            } catch (IOException e) {
                throw new BadInput("configuration file '" + name + "' cannot be read: " + e.getMessage(), e);
            }
        }

        private Map<String, Entry> onlyOne(YAMLParser in, Map<String, Entry> entries) throws IOException {
            if (in.nextToken() != null) {
                throw wrong(in, "a second document begins after '---': one file has one");
            }
            return entries;
        }

        private void entry(YAMLParser in, Map<String, Entry> entries) throws IOException {
            var key = in.currentName();
            var line = line(in);
            if (key == null || key.isBlank() || in.isCurrentAlias()) {
                throw wrong(in, "a key is missing");
            }
            var before = entries.get(key);
            if (before != null) {
                throw wrong(in, "'" + key + "' stands here and in line " + before.line + ": one of them has to go");
            }
            var token = in.nextToken();
            if (token == JsonToken.START_OBJECT) {
                throw wrong(in, "'" + key + "' must be one value or a list, not lines below it");
            }
            entries.put(key, new Entry(token == JsonToken.START_ARRAY ? list(in, key) : value(in, key), line));
        }

        private String list(YAMLParser in, String key) throws IOException {
            var parts = new StringJoiner(",");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                parts.add(value(in, key));
            }
            if (parts.length() == 0) {
                throw wrong(in, "'" + key + "' is an empty list: write a value, or leave it out");
            }
            return parts.toString();
        }

        private String value(YAMLParser in, String key) throws IOException {
            if (in.isCurrentAlias() || in.getTypeId() != null) {
                throw wrong(in, "'" + key + "': aliases (*) and tags (!) are not read: write the value itself");
            }
            if (!in.currentToken().isScalarValue()) {
                throw wrong(in, "'" + key + "' must be one value or a list of values");
            }
            var text = in.currentToken() == JsonToken.VALUE_NULL
                    ? ""
                    : in.getText().strip();
            if (text.isEmpty()) {
                throw wrong(in, "'" + key + "' has no value: write one, or leave it out");
            }
            if (text.lines().count() > 1) {
                throw wrong(in, "'" + key + "' has a value of several lines: write it on one");
            }
            return text;
        }

        /** The parser's last complaint and the place of it: what it says before tells what it was at. */
        private static String problem(JsonProcessingException broken) {
            var said = String.valueOf(broken.getOriginalMessage()).lines().toList();
            for (var i = said.size() - 1; i > 0; i--) {
                var place = PLACE.matcher(said.get(i));
                if (place.find()) {
                    return ", line " + place.group(1) + ": this is not YAML: "
                            + said.get(i - 1).strip();
                }
            }
            var at = broken.getLocation();
            return (at == null ? "" : ", line " + at.getLineNr()) + ": this is not YAML: "
                    + (said.isEmpty() ? "" : said.getFirst().strip());
        }

        private BadInput wrong(YAMLParser in, String words) {
            return new BadInput("configuration file '" + name + "', line " + line(in) + ": " + words);
        }

        private static int line(YAMLParser in) {
            return in.currentTokenLocation().getLineNr();
        }
    }
}
