// ccxt's REST side. Nothing of ours but the addresses.
import { KEY, SECRET, VENUE, expect, load, refusal, run } from './checks.mjs';

const { default: ccxt } = await load('ccxt');
const BTC = 'BTC/USDT:USDT';
const exchange = new ccxt.binanceusdm({
    apiKey: KEY,
    secret: SECRET,
    enableRateLimit: false,
    options: { fetchCurrencies: false, fetchMargins: false },
});
for (const [name, address] of Object.entries(exchange.urls.api)) {
    if (typeof address === 'string') {
        exchange.urls.api[name] = address.replace(/^https:\/\/[^/]+/, VENUE);
    }
}
const far = async () => exchange.priceToPrecision(BTC, (await exchange.fetchTicker(BTC)).last * 0.97);
let order;

await run({
    'server time': async () => expect(Math.abs((await exchange.fetchTime()) - Date.now()) < 60_000, 'another time'),
    listing: async () => {
        const markets = await exchange.loadMarkets();
        expect(markets[BTC].precision.price === 0.1, 'another tick');
    },
    book: async () => {
        const book = await exchange.fetchOrderBook(BTC, 20);
        expect(book.bids.length === 20 && book.bids[0][0] < book.asks[0][0], 'no book');
    },
    'book stream in step': 'ccxt.pro',
    'trades stream': 'ccxt.pro',
    'user stream fill': 'ccxt.pro',
    place: async () => {
        order = await exchange.createOrder(BTC, 'limit', 'buy', 0.01, await far(), { clientOrderId: 'ccxt-' + Date.now() });
        expect(order.status === 'open', order.status);
    },
    find: async () => expect((await exchange.fetchOrder(order.id, BTC)).status === 'open', 'not open'),
    'open orders': async () => expect((await exchange.fetchOpenOrders(BTC)).some((o) => o.id === order.id), 'not listed'),
    modify: async () => {
        const changed = await exchange.editOrder(order.id, BTC, 'limit', 'buy', 0.02, await far());
        expect(changed.amount === 0.02 && changed.id === order.id, `${changed.id} ${changed.amount}`);
    },
    cancel: async () => {
        expect((await exchange.cancelOrder(order.id, BTC)).status === 'canceled', 'not cancelled');
        expect((await exchange.fetchOrder(order.id, BTC)).status === 'canceled', 'not ended');
    },
    positions: async () => {
        await exchange.createOrder(BTC, 'market', 'buy', 0.01);
        const [held] = await exchange.fetchPositions([BTC]);
        expect(held.side === 'long' && held.contracts >= 0.01, JSON.stringify(held));
    },
    balance: async () => expect((await exchange.fetchBalance()).USDT.total > 9_000, 'no balance'),
    'error text': async () => {
        const said = await refusal(async () => exchange.createOrder(BTC, 'limit', 'buy', 500, await far()));
        expect(said.includes('-2019'), said);
    },
    countdownCancelAll: async () => {
        const set = await exchange.fapiPrivatePostCountdownCancelAll({ symbol: 'BTCUSDT', countdownTime: 0 });
        expect(set.symbol === 'BTCUSDT', JSON.stringify(set));
    },
    income: async () => expect((await exchange.fetchLedger('USDT', undefined, 10)).length > 0, 'none'),
});
