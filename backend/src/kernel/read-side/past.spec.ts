import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import { Pasts } from './past.js';
import { momentOf } from './past/moment.js';
import { model } from './sample-model.testing.mjs';
import { came, left, recorded, renamed, shown, type Told } from './told.testing.js';

const logOf = (events: readonly RecordedEvent[]) => {
  let reads = 0;
  return {
    reads: () => reads,
    async *readAll() {
      reads += 1;
      for (let i = 0; i < events.length; i += 3) yield await Promise.resolve(events.slice(i, i + 3));
    },
  };
};

describe('a view at a moment of the past', () => {
  const id = fc.integer({ min: 1, max: 4 }).map(String);
  const story = fc.array(
    fc.oneof(
      id.map((w) => came(w)),
      fc.tuple(id, fc.string({ maxLength: 3 })).map(([w, n]) => renamed(w, n)),
      id.map(left),
    ),
    { minLength: 1, maxLength: 25 },
  );

  it('equals the view as it was recorded then, for any history, position and time', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.nat(), async (told: readonly Told[], pick) => {
        const events = recorded(told);
        const at = (pick % told.length) + 1;
        const then = shown(...told.slice(0, at)).reader.page('sample-wagons', {});
        const pasts = new Pasts(logOf(events), model);
        const byPosition = (await pasts.at('sample-wagons', { position: String(at) })).page('sample-wagons', {});
        const byTime = (await pasts.at('sample-wagons', { time: Date.parse(events[at - 1]?.meta.at ?? '') + 30_000 })).page(
          'sample-wagons',
          {},
        );
        expect(byPosition.rows).toEqual(then.rows);
        expect(byTime.rows).toEqual(then.rows);
        expect(byPosition.position).toBe(String(at));
      }),
      { numRuns: 60 },
    );
  });

  it('answers filters and orders of the past as those of the present', async () => {
    const pasts = new Pasts(logOf(recorded([came('1', { cpu: 5 }), came('2', { cpu: 7 }), left('2')])), model);
    const reader = await pasts.at('sample-wagons', { position: '2' });
    expect(
      reader.rows('sample-wagons', { filter: [{ column: 'cpu', op: 'from', value: 1 }], sort: '-cpu' }).map((r) => r['wagonId']),
    ).toEqual(['2', '1']);
  });

  it('folds a finished moment once, and one that the log has not passed every time', async () => {
    const log = logOf(recorded([came('1'), came('2')]));
    const pasts = new Pasts(log, model);
    await pasts.at('sample-wagons', { position: '1' });
    await pasts.at('sample-wagons', { position: '1' });
    expect(log.reads()).toBe(1);
    await pasts.at('sample-wagons', { position: '9' });
    await pasts.at('sample-wagons', { position: '9' });
    expect(log.reads()).toBe(3);
  });

  it('reads a moment, and says what is none', () => {
    expect(momentOf('17')).toEqual({ position: '17' });
    expect(() => momentOf('last week')).toThrow('at is a position or a time');
  });
});
