package trysail.wire.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The elements of a venue's list that can be read: one that cannot be is told and left out, and the others are there. */
public final class Elements {
    private static final Logger LOG = Logger.getLogger(Elements.class.getName());

    private Elements() {}

    /** @param reader throws {@link NumberFormatException} for a number beyond all bounds */
    public static <A, B> List<B> each(String what, List<A> elements, Function<A, B> reader) {
        var read = new ArrayList<B>(elements.size());
        var left = 0;
        for (var element : elements) {
            try {
                read.add(reader.apply(element));
            } catch (NumberFormatException e) {
                if (left++ == 0) {
                    LOG.log(Level.WARNING, "a {0} that the venue lists is left out: {1}", new Object[] {what, e});
                }
            }
        }
        return read;
    }
}
