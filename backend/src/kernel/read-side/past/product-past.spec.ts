import * as analyses from '@hyperloop/contracts/analyses/examples';
import * as datasets from '@hyperloop/contracts/datasets/examples';
import * as grid from '@hyperloop/contracts/grid/examples';
import type { RecordedEvent, ViewDefinition, ViewQuery } from '@hyperloop/contracts/kernel';
import * as testRuns from '@hyperloop/contracts/test-runs/examples';
import * as trains from '@hyperloop/contracts/trains/examples';
import * as wagons from '@hyperloop/contracts/wagons/examples';
import fc from 'fast-check';
import { model } from '../model.js';
import type { Moment } from './moment.js';
import { plainPast } from './plain-past.testing.js';
import { openPast, pastPages, walk } from './told-past.testing.js';

type Example = { type: string; data: Record<string, unknown> };
const isExample = (value: unknown): value is Example => typeof value === 'object' && value !== null && 'type' in value && 'data' in value;
const examples = [analyses, datasets, wagons, testRuns, trains, grid]
  .flatMap((slice) => (Object.values(slice) as unknown[]).filter(isExample))
  .filter(({ type }) => type in model.events);

/** The product's own events, each thing in a stream of its own; mostly in the order in which they are told, some out of it, so that streams are parked as well. */
const story = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom('1', '2', '3')), { minLength: 10, maxLength: 60 })
  .map((picks): readonly RecordedEvent[] =>
    picks.map(([pick, which], n) => {
      const { type, data } = examples[(pick % 4 === 0 ? pick : n * 2) % examples.length] ?? { type: '', data: {} };
      return {
        id: `e${n + 1}`,
        stream: `${type}-${which}`,
        revision: n,
        position: String(n + 1),
        type,
        data,
        meta: {
          at: new Date(Date.parse('2025-12-02T14:00:00Z') + n * 1_000).toISOString(),
          by: 'mrossi',
          commandId: 'c',
          causationId: 'c',
          correlationId: 'c',
        },
      };
    }),
  );
const listOf = (view: ViewDefinition, pick: number, down: boolean, limit: number): ViewQuery => {
  const sorts = [view.sort, view.key, ...Object.entries(view.columns).flatMap(([name, column]) => (column?.sort ? [name] : []))];
  const sort = (sorts[pick % sorts.length] ?? view.sort).replace(/^-/, '');
  const filters = Object.entries(view.columns).flatMap(([name, column]) => (column?.filter ? [name] : []));
  const column = filters[pick % Math.max(1, filters.length)];
  return {
    sort: `${down ? '-' : ''}${sort}`,
    limit,
    ...(column === undefined || pick % 3 === 0 ? {} : { filter: [{ column, op: 'isNot', value: '' }] }),
  };
};

describe('any view of the product at any moment', () => {
  it('has examples of most events', () => expect(new Set(examples.map(({ type }) => type)).size).toBeGreaterThan(30));

  it('shows what a plain fold of the log shows', async () => {
    await fc.assert(
      fc.asyncProperty(
        story,
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean(), fc.integer({ min: 1, max: 3 })), { minLength: 6, maxLength: 12 }),
        async (events, every, asked) => {
          const { past, log, take } = openPast(model, every, { fewRows: every % 3 });
          take(...events);
          for (const [pick, when, down, limit] of asked) {
            const view = Object.values(model.views)[pick % Object.keys(model.views).length];
            const event = events[when % events.length];
            if (view === undefined || event === undefined) continue;
            const moment: Moment = when % 2 === 0 ? { position: event.position } : { time: Date.parse(event.meta.at) };
            const list = listOf(view, pick, down, limit);
            const plain = await plainPast(log, model, view.id, moment);
            expect(await walk(pastPages(past, view.id, moment), list)).toEqual(await walk((q) => plain.page(view.id, q), list));
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
