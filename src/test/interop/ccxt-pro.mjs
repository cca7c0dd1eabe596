// ccxt.pro: the streams of ccxt. Nothing of ours but the addresses.
import { KEY, SECRET, VENUE, WS, expect, load, run } from './checks.mjs';

const { default: ccxt } = await load('ccxt');
const BTC = 'BTC/USDT:USDT';
const exchange = new ccxt.pro.binanceusdm({
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
exchange.urls.api.ws.future = WS + '/ws';
await exchange.loadHttpProxyAgent(); // what ccxt wants for ws:// instead of wss://

await run({
    ...Object.fromEntries(
        ['server time', 'book', 'place', 'find', 'open orders', 'modify', 'cancel', 'positions', 'balance', 'error text', 'countdownCancelAll', 'income'].map(
            (check) => [check, 'ccxt'],
        ),
    ),
    listing: async () => expect((await exchange.loadMarkets())[BTC].linear, 'not listed'),
    'book stream in step': async () => {
        // it throws of itself when a change does not follow the one before
        for (let i = 0; i < 20; i++) {
            const book = await exchange.watchOrderBook(BTC);
            expect(i === 0 || book.bids[0][0] < book.asks[0][0], 'crossed');
        }
    },
    'trades stream': async () => expect((await exchange.watchTrades(BTC))[0].symbol === BTC, 'none'),
    'user stream fill': async () => {
        const fills = exchange.watchMyTrades(BTC);
        await new Promise((done) => setTimeout(done, 2_000));
        const bought = await exchange.createOrder(BTC, 'market', 'buy', 0.01);
        expect((await fills).some((fill) => fill.order === bought.id), 'another order');
    },
});
