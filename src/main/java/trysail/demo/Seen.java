package trysail.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one child process: by its exit code, its receipts, and by those it cannot talk to.
 *
 * @param exitCode -1 when it had to be killed
 * @param receipts every receipt on its standard output, in order
 * @param err its standard error
 * @param toExit from the first stop, or the start where nobody stopped it, to the end of the process
 * @param stalled for how long the machine kept threads waiting in that time
 * @param venue what the venue has on record after its end
 * @param looks from outside, while it lived, in order
 */
record Seen(
        int exitCode,
        List<JsonNode> receipts,
        String err,
        Duration toExit,
        Duration stalled,
        AtVenue venue,
        List<Look> looks) {
    Seen {
        receipts = List.copyOf(receipts);
        looks = List.copyOf(looks);
    }

    /** Without the orders that the venue had from another one before. */
    Seen after(Seen former) {
        var own = venue.orders().stream()
                .filter(o -> former.venue.order(o.clientId()).isEmpty())
                .toList();
        var since = new AtVenue(own, venue.deletes(), venue.streams(), venue.open());
        return new Seen(exitCode, receipts, err, toExit, stalled, since, looks);
    }

    /** The last receipt; an empty object when there is none. */
    JsonNode receipt() {
        return receipts.isEmpty() ? Json.object() : receipts.getLast();
    }

    /** One rung of the last receipt. */
    Optional<JsonNode> rung(String name) {
        for (var rung : receipt().path("rungs")) {
            if (rung.path("name").asText().equals(name)) {
                return Optional.of(rung);
            }
        }
        return Optional.empty();
    }

    boolean rungDone(String name) {
        return rung(name).filter(r -> r.path("outcome").asText().equals("done")).isPresent();
    }

    /** Whatever the last receipt says is left; -1 when there is no receipt. */
    int left() {
        var left = receipt().path("left");
        return left.isMissingNode()
                ? -1
                : left.path("threads").asInt()
                        + left.path("sockets").asInt()
                        + left.path("files").asInt()
                        + left.path("orders").asInt();
    }

    /**
     * The venue's side.
     *
     * @param orders every order it was sent
     * @param deletes requests to cancel one, since the first stop
     * @param streams WebSocket connections there ever were
     * @param open those of them that are open
     */
    record AtVenue(List<OrderThere> orders, long deletes, long streams, int open) {
        AtVenue {
            orders = List.copyOf(orders);
        }

        long working() {
            return orders.stream().filter(OrderThere::working).count();
        }

        Optional<OrderThere> order(String clientId) {
            return orders.stream().filter(o -> o.clientId().equals(clientId)).findFirst();
        }
    }

    /** One order as the venue has it. */
    record OrderThere(String clientId, String state, boolean working) {}

    /**
     * A look at the living process from outside: its descriptors and the system's sockets, a thread dump by jcmd.
     *
     * @param rest sockets to the venue's REST port; -1 where the system does not tell
     * @param streams sockets to its WebSocket port
     * @param files open files of the journal directory
     * @param tasks names of the threads of the session, virtual ones among them
     * @param requests that the venue had by REST: until this look, and after the stop since its receipt
     * @param orders that came among them
     */
    record Look(String when, int rest, int streams, int files, List<String> tasks, long requests, long orders) {
        Look {
            tasks = List.copyOf(tasks);
        }

        boolean has(String task) {
            return tasks.stream().anyMatch(t -> t.endsWith("/" + task));
        }
    }
}
