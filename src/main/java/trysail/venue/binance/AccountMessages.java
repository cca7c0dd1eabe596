package trysail.venue.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.exchange.AccountReport;
import trysail.feed.Conversation;
import trysail.json.MalformedFrame;
import trysail.model.Fee;
import trysail.model.Fill;
import trysail.model.Numbers;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.Symbol;
import trysail.model.VenueOrder;
import trysail.stream.Sink;
import trysail.venue.binance.algo.AlgoAnswer;
import trysail.venue.binance.algo.AlgoLinks;
import trysail.wire.ws.Peer;

/**
 * What the venue says of an account's orders on one connection; the key in its address asks for all there is. Messages are
 * few: a tree does.
 */
final class AccountMessages implements Conversation {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Sink<AccountReport> out;
    private final BinanceSymbols symbols;
    private Optional<Peer> venue = Optional.empty();

    /** @param symbols what the venue's clients have learnt of its names */
    AccountMessages(Sink<AccountReport> out, BinanceSymbols symbols) {
        this.out = out;
        this.symbols = symbols;
    }

    @Override
    public void opened(Peer peer) {
        venue = Optional.of(peer);
    }

    @Override
    public void message(byte[] buffer, int from, int to) throws MalformedFrame, InterruptedException {
        switch (read(buffer, from, to, symbols)) {
            case Meaning.Report said -> out.put(said.report());
            case Meaning.KeyExpired expired -> venue.ifPresent(peer -> peer.cut("the listen key has expired"));
            case Meaning.Nothing nothing -> {}
        }
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public List<String> granted() {
        return List.of();
    }

    @Override
    public List<String> lastWords() {
        return List.of();
    }

    /** What a message means for us. */
    sealed interface Meaning {
        record Report(AccountReport report) implements Meaning {}

        /** The key is no longer valid: nothing more will come on this connection. */
        record KeyExpired() implements Meaning {}

        /** Settings, instruments that are none of ours to name. */
        record Nothing() implements Meaning {}
    }

    static Meaning read(byte[] buffer, int from, int to, BinanceSymbols symbols) throws MalformedFrame {
        JsonNode message;
        try {
            message = MAPPER.readTree(buffer, from, to - from);
        } catch (IOException e) {
            throw new MalformedFrame("a message of the account's stream is no JSON");
        }
        var event = message.has("data") ? message.get("data") : message;
        return switch (event.path("e").asText()) {
            case "ORDER_TRADE_UPDATE" -> order(event, symbols);
            case "ALGO_UPDATE" -> conditional(event, symbols);
            case "ACCOUNT_UPDATE" -> moved(event.path("a"), symbols);
            case "listenKeyExpired" -> new Meaning.KeyExpired();
            default -> new Meaning.Nothing();
        };
    }

    private static Meaning order(JsonNode event, BinanceSymbols symbols) throws MalformedFrame {
        var o = event.path("o");
        var symbol = symbols.ours(text(o, "s"));
        if (symbol.isEmpty()) {
            return new Meaning.Nothing();
        }
        var time = Instant.ofEpochMilli(whole(event.has("T") ? event : o, "T"));
        var venueId = text(o, "i");
        var side = side(text(o, "S"));
        var order = new VenueOrder(
                text(o, "c"),
                venueId,
                symbol.get(),
                side,
                decimal(o, "p"),
                decimal(o, "q"),
                decimal(o, "z"),
                state(text(o, "X")),
                time);
        var links = symbols.conditional();
        var fill = fill(o, symbol.get(), venueId, side, time).map(links::fill);
        return new Meaning.Report(new AccountReport.OrderChanged(links.order(order), fill));
    }

    /** Of positions that are held two ways at once nothing is told: what an account in one-way mode holds is. */
    private static Meaning moved(JsonNode a, BinanceSymbols symbols) throws MalformedFrame {
        var positions = new ArrayList<Position>();
        for (var p : a.path("P")) {
            var symbol = symbols.ours(text(p, "s"));
            if (symbol.isPresent() && p.path("ps").asText("BOTH").equals("BOTH")) {
                positions.add(new Position(
                        symbol.get(), decimal(p, "pa"), decimal(p, "ep"), BigDecimal.ZERO, BigDecimal.ZERO));
            }
        }
        return new Meaning.Report(
                new AccountReport.Moved(positions, !a.path("m").asText().equals("ORDER")));
    }

    /** A conditional order waits, has become an order of the book (its fills are told of that one), or is over. */
    private static Meaning conditional(JsonNode event, BinanceSymbols symbols) throws MalformedFrame {
        var o = event.path("o");
        var symbol = symbols.ours(text(o, "s"));
        if (symbol.isEmpty()) {
            return new Meaning.Nothing();
        }
        var clientId = text(o, "caid");
        var venueId = text(o, "aid");
        AlgoLinks.number(o.path("ai").asText())
                .ifPresent(child -> symbols.conditional().link(child, clientId, venueId));
        var size = decimal(o, "q");
        var filled = o.path("aq").asText().isEmpty() ? BigDecimal.ZERO : decimal(o, "aq");
        OrderState state;
        try {
            state = AlgoAnswer.state(text(o, "X"));
        } catch (IllegalArgumentException e) {
            throw new MalformedFrame(String.valueOf(e.getMessage()));
        }
        var order = new VenueOrder(
                clientId,
                venueId,
                symbol.get(),
                side(text(o, "S")),
                BigDecimal.ZERO,
                size,
                filled,
                filled.signum() > 0 && filled.compareTo(size) >= 0 ? OrderState.FILLED : state,
                Instant.ofEpochMilli(whole(event.has("T") ? event : o, "T")));
        return new Meaning.Report(new AccountReport.OrderChanged(order, Optional.empty()));
    }

    /** The execution is a trade only when it says so: an amendment carries the sizes of the last trade again. */
    private static Optional<Fill> fill(JsonNode o, String symbol, String venueId, Side side, Instant time)
            throws MalformedFrame {
        if (!text(o, "x").equals("TRADE") && !text(o, "x").equals("CALCULATED")) {
            return Optional.empty();
        }
        var size = decimal(o, "l");
        var price = decimal(o, "L");
        if (size.signum() < 0 || price.signum() < 0) {
            throw new MalformedFrame("a trade of " + size + " at " + price);
        }
        if (size.signum() == 0) {
            return Optional.empty(); // nothing was traded
        }
        return Optional.of(new Fill(
                symbol,
                venueId,
                text(o, "t"),
                side,
                price,
                size,
                fee(o, symbol, price),
                o.path("m").asBoolean(),
                o.has("T") ? Instant.ofEpochMilli(whole(o, "T")) : time));
    }

    /** A fee of which no asset is told is in quote currency; one that is not told at all is none. */
    private static Fee fee(JsonNode o, String symbol, BigDecimal price) throws MalformedFrame {
        var asset = o.hasNonNull("N") ? o.path("N").asText() : "";
        var amount = o.hasNonNull("n") ? decimal(o, "n") : BigDecimal.ZERO;
        if (!asset.isEmpty() && !Symbol.isAsset(asset)) {
            throw new MalformedFrame("the fee of a trade is in no asset");
        }
        return Fee.of(amount, asset.isEmpty() ? Symbol.quote(symbol) : asset, symbol, price);
    }

    private static Side side(String word) throws MalformedFrame {
        return switch (word) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw new MalformedFrame("an order's side is '" + word + "'");
        };
    }

    private static OrderState state(String word) throws MalformedFrame {
        return switch (word) {
            case "NEW", "PENDING_NEW" -> OrderState.NEW;
            case "PARTIALLY_FILLED" -> OrderState.PARTIALLY_FILLED;
            case "FILLED" -> OrderState.FILLED;
            case "CANCELED", "CANCELLED" -> OrderState.CANCELLED;
            case "EXPIRED", "EXPIRED_IN_MATCH", "NEW_ADL", "NEW_INSURANCE" -> OrderState.EXPIRED;
            case "REJECTED" -> OrderState.REJECTED;
            default -> throw new MalformedFrame("an order's state is '" + word + "'");
        };
    }

    private static JsonNode member(JsonNode node, String name) throws MalformedFrame {
        var value = node.get(name);
        if (value == null || !value.isValueNode() || value.isNull()) {
            throw new MalformedFrame("an order's report lacks '" + name + "'");
        }
        return value;
    }

    private static String text(JsonNode node, String name) throws MalformedFrame {
        return member(node, name).asText();
    }

    private static long whole(JsonNode node, String name) throws MalformedFrame {
        var value = member(node, name);
        if (!value.canConvertToLong()) {
            throw new MalformedFrame("'" + name + "' of an order's report is no whole number");
        }
        return value.asLong();
    }

    private static BigDecimal decimal(JsonNode node, String name) throws MalformedFrame {
        var text = text(node, name);
        if (text.length() > 40 || !text.matches("-?\\d+(\\.\\d+)?")) {
            throw new MalformedFrame("'" + name + "' of an order's report is no number");
        }
        return Numbers.of(text);
    }
}
