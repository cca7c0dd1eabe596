package trysail.simulator.binance.market;

import java.nio.charset.StandardCharsets;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.play.Tick;

/** Writes frames of one instrument as Binance USD-M does. Not thread-safe. */
public final class UsdmText {
    private final byte[] symbol;
    private final int priceScale;
    private final int sizeScale;
    private final byte[] end;
    private final Families families;

    UsdmText(Instrument instrument, Families families) {
        this(instrument, families, Symbols.of(instrument), families.end(instrument));
    }

    private UsdmText(Instrument instrument, Families families, String symbol, String end) {
        this.symbol = symbol.getBytes(StandardCharsets.UTF_8);
        this.end = end.getBytes(StandardCharsets.UTF_8);
        this.families = families;
        priceScale = instrument.priceScale();
        sizeScale = instrument.sizeScale();
    }

    /** Of the contract with a margin in coins beside it. */
    static UsdmText ofTwin(Instrument instrument, Families families) {
        return new UsdmText(instrument, families, Families.twin(instrument), families.endOfTwin(instrument));
    }

    /** Ends a frame. */
    void end(FrameText text) {
        text.bytes(end, 0, end.length);
    }

    /** Writes what the venue says of a trade, quote or depth change. */
    void write(Tick.OnMarket tick, FrameText text) {
        switch (tick) {
            case Tick.Traded trade -> trade(trade, text);
            case Tick.Quoted quote -> quote(quote, text);
            case Tick.Changed change -> depth(change, text);
        }
    }

    private void trade(Tick.Traded t, FrameText text) {
        head("trade", t.eventTime(), t.transactTime(), text).ascii(",\"t\":").number(t.tradeId());
        text.ascii(",\"p\":").decimal(t.price(), priceScale).ascii(",\"q\":").decimal(t.size(), sizeScale);
        text.ascii(",\"X\":\"").ascii(word(t.origin())).ascii("\",\"m\":").ascii(t.buyerIsMaker() ? "true" : "false");
        end(text);
    }

    private static String word(Tick.Origin origin) {
        return switch (origin) {
            case MARKET -> "MARKET";
            case NOTHING -> "NA";
            case INSURANCE -> "INSURANCE_FUND";
            case ADL -> "ADL";
        };
    }

    void aggTrade(Tick.Traded t, FrameText text) {
        text.ascii("{\"e\":\"aggTrade\",\"E\":").number(t.eventTime());
        text.ascii(",\"s\":\"")
                .bytes(symbol, 0, symbol.length)
                .ascii("\",\"a\":")
                .number(t.tradeId());
        text.ascii(",\"p\":").decimal(t.price(), priceScale).ascii(",\"q\":").decimal(t.size(), sizeScale);
        if (families == Families.MERGED) { // what of it took from the book that everybody sees: here all of it
            text.ascii(",\"nq\":").decimal(t.size(), sizeScale);
        }
        text.ascii(",\"f\":").number(t.tradeId()).ascii(",\"l\":").number(t.tradeId());
        text.ascii(",\"T\":").number(t.transactTime());
        text.ascii(",\"m\":").ascii(t.buyerIsMaker() ? "true" : "false");
        end(text);
    }

    void quote(Tick.Quoted q, FrameText text) {
        text.ascii("{\"e\":\"bookTicker\",\"u\":").number(q.updateId());
        text.ascii(",\"s\":\"").bytes(symbol, 0, symbol.length);
        text.ascii("\",\"b\":").decimal(q.bid(), priceScale).ascii(",\"B\":").decimal(q.bidSize(), sizeScale);
        text.ascii(",\"a\":").decimal(q.ask(), priceScale).ascii(",\"A\":").decimal(q.askSize(), sizeScale);
        text.ascii(",\"T\":").number(q.transactTime()).ascii(",\"E\":").number(q.eventTime());
        end(text);
    }

    private void depth(Tick.Changed c, FrameText text) {
        depthHead(c.eventTime(), c.transactTime(), c.firstId(), c.lastId(), c.previousId(), text);
        levels(text.ascii(",\"b\":"), c.bids());
        levels(text.ascii(",\"a\":"), c.asks());
        end(text);
    }

    /** Everything of a depth change before its levels. */
    void depthHead(long eventTime, long transactTime, long first, long last, long previous, FrameText text) {
        head("depthUpdate", eventTime, transactTime, text).ascii(",\"U\":").number(first);
        text.ascii(",\"u\":").number(last).ascii(",\"pu\":").number(previous);
    }

    private FrameText head(String event, long eventTime, long transactTime, FrameText text) {
        text.ascii("{\"e\":\"").ascii(event).ascii("\",\"E\":").number(eventTime);
        return text.ascii(",\"T\":")
                .number(transactTime)
                .ascii(",\"s\":\"")
                .bytes(symbol, 0, symbol.length)
                .ascii("\"");
    }

    void levels(FrameText text, Levels levels) {
        text.ascii("[");
        for (int i = 0; i < levels.count(); i++) {
            text.ascii(i == 0 ? "[" : ",[").decimal(levels.price(i), priceScale);
            text.ascii(",").decimal(levels.size(i), sizeScale).ascii("]");
        }
        text.ascii("]");
    }
}
