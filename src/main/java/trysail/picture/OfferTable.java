package trysail.picture;

import static trysail.picture.Table.none;
import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import trysail.picture.Paper.Tone;
import trysail.provider.Offers;

/** What can be chosen by name, each with its options, and the providers that were skipped. */
public final class OfferTable {
    private OfferTable() {}

    /** A row says what a thing is for, then one for each of its options. */
    public static Table of(Offers<?> offers) {
        var kind = offers.kind();
        var table = new Table("no " + kind, kind, "option", "default", "from", "to", "meaning");
        for (var offer : offers.all()) {
            table.row(word(offer.name()).in(Tone.NAME), none(), none(), none(), none(), word(offer.about()));
            for (var option : offer.options()) {
                table.row(
                        word(offer.name()).in(Tone.NAME),
                        word(option.name()),
                        number(option.standard()),
                        number(option.least()),
                        number(option.most()),
                        word(option.meaning()));
            }
        }
        for (var skipped : offers.skipped()) {
            table.row(
                    word("skipped").in(Tone.WARN),
                    none(),
                    none(),
                    none(),
                    none(),
                    word(skipped.what() + ": " + skipped.why()).in(Tone.WARN));
        }
        return table;
    }
}
