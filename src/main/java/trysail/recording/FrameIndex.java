package trysail.recording;

import java.util.Arrays;

/** Where each frame of a text lies and what it is: plain arrays, some 30 bytes a frame. Not thread-safe while it is filled. */
public final class FrameIndex {
    private long[] times = new long[1024];
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int[] data = new int[1024];
    private short[] instrument = new short[1024];
    private Frame.Kind[] kind = new Frame.Kind[1024];
    private int size;

    /**
     * The next frame: when it was received, where it lies, and where what its stream says begins.
     *
     * @param number of its instrument, -1 when it is of none, or not known yet
     */
    public void add(long time, int start, int end, int dataStart, int number, Frame.Kind what) {
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

    public int size() {
        return size;
    }

    public long time(int i) {
        return times[i];
    }

    public int from(int i) {
        return from[i];
    }

    public int to(int i) {
        return to[i];
    }

    public int data(int i) {
        return data[i];
    }

    public int instrument(int i) {
        return instrument[i];
    }

    /** Frame {@code i} is of this instrument. */
    public void assign(int i, int number) {
        instrument[i] = (short) number;
    }

    public Frame.Kind kind(int i) {
        return kind[i];
    }
}
