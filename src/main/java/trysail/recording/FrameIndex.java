package trysail.recording;

import java.util.Arrays;

/** Where each frame of a text lies and what it is: plain arrays, some 30 bytes a frame. */
final class FrameIndex {
    static final String STREAM_HEAD = "{\"stream\":\"";
    static final String DATA_HEAD = "\",\"data\":";

    private long[] times = new long[1024];
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int[] data = new int[1024];
    private short[] instrument = new short[1024];
    private UsdmFrame.Kind[] kind = new UsdmFrame.Kind[1024];
    private int size;

    void add(long time, int start, int end, int dataStart, int number, UsdmFrame.Kind what) {
        if (size == times.length) {
            int room = 2 * size;
            times = Arrays.copyOf(times, room);
            from = Arrays.copyOf(from, room);
            to = Arrays.copyOf(to, room);
            data = Arrays.copyOf(data, room);
            instrument = Arrays.copyOf(instrument, room);
            kind = Arrays.copyOf(kind, room);
        }
        times[size] = time;
        from[size] = start;
        to[size] = end;
        data[size] = dataStart;
        instrument[size] = (short) number;
        kind[size++] = what;
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[i];
    }

    int from(int i) {
        return from[i];
    }

    int to(int i) {
        return to[i];
    }

    int data(int i) {
        return data[i];
    }

    int instrument(int i) {
        return instrument[i];
    }

    void assign(int i, int number) {
        instrument[i] = (short) number;
    }

    UsdmFrame.Kind kind(int i) {
        return kind[i];
    }
}
