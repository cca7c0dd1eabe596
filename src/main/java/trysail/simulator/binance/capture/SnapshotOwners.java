package trysail.simulator.binance.capture;

import java.util.ArrayList;
import java.util.List;

/**
 * Whose book an answer of the depth endpoint is, which names no symbol. Its update id is looked for among those of each
 * instrument's changes, before and after it; where that leaves several, its best prices are compared with what each
 * instrument's were at that id. Not thread-safe.
 */
final class SnapshotOwners {
    private static final int REMEMBERED = 1024;
    private static final int UNDECIDED = 64;
    private static final int BETWEEN = 1;
    private static final int WITHIN = 2;
    private static final int EXACTLY = 3;

    /** What one instrument has done lately. */
    private static final class Trail {
        final long[] first = new long[REMEMBERED];
        final long[] last = new long[REMEMBERED];
        final long[] previous = new long[REMEMBERED];
        int changes;
        final long[] quoteId = new long[REMEMBERED];
        final double[] bid = new double[REMEMBERED];
        final double[] ask = new double[REMEMBERED];
        int quotes;
        double price;
    }

    /** A snapshot, and how well it goes with each instrument so far. */
    private static final class Open {
        final int number;
        final long id;
        final double bid;
        final double ask;
        final List<Integer> fit = new ArrayList<>();
        final List<Double> away = new ArrayList<>();
        final List<Long> idAway = new ArrayList<>();

        Open(int number, long id, double bid, double ask) {
            this.number = number;
            this.id = id;
            this.bid = bid;
            this.ask = ask;
        }

        void room(int instruments) {
            while (fit.size() < instruments) {
                fit.add(0);
                away.add(Double.MAX_VALUE);
                idAway.add(Long.MAX_VALUE);
            }
        }

        void fits(int instrument, int how) {
            room(instrument + 1);
            fit.set(instrument, Math.max(fit.get(instrument), how));
        }

        void near(int instrument, double distance) {
            room(instrument + 1);
            away.set(instrument, Math.min(away.get(instrument), distance));
        }

        void idNear(int instrument, long other) {
            room(instrument + 1);
            idAway.set(instrument, Math.min(idAway.get(instrument), Math.abs(id - other)));
        }
    }

    private final List<Trail> trails = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();

    private Trail trail(int instrument) {
        while (trails.size() <= instrument) {
            trails.add(new Trail());
        }
        return trails.get(instrument);
    }

    void change(int instrument, long first, long last, long previous) {
        var trail = trail(instrument);
        int at = trail.changes++ % REMEMBERED;
        trail.first[at] = first;
        trail.last[at] = last;
        trail.previous[at] = previous;
        for (var each : open) {
            each.fits(instrument, fit(each.id, first, last, previous));
            each.idNear(instrument, last);
        }
    }

    private static int fit(long id, long first, long last, long previous) {
        if (id == last || id == previous) {
            return EXACTLY;
        }
        if (first <= id && id < last) {
            return WITHIN;
        }
        return previous < id && id < first ? BETWEEN : 0;
    }

    void quote(int instrument, long id, double bid, double ask) {
        var trail = trail(instrument);
        int at = trail.quotes++ % REMEMBERED;
        trail.quoteId[at] = id;
        trail.bid[at] = bid;
        trail.ask[at] = ask;
        trail.price = bid;
        for (var each : open) {
            each.idNear(instrument, id);
            if (each.away.size() <= instrument || each.away.get(instrument) == Double.MAX_VALUE) {
                each.near(instrument, distance(each, bid, ask));
            }
        }
    }

    void trade(int instrument, double price) {
        var trail = trail(instrument);
        if (trail.quotes == 0 && price > 0) {
            trail.price = price;
            open.forEach(each -> each.near(instrument, distance(each, price, price)));
        }
    }

    private static double distance(Open each, double bid, double ask) {
        double side = each.bid > 0 ? Math.abs(Math.log(Math.max(bid, 1e-12) / each.bid)) : 0;
        return side + (each.ask > 0 ? Math.abs(Math.log(Math.max(ask, 1e-12) / each.ask)) : 0);
    }

    /** The next snapshot that names nobody. */
    void snapshot(long id, double bid, double ask) {
        var each = new Open(owners.size(), id, bid, ask);
        owners.add(-1);
        open.add(each);
        for (int n = 0; n < trails.size(); n++) {
            each.room(n + 1);
            look(each, n, trails.get(n));
        }
        if (open.size() > UNDECIDED) {
            decide(open.removeFirst());
        }
    }

    private static void look(Open each, int instrument, Trail trail) {
        for (int i = 0; i < Math.min(trail.changes, REMEMBERED); i++) {
            each.fits(instrument, fit(each.id, trail.first[i], trail.last[i], trail.previous[i]));
            each.idNear(instrument, trail.last[i]);
        }
        long at = Long.MIN_VALUE;
        double distance = trail.price > 0 ? distance(each, trail.price, trail.price) : Double.MAX_VALUE;
        for (int i = 0; i < Math.min(trail.quotes, REMEMBERED); i++) {
            each.idNear(instrument, trail.quoteId[i]);
            if (trail.quoteId[i] <= each.id && trail.quoteId[i] > at) {
                at = trail.quoteId[i];
                distance = distance(each, trail.bid[i], trail.ask[i]);
            }
        }
        each.near(instrument, distance);
    }

    private void decide(Open each) {
        each.room(trails.size());
        int best = -1;
        for (int n = 0; n < trails.size(); n++) {
            if (best < 0 || better(each, n, best)) {
                best = n;
            }
        }
        owners.set(each.number, best);
    }

    private static boolean better(Open each, int one, int other) {
        if (!each.fit.get(one).equals(each.fit.get(other))) {
            return each.fit.get(one) > each.fit.get(other);
        }
        boolean unknown = each.fit.get(one) == 0;
        if (unknown && !each.idAway.get(one).equals(each.idAway.get(other))) {
            long near = Math.min(each.idAway.get(one), each.idAway.get(other));
            long far = Math.max(each.idAway.get(one), each.idAway.get(other));
            if (near < far / 8) {
                return each.idAway.get(one) == near;
            }
        }
        return each.away.get(one) < each.away.get(other);
    }

    /** The instrument of each snapshot that named nobody, in their order; -1 when there is none at all. */
    List<Integer> owners() {
        open.forEach(this::decide);
        open.clear();
        return List.copyOf(owners);
    }
}
