// The package binance (siebly). Nothing of ours but the addresses.
import { KEY, SECRET, VENUE, WS, expect, inStep, load, refusal, run, until } from './checks.mjs';

const { USDMClient, WebsocketClient, DefaultLogger } = await load('binance');
const rest = new USDMClient({ api_key: KEY, api_secret: SECRET, baseUrl: VENUE });
const quiet = { ...DefaultLogger, trace() {}, info() {}, error() {} };
const ws = new WebsocketClient({ api_key: KEY, api_secret: SECRET, wsUrl: WS, restOptions: { baseUrl: VENUE } }, quiet);
const heard = [];
ws.on('message', (message) => heard.push(message.data ?? message));
ws.on('exception', () => {});
const symbol = 'BTCUSDT';
const id = 'siebly-' + Date.now();
const far = async () => (Number((await rest.getOrderBook({ symbol, limit: 5 })).bids[0][0]) * 0.97).toFixed(1);

await run({
    'server time': async () => expect(Math.abs((await rest.getServerTime()) - Date.now()) < 60_000, 'another time'),
    listing: async () => expect((await rest.getExchangeInfo()).symbols.some((s) => s.symbol === symbol), 'not listed'),
    book: async () => expect((await rest.getOrderBook({ symbol, limit: 20 })).bids.length === 20, 'no book'),
    'book stream in step': async () => {
        ws.subscribe(['btcusdt@depth@100ms'], 'usdmPublic');
        const changes = () => heard.filter((m) => m.e === 'depthUpdate');
        await until('change of the book', () => changes().length > 2);
        const snapshot = await rest.getOrderBook({ symbol, limit: 1000 });
        await until('more changes', () => changes().filter((c) => c.u >= snapshot.lastUpdateId).length > 10);
        inStep(changes(), snapshot);
    },
    'trades stream': async () => {
        ws.subscribe(['btcusdt@aggTrade'], 'usdmMarket');
        await until('trade', () => heard.find((m) => m.e === 'aggTrade'));
    },
    'user stream fill': async () => {
        await ws.subscribeUsdFuturesUserDataStream();
        await new Promise((done) => setTimeout(done, 2_000));
        await rest.submitNewOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.01, newClientOrderId: id + 'm' });
        await until('fill', () => heard.find((m) => m.e === 'ORDER_TRADE_UPDATE' && m.o.c === id + 'm' && m.o.X === 'FILLED'));
    },
    place: async () => {
        const placed = await rest.submitNewOrder({
            symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.01, price: await far(), newClientOrderId: id,
        });
        expect(placed.status === 'NEW', placed.status);
    },
    find: async () => expect((await rest.getOrder({ symbol, origClientOrderId: id })).status === 'NEW', 'not new'),
    'open orders': async () => expect((await rest.getAllOpenOrders({ symbol })).some((o) => o.clientOrderId === id), 'not listed'),
    modify: async () => {
        const changed = await rest.modifyOrder({ symbol, side: 'BUY', origClientOrderId: id, quantity: 0.02, price: await far() });
        expect(Number(changed.origQty) === 0.02, changed.origQty);
    },
    cancel: async () => expect((await rest.cancelOrder({ symbol, origClientOrderId: id })).status === 'CANCELED', 'works on'),
    positions: async () => expect(Number((await rest.getPositionsV3({ symbol }))[0].positionAmt) > 0, 'flat'),
    balance: async () => expect((await rest.getBalanceV3()).some((b) => b.asset === 'USDT' && b.balance > 9_000), 'none'),
    'error text': async () => {
        const said = await refusal(async () => rest.submitNewOrder({
            symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 500, price: await far(),
        }));
        expect(said.includes('-2019') || said.includes('Margin is insufficient'), said);
    },
    countdownCancelAll: async () => {
        const set = await rest.setCancelOrdersOnTimeout({ symbol, countdownTime: 0 });
        expect(set.symbol === symbol, JSON.stringify(set));
    },
    income: async () => expect((await rest.getIncomeHistory({ symbol, limit: 10 })).length > 0, 'none'),
});
