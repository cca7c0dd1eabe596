package trysail.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.disk.JournalException;
import trysail.model.ClientOrderId;

/**
 * One entry as it is kept.
 *
 * @param order the client order id, if it is about an order
 */
record Row(String at, String kind, Optional<String> order, String body) {
    static Row of(Entry.Stamped line) {
        var written = EntryJson.write(line.entry());
        return new Row(
                line.at().toString(),
                written.kind(),
                line.entry().about().map(ClientOrderId::toString),
                written.body());
    }

    /** Hands it on as what it means; says in words why it cannot be read, if it cannot. Instruments come first. */
    Optional<String> read(EntryJson json, Consumer<Entry.Stamped> into) {
        try {
            into.accept(new Entry.Stamped(Instant.parse(at), json.read(kind, order, body)));
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.of("entry cannot be read: " + JournalException.words(e));
        }
    }
}
