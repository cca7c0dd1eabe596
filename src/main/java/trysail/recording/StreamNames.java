package trysail.recording;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names of streams as numbers, found again from their bytes without making a word of them. Not thread-safe. */
public final class StreamNames {
    private final List<byte[]> names = new ArrayList<>();
    private int[] slots = new int[64]; // number + 1; 0 where nothing is

    /** The number of a name; one that is new gets the next. */
    public int number(byte[] text, int from, int to) {
        int slot = slot(text, from, to);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        names.add(Arrays.copyOfRange(text, from, to));
        slots[slot] = names.size();
        if (2 * names.size() > slots.length) {
            grow();
        }
        return names.size() - 1;
    }

    private int slot(byte[] text, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
        while (slots[slot] > 0 && !is(names.get(slots[slot] - 1), text, from, to)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private static boolean is(byte[] name, byte[] text, int from, int to) {
        return Arrays.equals(name, 0, name.length, text, from, to);
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int n = 0; n < names.size(); n++) {
            var name = names.get(n);
            slots[slot(name, 0, name.length)] = n + 1;
        }
    }

    public int size() {
        return names.size();
    }

    public String name(int number) {
        return new String(names.get(number), StandardCharsets.UTF_8);
    }

    /** All of them, by their numbers. */
    public List<String> all() {
        return names.stream().map(n -> new String(n, StandardCharsets.UTF_8)).toList();
    }
}
