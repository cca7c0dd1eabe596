package trysail.simulator.binance.market;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.recording.Listing;
import trysail.recording.UsdmFrame;

/** Writes frames of one instrument as Binance USD-M does. Not thread-safe. */
public final class UsdmText {
    private final byte[] symbol;
    private final byte[] stream;
    private final int priceScale;
    private final int sizeScale;

    public UsdmText(Instrument instrument) {
        var name = Listing.venueSymbol(instrument);
        symbol = name.getBytes(StandardCharsets.UTF_8);
        stream = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        priceScale = instrument.priceScale();
        sizeScale = instrument.sizeScale();
    }

    /** Writes the combined form of a trade, quote or depth change, and says in {@code frame} where it lies. */
    public void combined(UsdmFrame frame, FrameText text) {
        text.clear().ascii("{\"stream\":\"").bytes(stream, 0, stream.length);
        switch (frame.kind) {
            case TRADE -> text.ascii("@trade");
            case QUOTE -> text.ascii("@bookTicker");
            case DEPTH -> text.ascii("@depth@0ms");
            case SNAPSHOT, OTHER, ASIDE -> throw notMade(frame.kind);
        }
        text.ascii("\",\"data\":");
        int data = text.length();
        switch (frame.kind) {
            case TRADE -> trade(frame, text);
            case QUOTE -> quote(frame, text);
            case DEPTH -> depth(frame, text);
            case SNAPSHOT, OTHER, ASIDE -> throw notMade(frame.kind);
        }
        frame.dataFrom = data;
        frame.dataTo = text.length();
        text.ascii("}");
        frame.text = text.bytes();
        frame.from = 0;
        frame.to = text.length();
    }

    private static IllegalArgumentException notMade(UsdmFrame.Kind kind) {
        return new IllegalArgumentException("no frame of kind " + kind + " is made here");
    }

    private void trade(UsdmFrame f, FrameText text) {
        head("trade", f.eventTime, f.transactTime, text).ascii(",\"t\":").number(f.tradeId);
        text.ascii(",\"p\":").decimal(f.price, priceScale).ascii(",\"q\":").decimal(f.size, sizeScale);
        text.ascii(",\"X\":\"MARKET\",\"m\":").ascii(f.buyerIsMaker ? "true}" : "false}");
    }

    void aggTrade(UsdmFrame f, FrameText text) {
        text.ascii("{\"e\":\"aggTrade\",\"E\":").number(f.eventTime);
        text.ascii(",\"s\":\"")
                .bytes(symbol, 0, symbol.length)
                .ascii("\",\"a\":")
                .number(f.tradeId);
        text.ascii(",\"p\":").decimal(f.price, priceScale).ascii(",\"q\":").decimal(f.size, sizeScale);
        text.ascii(",\"f\":").number(f.tradeId).ascii(",\"l\":").number(f.tradeId);
        text.ascii(",\"T\":").number(f.transactTime);
        text.ascii(",\"m\":").ascii(f.buyerIsMaker ? "true}" : "false}");
    }

    private void quote(UsdmFrame f, FrameText text) {
        text.ascii("{\"e\":\"bookTicker\",\"u\":").number(f.lastId);
        text.ascii(",\"s\":\"").bytes(symbol, 0, symbol.length);
        text.ascii("\",\"b\":").decimal(f.bid, priceScale).ascii(",\"B\":").decimal(f.bidSize, sizeScale);
        text.ascii(",\"a\":").decimal(f.ask, priceScale).ascii(",\"A\":").decimal(f.askSize, sizeScale);
        text.ascii(",\"T\":")
                .number(f.transactTime)
                .ascii(",\"E\":")
                .number(f.eventTime)
                .ascii("}");
    }

    private void depth(UsdmFrame f, FrameText text) {
        depthHead(f.eventTime, f.transactTime, f.firstId, f.lastId, f.previousId, text);
        levels(text.ascii(",\"b\":"), f.bids, f.bidLevels);
        levels(text.ascii(",\"a\":"), f.asks, f.askLevels);
        text.ascii("}");
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

    void levels(FrameText text, long[] pairs, int count) {
        text.ascii("[");
        for (int i = 0; i < count; i++) {
            text.ascii(i == 0 ? "[" : ",[").decimal(pairs[2 * i], priceScale);
            text.ascii(",").decimal(pairs[2 * i + 1], sizeScale).ascii("]");
        }
        text.ascii("]");
    }
}
