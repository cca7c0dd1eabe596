// Binance's own package for Node. It speaks over TLS or not at all: a wire of our own puts the exchange behind a certificate
// that was made for this run (CERTIFICATE, its key beside it). Nothing else of ours but the addresses.
import { readFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { KEY, SECRET, VENUE, WS, expect, inStep, load, refusal, run, until } from './checks.mjs';

const certificate = readFileSync(process.env.CERTIFICATE);
const behind = (address) =>
    new Promise((done) => {
        const target = new URL(address);
        const server = tls.createServer({ cert: certificate, key: readFileSync(process.env.CERTIFICATE + '.key') }, (guest) => {
            const venue = net.connect(Number(target.port), target.hostname);
            guest.pipe(venue).pipe(guest);
            guest.on('error', () => venue.destroy());
            venue.on('error', () => guest.destroy());
        });
        server.listen(0, '127.0.0.1', () => done('127.0.0.1:' + server.address().port));
    });
const agent = new https.Agent({ ca: certificate });
const { DerivativesTradingUsdsFutures } = await load('@binance/derivatives-trading-usds-futures');
const client = new DerivativesTradingUsdsFutures({
    configurationRestAPI: { apiKey: KEY, apiSecret: SECRET, basePath: 'https://' + (await behind(VENUE)), httpsAgent: agent, timeout: 20_000 },
    configurationWebsocketStreams: { wsURL: 'wss://' + (await behind(WS)), agent },
});
const rest = client.restAPI;
const ask = async (answer) => (await answer).data();
const symbol = 'BTCUSDT';
const id = 'own-' + Date.now();
const far = async () => Number((Number((await ask(rest.orderBook({ symbol, limit: 5 }))).bids[0][0]) * 0.97).toFixed(1));
let streams;
const connected = async () => (streams ??= await client.websocketStreams.connect());

await run({
    'server time': async () => expect(Math.abs(Number((await ask(rest.checkServerTime())).serverTime) - Date.now()) < 60_000, 'another time'),
    listing: async () => expect((await ask(rest.exchangeInformation())).symbols.some((s) => s.symbol === symbol), 'not listed'),
    book: async () => expect((await ask(rest.orderBook({ symbol, limit: 20 }))).bids.length === 20, 'no book'),
    'book stream in step': async () => {
        const changes = [];
        (await connected()).diffBookDepthStreams({ symbol: 'btcusdt', updateSpeed: '100ms' }).on('message', (m) => changes.push(m));
        await until('change of the book', () => changes.length > 2);
        const snapshot = await ask(rest.orderBook({ symbol, limit: 1000 }));
        await until('more changes', () => changes.filter((c) => c.u >= snapshot.lastUpdateId).length > 10);
        inStep(changes, snapshot);
    },
    'trades stream': async () => {
        const trades = [];
        (await connected()).aggregateTradeStreams({ symbol: 'btcusdt' }).on('message', (m) => trades.push(m));
        await until('trade', () => trades.length > 0);
    },
    'user stream fill': async () => {
        const events = [];
        const { listenKey } = await ask(rest.startUserDataStream());
        (await connected()).userData(listenKey).on('message', (m) => events.push(m));
        await new Promise((done) => setTimeout(done, 2_000));
        await ask(rest.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.01, newClientOrderId: id + 'm' }));
        await until('fill', () => events.find((m) => m.e === 'ORDER_TRADE_UPDATE' && m.o.X === 'FILLED'));
    },
    place: async () => {
        const placed = await ask(rest.newOrder({
            symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.01, price: await far(), newClientOrderId: id,
        }));
        expect(placed.status === 'NEW', placed.status);
    },
    find: async () => expect((await ask(rest.queryOrder({ symbol, origClientOrderId: id }))).status === 'NEW', 'not new'),
    'open orders': async () => expect((await ask(rest.currentAllOpenOrders({ symbol }))).some((o) => o.clientOrderId === id), 'not listed'),
    modify: async () => {
        const changed = await ask(rest.modifyOrder({ symbol, side: 'BUY', origClientOrderId: id, quantity: 0.02, price: await far() }));
        expect(Number(changed.origQty) === 0.02, changed.origQty);
    },
    cancel: async () => expect((await ask(rest.cancelOrder({ symbol, origClientOrderId: id }))).status === 'CANCELED', 'works on'),
    positions: async () => expect(Number((await ask(rest.positionInformationV3({ symbol })))[0].positionAmt) > 0, 'flat'),
    balance: async () => expect((await ask(rest.futuresAccountBalanceV3())).some((b) => b.asset === 'USDT' && b.balance > 9_000), 'none'),
    'error text': async () => {
        const said = await refusal(async () => rest.newOrder({
            symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 500, price: await far(),
        }));
        expect(said.includes('Margin is insufficient'), said);
    },
    countdownCancelAll: async () => {
        const set = await ask(rest.autoCancelAllOpenOrders({ symbol, countdownTime: 0 }));
        expect(set.symbol === symbol, JSON.stringify(set));
    },
    income: async () => expect((await ask(rest.getIncomeHistory({ symbol, limit: 10 }))).length > 0, 'none'),
});
