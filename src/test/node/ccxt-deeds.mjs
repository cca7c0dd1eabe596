// What a stock ccxt does with a USD-M account, for DialogueRecorder to overhear. Nothing of ours but the addresses.
//   VENUE=http://127.0.0.1:PORT KEY=… SECRET=… CCXT=DIR node ccxt-deeds.mjs      DIR: where `npm install ccxt@4.5.84` was said
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const load = createRequire(process.env.CCXT + '/');
const { default: ccxt } = await import(pathToFileURL(load.resolve('ccxt')).href);
const venue = process.env.VENUE;
const exchange = new ccxt.binanceusdm({
    apiKey: process.env.KEY,
    secret: process.env.SECRET,
    enableRateLimit: false,
    options: { fetchCurrencies: false, fetchMargins: false, adjustForTimeDifference: true },
});
for (const [name, address] of Object.entries(exchange.urls.api)) {
    if (typeof address === 'string') {
        exchange.urls.api[name] = address.replace(/^https:\/\/[^/]+/, venue);
    }
}

const BTC = 'BTC/USDT:USDT';
const refused = async (deed) => {
    try {
        await deed();
    } catch (e) {
        return e.constructor.name;
    }
    throw new Error('that was to be refused');
};
const say = (what, value) => console.log(what.padEnd(26), value);

say('markets', Object.keys(await exchange.loadMarkets()).join(' '));
say('ticker', (await exchange.fetchTicker(BTC)).symbol);
say('quotes', Object.keys(await exchange.fetchBidsAsks([BTC])).length);
say('book', (await exchange.fetchOrderBook(BTC, 5)).bids[0]);
say('trades', (await exchange.fetchTrades(BTC, undefined, 2)).length);
say('candles', (await exchange.fetchOHLCV(BTC, '1m', undefined, 2)).length);
say('funding', (await exchange.fetchFundingRate(BTC)).fundingRate);
say('balance', (await exchange.fetchBalance()).USDT.total);
say('balances', (await exchange.fapiPrivateV3GetBalance()).length);
say('leverage', (await exchange.setLeverage(7, BTC)).leverage);
const rests = await exchange.createOrder(BTC, 'limit', 'buy', 0.01, 59400, { clientOrderId: 'strange-1' });
say('limit', rests.status);
say('its state', (await exchange.fetchOrder(rests.id, BTC)).status);
say('open', (await exchange.fetchOpenOrders(BTC)).length);
exchange.options.warnOnFetchOpenOrdersWithoutSymbol = false;
say('open anywhere', (await exchange.fetchOpenOrders()).length);
say('cancelled', (await exchange.cancelOrder(rests.id, BTC)).status);
say('its state', (await exchange.fetchOrder(rests.id, BTC)).status);
say('cancelled again', await refused(() => exchange.cancelOrder(rests.id, BTC)));
const named = await exchange.createOrder(BTC, 'limit', 'sell', 0.01, 60600, {
    clientOrderId: 'strange-2',
    postOnly: true,
});
say('post-only', named.status);
say('by our id', (await exchange.fetchOrder(undefined, BTC, { clientOrderId: 'strange-2' })).status);
say('cancelled by our id', (await exchange.cancelOrder(undefined, BTC, { clientOrderId: 'strange-2' })).status);
const bought = await exchange.createOrder(BTC, 'market', 'buy', 0.01, undefined, { clientOrderId: 'strange-3' });
say('market', bought.status);
say('its state', (await exchange.fetchOrder(bought.id, BTC)).average);
say('positions', (await exchange.fetchPositions([BTC])).map((p) => `${p.side} ${p.contracts}`).join());
const sold = await exchange.createOrder(BTC, 'market', 'sell', 0.01, undefined, {
    clientOrderId: 'strange-4',
    reduceOnly: true,
});
say('reduce-only', sold.status);
say('my trades', (await exchange.fetchMyTrades(BTC, undefined, 10)).length);
say('orders', (await exchange.fetchOrders(BTC, undefined, 10)).length);
say('too large', await refused(() => exchange.createOrder(BTC, 'limit', 'buy', 100, 59400)));
await exchange.createOrder(BTC, 'limit', 'buy', 0.01, 59400, { clientOrderId: 'strange-5' });
say('all cancelled', (await exchange.cancelAllOrders(BTC)).length);
say('open', (await exchange.fetchOpenOrders(BTC)).length);
say('listen key', typeof (await exchange.fapiPrivatePostListenKey()).listenKey);
