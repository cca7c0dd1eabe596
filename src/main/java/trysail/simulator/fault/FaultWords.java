package trysail.simulator.fault;

import java.util.List;

/** What a venue says when something goes wrong on purpose, and which of its requests a fault is meant for. */
public interface FaultWords {
    /** An answer that no handler of the venue gave. */
    record Said(int status, String body) {}

    /** Whether such a request places an order: its answer can get lost, and a witness on the way notes its departure. */
    boolean placesOrder(String method, String path);

    /** Too many requests: ask again later. */
    Said busy();

    /** Too many for too long: refused for a while, whatever is asked. */
    Said banned();

    /** Something broke inside. */
    Said broken();

    /** Nothing was done: the service is not available. */
    Said unavailable();

    /** It is not known whether what was asked has been done. */
    Said unsure();

    /** What is no answer to anything: of another shape, cut short, of another kind. */
    List<String> wrong();
}
