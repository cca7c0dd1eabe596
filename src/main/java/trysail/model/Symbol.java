package trysail.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the symbol of an instrument is written: {@code BASE-QUOTE}, such as {@code BTC-USDT} or {@code 币安人生-USDT}, with
 * the day of delivery behind it where there is one: {@code BTC-USDT-261225}. Letters and digits of any script; the
 * letters a to z are always capitals. The same word for every venue, whatever the venue itself calls the instrument.
 */
public final class Symbol {
    private static final String ASSET = "[\\p{L}\\p{M}\\p{N}&&[^a-z]]{1,32}";
    private static final Pattern FORM = Pattern.compile(ASSET + "-" + ASSET + "(-\\d{6})?");
    private static final Pattern ASSETS = Pattern.compile(ASSET);
    private static final int CENTURY = 2000;

    private Symbol() {}

    /** Whether it is one: of this form, and its date, if it has one, is a day. */
    public static boolean isValid(String symbol) {
        return FORM.matcher(symbol).matches()
                && (third(symbol).isEmpty() || expiry(symbol).isPresent());
    }

    /** Whether it names an asset, such as {@code BTC}. */
    public static boolean isAsset(String word) {
        return ASSETS.matcher(word).matches();
    }

    /** What people type, as we write it: without blanks around it, {@code a} to {@code z} as capitals, nothing else changed. */
    public static String canonical(String typed) {
        var symbol = new StringBuilder(typed.strip());
        for (var i = 0; i < symbol.length(); i++) {
            var c = symbol.charAt(i);
            if (c >= 'a' && c <= 'z') {
                symbol.setCharAt(i, (char) (c - 'a' + 'A'));
            }
        }
        return symbol.toString();
    }

    /** The asset that is traded. */
    public static String base(String symbol) {
        return symbol.substring(0, symbol.indexOf('-'));
    }

    /** The asset that prices are in. */
    public static String quote(String symbol) {
        var from = symbol.indexOf('-') + 1;
        var to = symbol.indexOf('-', from);
        return to < 0 ? symbol.substring(from) : symbol.substring(from, to);
    }

    /** The day of delivery, UTC; empty where there is none. */
    public static Optional<LocalDate> expiry(String symbol) {
        return third(symbol).flatMap(Symbol::day);
    }

    private static Optional<String> third(String symbol) {
        var second = symbol.indexOf('-', symbol.indexOf('-') + 1);
        return second < 0 ? Optional.empty() : Optional.of(symbol.substring(second + 1));
    }

    private static Optional<LocalDate> day(String yymmdd) {
        try {
            var number = Integer.parseInt(yymmdd);
            return Optional.of(LocalDate.of(CENTURY + number / 10_000, number / 100 % 100, number % 100));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
