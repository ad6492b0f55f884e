import type { LiveDelta, LiveFrame, LiveSnapshot } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import { fold, type Held } from './fold';

type Step = { upserts: readonly { id: string; n: number }[]; removals: readonly string[] };

/** A server's history: after each step the rows are what they are, at position 10, 20, 30 … */
const told = (steps: readonly Step[]) => {
  const rows = new Map<string, { id: string; n: number }>();
  const at = [new Map(rows)];
  const deltas = steps.map(({ upserts, removals }, i): LiveDelta => {
    for (const key of removals) rows.delete(key);
    for (const row of upserts) rows.set(row.id, row);
    at.push(new Map(rows));
    return {
      kind: 'delta',
      subscription: 's',
      epoch: 'e',
      previous: String(i * 10),
      position: String((i + 1) * 10),
      upserts,
      removals,
      total: rows.size,
    };
  });
  const snapshotAt = (step: number): LiveSnapshot => {
    const then = at[step] ?? new Map<string, { id: string; n: number }>();
    return { kind: 'snapshot', subscription: 's', epoch: 'e', position: String(step * 10), rows: [...then.values()], total: then.size };
  };
  return { deltas, snapshotAt, at };
};

const keys = fc.constantFrom('a', 'b', 'c', 'd');
const step: fc.Arbitrary<Step> = fc.record({
  upserts: fc.array(fc.record({ id: keys, n: fc.nat(99) }), { maxLength: 3 }),
  removals: fc.array(keys, { maxLength: 2 }),
});
const plain = (held: Held | null) => Object.fromEntries([...(held?.rows ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
const truth = (map: ReadonlyMap<string, unknown>) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('folding frames into rows', () => {
  it('gives the rows of the server when every frame comes once and in order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { deltas, snapshotAt, at } = told(steps);
        let held: Held | null = null;
        for (const frame of [snapshotAt(0), ...deltas]) {
          const folded = fold(held, frame, 'id');
          if (folded.is !== 'held') throw new Error(`an ordinary frame was answered with ${folded.is}`);
          held = folded.held;
        }
        expect(plain(held)).toEqual(truth(at[steps.length] ?? new Map()));
      }),
    );
  });

  it('never shows a wrong screen: lost, doubled and reordered frames cost a fresh snapshot at most', () => {
    const scrambled = fc
      .array(step, { minLength: 1, maxLength: 10 })
      .chain((steps) => fc.record({ steps: fc.constant(steps), order: fc.array(fc.nat(steps.length - 1), { maxLength: 30 }) }));
    fc.assert(
      fc.property(scrambled, ({ steps, order }) => {
        const { deltas, snapshotAt, at } = told(steps);
        let held: Held | null = null;
        let newest = 0;
        const take = (frame: LiveFrame) => {
          if (frame.kind === 'end') return;
          const folded = fold(held, frame, 'id');
          // Asked anew: the server answers with what it shows by now.
          if (folded.is === 'gap') held = null;
          if (folded.is === 'gap') take(snapshotAt(newest));
          if (folded.is === 'held') held = folded.held;
        };
        take(snapshotAt(0));
        for (const i of order) {
          newest = Math.max(newest, i + 1);
          take(deltas[i] as LiveDelta);
          const position = Number((held as Held | null)?.position ?? '0');
          expect(plain(held)).toEqual(truth(at[position / 10] ?? new Map()));
        }
        take(snapshotAt(steps.length));
        expect(plain(held)).toEqual(truth(at[steps.length] ?? new Map()));
      }),
      { numRuns: 300 },
    );
  });

  it('sees a hole, and another epoch', () => {
    const { snapshotAt, deltas } = told([
      { upserts: [{ id: 'a', n: 1 }], removals: [] },
      { upserts: [{ id: 'b', n: 1 }], removals: [] },
    ]);
    const first = fold(null, snapshotAt(0), 'id');
    const held = first.is === 'held' ? first.held : null;
    expect(fold(held, deltas[1] as LiveDelta, 'id')).toEqual({ is: 'gap' });
    expect(fold(held, { ...(deltas[0] as LiveDelta), epoch: 'rebuilt' }, 'id')).toEqual({ is: 'gap' });
    expect(fold(null, deltas[0] as LiveDelta, 'id')).toEqual({ is: 'gap' });
  });

  it('takes a delta that ends where it began: its rows were read a little ahead', () => {
    const { snapshotAt } = told([]);
    const first = fold(null, snapshotAt(0), 'id');
    const ahead: LiveDelta = {
      kind: 'delta',
      subscription: 's',
      epoch: 'e',
      previous: '0',
      position: '0',
      upserts: [{ id: 'a', n: 7 }],
      removals: [],
      total: 1,
    };
    const folded = fold(first.is === 'held' ? first.held : null, ahead, 'id');
    expect(folded.is === 'held' && plain(folded.held)).toEqual({ a: { id: 'a', n: 7 } });
  });

  it('knows whether the rows that match were counted to the end, and keeps it until another count is told', () => {
    const { snapshotAt } = told([]);
    const first = fold(null, { ...snapshotAt(0), total: 500, totalIsAtLeast: true }, 'id');
    if (first.is !== 'held') throw new Error('the snapshot was not taken');
    const quiet: LiveDelta = { kind: 'delta', subscription: 's', epoch: 'e', previous: '0', position: '10', upserts: [], removals: [] };
    const count = (frame: LiveDelta) => {
      const folded = fold(first.held, frame, 'id');
      return folded.is === 'held' ? [folded.held.total, folded.held.totalIsAtLeast] : folded.is;
    };
    expect(count(quiet)).toEqual([500, true]);
    expect(count({ ...quiet, total: 501 })).toEqual([501, false]);
    expect(count({ ...quiet, total: 502, totalIsAtLeast: true })).toEqual([502, true]);
  });

  it('names the rows that changed, also after a fresh snapshot', () => {
    const { snapshotAt, deltas } = told([
      {
        upserts: [
          { id: 'a', n: 1 },
          { id: 'b', n: 1 },
        ],
        removals: [],
      },
      { upserts: [{ id: 'b', n: 2 }], removals: [] },
    ]);
    const start = fold(null, snapshotAt(1), 'id');
    const held = start.is === 'held' ? start.held : null;
    expect(fold(held, deltas[1] as LiveDelta, 'id')).toMatchObject({ changed: ['b'] });
    expect(fold(held, snapshotAt(2), 'id')).toMatchObject({ changed: ['b'] });
  });
});
