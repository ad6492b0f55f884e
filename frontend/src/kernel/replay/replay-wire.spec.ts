import type { LiveDelta, Replay, ReplayLine, ViewQuery } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import { Feeds, type Wire } from '../live/feeds';
import type { Held } from '../live/fold';
import { ReplayWire } from './replay-wire';

type Masterjob = { masterjobId: string; run: number; merging: string };
/** One event: rows put and keys removed; nothing in it means that it concerned another view. */
type Happening = { puts: readonly Masterjob[]; removes: readonly string[] };

const KEYFRAME = 5;
const positionOf = (step: number): string => (step < 0 ? '0' : String(7 + step * 2));
const statesOf = (course: readonly Happening[]): ReadonlyMap<string, Masterjob>[] => {
  const rows = new Map<string, Masterjob>();
  return course.map(({ puts, removes }) => {
    for (const row of puts) rows.set(row.masterjobId, row);
    for (const key of removes) rows.delete(key);
    return new Map(rows);
  });
};

/** What the server answers, cut after so many deltas as a large stretch is. */
const server = (course: readonly Happening[], cut: number) => {
  const states = statesOf(course);
  const changes = (step: number) => (course[step]?.puts.length ?? 0) + (course[step]?.removes.length ?? 0) > 0;
  const changedAt = (step: number): string => positionOf(states.findLastIndex((_, at) => at <= step && changes(at)));
  return (after: string, events: number): Promise<readonly ReplayLine[]> => {
    const first = after === '0' ? -1 : (Number(after) - 7) / 2;
    const rows = [...(states[first]?.values() ?? [])];
    const lines: ReplayLine[] = [
      { kind: 'snapshot', subscription: 'masterjobs', epoch: 'tape', position: changedAt(first), rows, total: rows.length },
    ];
    let last = first;
    for (let step = first + 1; step < Math.min(course.length, first + 1 + events) && lines.length <= cut; step++) {
      last = step;
      if (!changes(step)) continue;
      // A key once in a frame, with the row as the event left it, as the tape tells it.
      const keys = [...new Set([...(course[step]?.puts ?? []).map(({ masterjobId }) => masterjobId), ...(course[step]?.removes ?? [])])];
      const upserts = keys.flatMap((key) => states[step]?.get(key) ?? []);
      const removals = keys.filter((key) => states[step]?.has(key) !== true);
      const delta: LiveDelta = {
        kind: 'delta',
        subscription: 'masterjobs',
        epoch: 'tape',
        previous: changedAt(step - 1),
        position: positionOf(step),
        upserts,
        removals,
      };
      lines.push(delta);
    }
    return Promise.resolve([...lines, { kind: 'through', position: positionOf(last) }]);
  };
};

const replayOf = (course: readonly Happening[]): Replay => ({
  of: '7',
  epoch: 'tape',
  to: positionOf(course.length - 1),
  over: true,
  views: ['masterjobs'],
  keyframeEvents: KEYFRAME,
  steps: course.map((_, step) => ({ position: positionOf(step), at: '2025-11-26T14:07:32Z', by: 'olga', type: 'JobsUpdated', says: '' })),
});

/** The real feeds of the live store over a tape. */
const page = (
  course: readonly Happening[],
  query: ViewQuery,
  how: { cut?: number; begin?: number; read?: ReturnType<typeof server> } = {},
) => {
  const read = how.read ?? server(course, how.cut ?? 1_000);
  let shown = -2;
  const wire: ReplayWire = new ReplayWire(
    replayOf(course),
    {
      news: { connected: () => feeds.askAll(), lost: () => undefined, flush: (flush) => feeds.receive(flush), beat: () => undefined },
      told: { shown: (step) => (shown = step), reading: () => undefined },
      read: (_, after, events) => read(after, events),
    },
    how.begin ?? -1,
  );
  const live: Wire = { connected: () => true, subscribe: (asked) => wire.subscribe(asked), unsubscribe: (id) => wire.unsubscribe(id) };
  const feeds: Feeds = new Feeds(live, () => undefined);
  const feed = feeds.open('masterjobs', query, 'masterjobId');
  let held: Held | null = null;
  let problem: string | null = null;
  const settle = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    const news = feeds.take().get(feed);
    held = news?.held ?? held;
    problem = news?.problem ?? problem;
  };
  return {
    wire,
    again: () => feeds.again(feed),
    settle,
    shown: () => shown,
    problem: () => problem,
    rows: () => Object.fromEntries([...((held as Held | null)?.rows ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))),
    total: () => (held as Held | null)?.total,
  };
};

const masterjob = fc.record({
  masterjobId: fc.constantFrom('7.1', '7.2', '7.3', '7.4'),
  run: fc.nat(3),
  merging: fc.constantFrom('none', 'running', 'done'),
});
const course = fc.array(
  fc.record({ puts: fc.array(masterjob, { maxLength: 2 }), removes: fc.array(fc.constantFrom('7.1', '7.2', '7.3'), { maxLength: 1 }) }),
  { minLength: 1, maxLength: 40 },
);

describe('a tape as the live connection of a page', () => {
  it('leaves in the live store, wherever the playhead goes, exactly the rows of that moment', async () => {
    const queries: readonly ViewQuery[] = [
      {},
      { key: '7.2' },
      { filter: [{ column: 'merging', op: 'in', value: ['running', 'done'] }] },
      { filter: [{ column: 'run', op: 'from', value: 2 }] },
    ];
    await fc.assert(
      fc.asyncProperty(
        course,
        fc.array(fc.nat(60), { maxLength: 12 }),
        fc.constantFrom(...queries),
        fc.constantFrom(1, 3, 1_000),
        async (happened, walk, query, cut) => {
          const states = statesOf(happened);
          const screen = page(happened, query, { cut });
          await screen.settle();
          for (const wish of walk) {
            const step = wish % happened.length;
            screen.wire.seek(step);
            await screen.settle();
            expect(screen.shown()).toBe(step);
            const kept = [...(states[step] ?? [])].filter(
              ([key, row]) =>
                (query.key === undefined || query.key === key) &&
                (query.filter ?? []).every(({ op, value }) => (op === 'in' ? (value as string[]).includes(row.merging) : row.run >= 2)),
            );
            expect(screen.rows()).toEqual(Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))));
            expect(screen.total()).toBe(kept.length);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shows the window of a list and the count of all, and the right window after each step', async () => {
    const put = (n: number): Masterjob => ({ masterjobId: `7.${String(n)}`, run: 10 - n, merging: 'none' });
    const screen = page(
      [1, 2, 3, 4].map((n) => ({ puts: [put(n)], removes: [] })),
      { limit: 2, sort: 'run' },
      { begin: 0 },
    );
    await screen.settle();
    for (const step of [1, 2, 3, 1]) {
      screen.wire.seek(step);
      await screen.settle();
      expect(screen.total()).toBe(step + 1);
      expect(Object.keys(screen.rows())).toEqual([`7.${String(step)}`, `7.${String(step + 1)}`]);
    }
  });

  it('shows only the last of many wishes, and reads no frames twice', async () => {
    const happened = Array.from({ length: 20 }, (_, run) => ({ puts: [{ masterjobId: '7.1', run, merging: 'none' }], removes: [] }));
    const asked: string[] = [];
    const answer = server(happened, 1_000);
    const read: typeof answer = (after, events) => {
      asked.push(after);
      return answer(after, events);
    };
    const screen = page(happened, {}, { read });
    for (const step of [3, 9, 14, 2, 8]) screen.wire.seek(step);
    await screen.settle();
    screen.wire.seek(7);
    await screen.settle();
    expect(screen.shown()).toBe(7);
    expect(screen.rows()).toMatchObject({ '7.1': { run: 7 } });
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('says why a view cannot be shown: one that is not of the run, and one that could not be read; and reads it when asked again', async () => {
    const happened = [{ puts: [{ masterjobId: '7.1', run: 5, merging: 'none' }], removes: [] }];
    let broken = true;
    const answer = server(happened, 1_000);
    const screen = page(
      happened,
      {},
      { begin: 0, read: (after, events) => (broken ? Promise.reject(new Error('gone')) : answer(after, events)) },
    );
    await screen.settle();
    expect(screen.problem()).toBe('This part of the replay could not be read.');
    broken = false;
    screen.again();
    await screen.settle();
    expect(screen.rows()).toMatchObject({ '7.1': { run: 5 } });
    expect(await screen.wire.subscribe({ subscription: 'x', view: 'wagons', query: {} })).toMatchObject({ ok: false });
  });
});
