import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { came, left, renamed, shown, type Told } from '../told.testing.js';
import { LiveHub } from './hub.js';
import { Outbox } from './outbox.js';
import { Screen, SlowWire } from './screen.testing.js';

jest.useFakeTimers();

const VIEW = 'sample-wagons';

/** A store, a hub, and screens that follow queries of it over wires of their own. */
const stage = (...past: readonly Told[]) => {
  const store = shown(...past);
  let now = 0;
  let cpu = 0;
  const hub = new LiveHub(
    store.reader,
    (error) => {
      throw error;
    },
    () => now,
    () => cpu,
  );
  const screens: { screen: Screen; wire: SlowWire; outbox: Outbox; query: ViewQuery; unfollow: () => void }[] = [];
  return {
    hub,
    reader: store.reader,
    /** Lets the hub's own timers run for so long. */
    wait: (ms: number) => {
      for (let i = 0; i < ms; i += 1) {
        now += 1;
        jest.advanceTimersByTime(1);
      }
    },
    /** Computed by this thread meanwhile. */
    computed: (ms: number) => {
      now += ms;
      cpu += ms;
    },
    follow: (query: ViewQuery, limit?: number) => {
      const wire = new SlowWire();
      const screen = new Screen('wagonId');
      const outbox: Outbox = new Outbox(wire, (s) => hub.startOver(outbox, s), limit);
      hub.addOutbox(outbox);
      const unfollow = hub.follow(outbox, 's', VIEW, query);
      screens.push({ screen, wire, outbox, query, unfollow });
      return { screen, wire, outbox, unfollow };
    },
    goOn: (...more: readonly Told[]) => hub.heard(store.goOn(...more)),
    /** Committed, but the news of it has not come. */
    goOnUnheard: (...more: readonly Told[]) => store.goOn(...more),
    /** Enough time for every query's turn, then every screen takes what came. */
    flush: () => {
      for (let i = 0; i < 3; i += 1) {
        now += 10_000;
        hub.flush();
      }
      for (const { screen, wire } of screens) wire.frames().forEach((frame) => screen.take(frame));
    },
    expectTrue: () => {
      for (const { screen, query } of screens) {
        const page = store.reader.page(VIEW, query);
        expect(Object.fromEntries(screen.rows)).toEqual(Object.fromEntries(page.rows.map(({ key, row }) => [key, JSON.parse(row)])));
        expect(screen.total).toBe(page.total);
      }
    },
  };
};

describe('following a list', () => {
  it('begins with a snapshot and goes on with what changed', () => {
    const { follow, goOn, flush, expectTrue } = stage(came('1'), came('2'));
    const { screen } = follow({});
    flush();
    goOn(renamed('1', 'v0s'), came('3'), left('2'));
    flush();
    expect([screen.snapshots, screen.deltas]).toEqual([1, 1]);
    expect(screen.keys()).toEqual(['1', '3']);
    expectTrue();
  });

  it('tells nothing to a list that a change does not touch', () => {
    const { follow, goOn, flush } = stage(came('1'), came('2'));
    const { screen } = follow({ key: '2' });
    flush();
    goOn(renamed('1', 'v0s'));
    flush();
    expect([screen.snapshots, screen.deltas]).toEqual([1, 0]);
  });

  it('removes a row that no longer matches, and brings up the one for which a limited list has room now', () => {
    const { follow, goOn, flush, expectTrue } = stage(came('1', { name: 'a' }), came('2', { name: 'b' }), came('3', { name: 'c' }));
    const { screen } = follow({ limit: 2 });
    const { screen: ofA } = follow({ filter: [{ column: 'name', op: 'is', value: 'a' }] });
    flush();
    expect(screen.keys()).toEqual(['1', '2']);
    goOn(renamed('1', 'z'));
    flush();
    expect(screen.keys()).toEqual(['2', '3']);
    expect(ofA.keys()).toEqual([]);
    goOn(left('2'));
    flush();
    expect(screen.keys()).toEqual(['1', '3']);
    expectTrue();
  });

  it('asks a query once for all who follow it, and lets a newcomer see what the others see', () => {
    const { hub, follow, goOn, flush, expectTrue } = stage(came('1'));
    follow({});
    flush();
    goOn(renamed('1', 'v0s'));
    follow({});
    expect(hub.followed).toBe(1);
    flush();
    goOn(came('2'));
    flush();
    expectTrue();
  });

  it('tells a row again that was read before the news of it came', () => {
    const { hub, follow, goOn, goOnUnheard, flush, expectTrue } = stage(came('1'), came('2'));
    const { screen } = follow({});
    flush();
    const unheard = goOnUnheard(renamed('1', 'v0s'));
    hub.heard({ position: '2', previous: '2', changes: { [VIEW]: ['2'] } });
    flush();
    expect(screen.rows.get('1')?.['name']).toBe('wagon 1');
    hub.heard(unheard);
    flush();
    expect(screen.rows.get('1')?.['name']).toBe('v0s');
    goOn(renamed('2', 'jets'));
    flush();
    expectTrue();
  });

  it('shows everything anew after the projecting thread fell', () => {
    const { hub, follow, goOnUnheard, flush, expectTrue } = stage(came('1'));
    const { screen } = follow({});
    flush();
    goOnUnheard(renamed('1', 'v0s'), came('2'));
    hub.heardNothingForAWhile();
    flush();
    expect(screen.snapshots).toBe(2);
    expectTrue();
  });

  it('forgets a query nobody follows', () => {
    const { hub, follow } = stage(came('1'));
    const { unfollow } = follow({});
    unfollow();
    expect(hub.followed).toBe(0);
  });

  it('refuses a query the view cannot answer and follows nothing', () => {
    const { hub, follow } = stage(came('1'));
    expect(() => follow({ sort: 'colour' })).toThrow('cannot be sorted by colour');
    expect(hub.followed).toBe(0);
  });
});

describe('very many screens', () => {
  it('get one message, encoded once, when they look at the same and give it the same name', () => {
    const { follow, goOn, flush } = stage(came('1'));
    const wires = Array.from({ length: 3 }, () => follow({}).wire);
    const messages = wires.map((wire) => jest.spyOn(wire, 'send'));
    flush();
    goOn(renamed('1', 'v0s'));
    flush();
    const [first, ...others] = messages.map((send) => send.mock.calls.map(([message]) => message));
    expect(first).toHaveLength(2);
    for (const sent of others) sent.forEach((message, i) => expect(message).toBe(first?.[i]));
  });

  it('that come together share one reading of the list', () => {
    const { reader, follow, flush, expectTrue } = stage(came('1'));
    const page = jest.spyOn(reader, 'page');
    for (let i = 0; i < 5; i += 1) follow({});
    expect(page).toHaveBeenCalledTimes(1);
    flush();
    follow({});
    expect(page).toHaveBeenCalledTimes(2);
    flush();
    expectTrue();
  });

  it('are told less often when telling them takes long, and always end with the newest', () => {
    const { follow, goOn, wait, computed, expectTrue, flush } = stage(came('1'));
    const { wire } = follow({});
    const told = jest.spyOn(wire, 'send').mockImplementation(({ text }) => {
      computed(300);
      wire.sent.push(text);
    });
    wait(10);
    goOn(renamed('1', 'a'));
    wait(250);
    expect(told).toHaveBeenCalledTimes(1);
    wait(100);
    expect(told).toHaveBeenCalledTimes(2);
    told.mockRestore();
    goOn(renamed('1', 'b'));
    flush();
    expectTrue();
  });

  it('are told in slices, and whoever comes in between is not forgotten', () => {
    const { follow, goOn, wait, computed } = stage(came('1'));
    const wires = Array.from({ length: 100 }, () => follow({}).wire);
    wait(110);
    const told = wires.map((wire) => jest.spyOn(wire, 'send').mockImplementation(() => computed(1)));
    goOn(renamed('1', 'v0s'));
    jest.advanceTimersToNextTimer();
    const reached = () => told.filter((send) => send.mock.calls.length > 0).length;
    expect(reached()).toBe(32);
    const { wire: late } = follow({ limit: 1 });
    wait(1_000);
    expect(reached()).toBe(100);
    expect(late.frames().map(({ kind }) => kind)).toEqual(['snapshot']);
  });
});

describe('a slow reader', () => {
  it('gets the latest row per key once it is ready again, without a hole', () => {
    const { follow, goOn, flush, expectTrue } = stage(came('1'), came('2'));
    const { screen, wire } = follow({});
    flush();
    wire.isReady = false;
    for (let i = 0; i < 20; i += 1) {
      goOn(renamed('1', `name ${i}`));
      flush();
    }
    expect(screen.deltas).toBe(0);
    wire.isReady = true;
    flush();
    expect([screen.snapshots, screen.deltas]).toEqual([1, 1]);
    expect(screen.rows.get('1')?.['name']).toBe('name 19');
    expectTrue();
  });

  it('costs a bounded outbox and starts over with a snapshot when it was too slow for that', () => {
    const { follow, goOn, flush, expectTrue } = stage(came('1'));
    const { screen, wire, outbox } = follow({ limit: 1000 }, 2_000);
    flush();
    wire.isReady = false;
    for (let i = 2; i < 100; i += 1) {
      goOn(came(String(i)));
      flush();
      expect(outbox.bytes).toBeLessThanOrEqual(2_000);
    }
    expect(outbox.blockedSince).toBeDefined();
    wire.isReady = true;
    flush();
    expect([screen.snapshots, screen.deltas]).toEqual([2, 0]);
    expect(outbox.blockedSince).toBeUndefined();
    expectTrue();
  });
});

describe('any screens, changes and slowness', () => {
  const id = fc.integer({ min: 1, max: 6 }).map(String);
  const told = fc.oneof(
    fc.tuple(id, fc.constantFrom('a', 'b', 'c'), fc.option(fc.constantFrom(1, 5))).map(([w, name, cpu]) => came(w, { name, cpu })),
    id.map(left),
  );
  const query: fc.Arbitrary<ViewQuery> = fc.record(
    {
      limit: fc.integer({ min: 1, max: 4 }),
      sort: fc.constantFrom('name', '-cpu'),
      filter: fc.constantFrom<ViewQuery['filter'] & object>(
        [{ column: 'name', op: 'is', value: 'a' }],
        [{ column: 'cpu', op: 'from', value: 2 }],
      ),
    },
    { requiredKeys: [] },
  );
  const step = fc.oneof(
    { weight: 4, arbitrary: told.map((event) => ({ event })) },
    { weight: 2, arbitrary: fc.constant({ flush: true as const }) },
    { weight: 1, arbitrary: query.map((follow) => ({ follow })) },
    { weight: 1, arbitrary: fc.nat(9).map((slow) => ({ slow })) },
  );

  it('end with screens that show exactly what their queries give', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const { follow, goOn, flush, expectTrue } = stage();
        const wires: SlowWire[] = [];
        for (const it of steps) {
          if ('event' in it) goOn(it.event);
          else if ('flush' in it) flush();
          else if ('follow' in it) wires.push(follow(it.follow, 600).wire);
          else {
            const wire = wires[it.slow];
            if (wire !== undefined) wire.isReady = !wire.isReady;
          }
        }
        for (const wire of wires) wire.isReady = true;
        flush();
        expectTrue();
      }),
      { numRuns: 300 },
    );
  });
});
