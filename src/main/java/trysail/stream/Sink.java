package trysail.stream;

/** Where a task puts what it has made. */
@FunctionalInterface
public interface Sink<T> {
    /** Hands over one item; may wait for room, as the receiving end's overflow policy says. */
    void put(T item) throws InterruptedException;
}
