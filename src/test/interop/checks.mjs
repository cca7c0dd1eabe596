// The checklist that every client goes through, and how what came of it is told: a line for each check, to be put into a table.
// Environment: VENUE and WS (addresses of an embedded exchange), KEY, SECRET, MODULES (where npm's packages were installed).
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export const { VENUE, WS, KEY, SECRET, MODULES } = process.env;
const CHECKS = [
    'server time', 'listing', 'book', 'book stream in step', 'trades stream', 'user stream fill', 'place', 'find',
    'open orders', 'modify', 'cancel', 'positions', 'balance', 'error text', 'countdownCancelAll', 'income',
];
const LONGEST = 30_000;

/** A package as npm installed it. */
export const load = (name) => import(pathToFileURL(createRequire(MODULES + '/').resolve(name)).href);

export const expect = (condition, what) => {
    if (!condition) {
        throw new Error(what);
    }
};

/** What a refused deed says. */
export const refusal = async (deed) => {
    try {
        await deed();
    } catch (e) {
        return [e.constructor?.name, e.message, JSON.stringify(e.body ?? e.response?.data ?? '')].join(' ');
    }
    throw new Error('that was to be refused');
};

/** Waits until something is there. */
export const until = async (what, found) => {
    const end = Date.now() + LONGEST;
    while (Date.now() < end) {
        const value = await found();
        if (value) {
            return value;
        }
        await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error('no ' + what + ' came');
};

/** Holds changes of a book against the venue's rule: each begins where the one before it ended. */
export const inStep = (changes, snapshot) => {
    const after = changes.filter((c) => c.u >= snapshot.lastUpdateId);
    expect(after.length > 5, 'too few changes');
    expect(after[0].U <= snapshot.lastUpdateId, 'the first change begins after the snapshot');
    for (let i = 1; i < after.length; i++) {
        expect(after[i].pu === after[i - 1].u, `a change follows ${after[i].pu}, not ${after[i - 1].u}`);
    }
};

/** Does them one after another; a deed that is a text is none, for the reason it gives. */
export const run = async (deeds) => {
    for (const check of CHECKS) {
        const deed = deeds[check] ?? 'not in this client';
        let said = ['none', deed];
        if (typeof deed !== 'string') {
            let timer;
            const late = new Promise((_, no) => (timer = setTimeout(() => no(new Error('no answer')), LONGEST)));
            try {
                await Promise.race([deed(), late]);
                said = ['ok', ''];
            } catch (e) {
                said = ['FAILED', String(e?.message ?? e).replace(/\s+/g, ' ').slice(0, 300)];
            }
            clearTimeout(timer);
        }
        console.log(['check', check, ...said].join('\t'));
    }
    process.exit(0);
};
