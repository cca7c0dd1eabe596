// What a stock ccxt.pro hears of the streams, written down by itself: the path of each connection, what it says, and of each
// kind of message the first. Nothing of ours but the addresses. For DialogueRecorder; environment as in ccxt-deeds.mjs, and WS.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const load = createRequire(process.env.CCXT + '/');
const { default: ccxt } = await import(pathToFileURL(load.resolve('ccxt')).href);
const exchange = new ccxt.pro.binanceusdm({
    apiKey: process.env.KEY,
    secret: process.env.SECRET,
    enableRateLimit: false,
    options: { fetchCurrencies: false, fetchMargins: false },
});
for (const [name, address] of Object.entries(exchange.urls.api)) {
    if (typeof address === 'string') {
        exchange.urls.api[name] = address.replace(/^https:\/\/[^/]+/, process.env.VENUE);
    }
}
exchange.urls.api.ws.future = process.env.WS + '/ws';
await exchange.loadHttpProxyAgent(); // what ccxt wants for ws:// instead of wss://

const spoken = new Map();
const of = (client) => {
    if (!spoken.has(client)) {
        spoken.set(client, { path: new URL(client.url).pathname, said: [], kinds: new Set(), heard: [] });
        const send = client.send.bind(client);
        client.send = (message) => {
            spoken.get(client).said.push(JSON.stringify(message));
            return send(message);
        };
        const onMessage = client.onMessage.bind(client);
        client.onMessage = (event) => {
            note(spoken.get(client), event.data.toString());
            return onMessage(event);
        };
    }
    return spoken.get(client);
};
const note = (talk, text) => {
    const message = JSON.parse(text);
    const kind = 'result' in message ? 'answer ' + message.id : message.e + (message.o?.X ?? '');
    if (!talk.kinds.has(kind)) {
        talk.kinds.add(kind);
        talk.heard.push(text);
    }
};
const client = exchange.client.bind(exchange);
exchange.client = (url) => {
    const found = client(url);
    if (url.startsWith('ws')) {
        of(found);
    }
    return found;
};
const BTC = 'BTC/USDT:USDT';
const orders = exchange.watchOrders(BTC);
await new Promise((done) => setTimeout(done, 500));
await exchange.watchOrderBook(BTC);
await exchange.watchTrades(BTC);
await exchange.watchTicker(BTC);
await exchange.watchBidsAsks([BTC]);
await exchange.watchOHLCV(BTC, '1m');
const price = (await exchange.fetchTicker(BTC)).last;
const far = exchange.priceToPrecision(BTC, price * 0.98);
const rests = await exchange.createOrder(BTC, 'limit', 'buy', 0.002, far, { clientOrderId: 'strange-1' });
await orders;
await exchange.cancelOrder(rests.id, BTC);
await exchange.createOrder(BTC, 'market', 'buy', 0.002, undefined, { clientOrderId: 'strange-2' });
await new Promise((done) => setTimeout(done, 500));
console.log('# ccxt.pro 4.5.84, a stock client, and the streams of the simulated exchange');
for (const talk of spoken.values()) {
    console.log('@ ' + talk.path);
    talk.said.forEach((line) => console.log('> ' + line));
    talk.heard.forEach((line) => console.log('< ' + line));
}
await exchange.close();
