import type { RecordedEvent, StepAnswer, StepDirection, ViewQuery } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import { model } from '../sample-model.testing.mjs';
import { came, left, recorded, renamed, type Told } from '../told.testing.js';
import { NOW, type Moment } from './moment.js';
import { plainPast } from './plain-past.testing.js';
import { openPast } from './told-past.testing.js';

const id = fc.integer({ min: 1, max: 4 }).map(String);
const aTold: fc.Arbitrary<Told> = fc.oneof(
  fc.tuple(id, fc.constantFrom('a', 'b')).map(([w, name]) => came(w, { name })),
  fc.tuple(id, fc.constantFrom('a', 'b')).map(([w, n]) => renamed(w, n)),
  id.map(left),
);
const query: fc.Arbitrary<ViewQuery> = fc.oneof(
  id.map((key) => ({ key })),
  fc.constantFrom({}, { filter: [{ column: 'name', op: 'is' as const, value: 'a' }] }),
);

describe('the steps of a page', () => {
  it('are the events that made the difference, for any history, query and moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aTold, { minLength: 1, maxLength: 30 }),
        fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 })),
        query,
        fc.nat(),
        fc.constantFrom<StepDirection>('previous', 'next'),
        async (told, [every, size], list, pick, direction) => {
          const { past, log, take } = openPast(model, every);
          const events = recorded(told);
          for (let at = 0; at < events.length; at += size) take(...events.slice(at, at + size));
          // What the page showed after each event, by a plain fold; an event is a step when that differs from the one before.
          const shown: string[] = [];
          for (let at = 0; at <= events.length; at += 1)
            shown.push(
              JSON.stringify((await plainPast(log, model, 'sample-wagons', { position: String(at) })).page('sample-wagons', list).rows),
            );
          const steps = events.filter((_, i) => shown[i] !== shown[i + 1]).map(({ position }) => Number(position));
          const here = pick % (events.length + 2);
          const moment: Moment = here > events.length ? NOW : { position: String(here) };
          const expected = direction === 'previous' ? steps.findLast((step) => step < here) : steps.find((step) => step > here);
          let answer: StepAnswer = { step: null, soughtTo: 'position' in moment ? moment.position : '999' };
          for (let asked = 0; answer.soughtTo !== undefined && asked < 40; asked += 1)
            answer = await past.step('sample-wagons', list, { position: answer.soughtTo }, direction);
          expect(answer.step?.position).toBe(expected === undefined ? undefined : String(expected));
          expect(answer.step?.type).toBe(eventAt(events, expected)?.type);
        },
      ),
      { numRuns: 150 },
    );
  });
});

const eventAt = (events: readonly RecordedEvent[], position: number | undefined): RecordedEvent | undefined =>
  position === undefined ? undefined : events[position - 1];
