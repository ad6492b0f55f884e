import type { Filter, RecordedEvent, ViewQuery } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import { model } from '../sample-model.testing.mjs';
import { came, left, recorded, renamed, type Told } from '../told.testing.js';
import { momentOf, type Moment } from './moment.js';
import { plainPast } from './plain-past.testing.js';
import { openPast, pastPages, walk } from './told-past.testing.js';

const id = fc.integer({ min: 1, max: 6 }).map(String);
const text = fc.constantFrom('a', 'b', 'B', '', 'é', '😀', '\uffff', '%');
/** `renamed` of a wagon that is not there parks its stream. */
const aTold: fc.Arbitrary<Told> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(id, text, fc.option(text), fc.option(fc.constantFrom(-1, 0, 0.5, 7)))
      .map(([w, name, note, cpu]) => came(w, { name, note, cpu })),
  },
  { weight: 3, arbitrary: fc.tuple(id, text).map(([w, n]) => renamed(w, n)) },
  { weight: 2, arbitrary: id.map(left) },
);
/** Minutes from one event to the next: clocks stand still and go back. */
const story = fc
  .array(fc.tuple(aTold, fc.constantFrom(0, 1, 1, 2, -2)), { minLength: 1, maxLength: 40 })
  .map((told): readonly RecordedEvent[] => {
    let at = Date.parse('2025-12-02T14:00:00Z');
    return recorded(told.map(([one]) => one)).map((event, i) => {
      at += (told[i]?.[1] ?? 0) * 60_000;
      return { ...event, meta: { ...event.meta, at: new Date(at).toISOString() } };
    });
  });
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    column: fc.constantFrom('name', 'note'),
    op: fc.constantFrom('is' as const, 'isNot' as const, 'contains' as const, 'from' as const),
    value: text,
  }),
  fc.record({
    column: fc.constant('cpu'),
    op: fc.constantFrom('is' as const, 'from' as const, 'to' as const),
    value: fc.constantFrom(-1, 0, 7),
  }),
);
const query: fc.Arbitrary<ViewQuery> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      filter: fc.array(filter, { maxLength: 2 }),
      sort: fc.constantFrom('name', '-name', 'note', '-note', 'cpu', '-cpu', '-at', 'wagonId', '-wagonId'),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: id.map((key) => ({ key })) },
);
const momentIn = (events: readonly RecordedEvent[], pick: number, byTime: boolean): Moment => {
  const event = events[pick % (events.length + 1)];
  if (event === undefined) return { position: '0' };
  return byTime ? { time: Date.parse(event.meta.at) + ((pick % 3) - 1) * 30_000 } : { position: event.position };
};

describe('a view at a moment of the past', () => {
  it('shows, page by page, what a plain fold of the log shows, for any history, batches, moment and list, also when asked again later', async () => {
    await fc.assert(
      fc.asyncProperty(
        story,
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.boolean(), query), { minLength: 1, maxLength: 4 }),
        fc.constantFrom({ keptBytes: 0 }, { keptBytes: 1_000_000 }, { fewRows: 0 }, { fewRows: 2 }),
        async (events, every, sizes, asked, options) => {
          const { past, log, take } = openPast(model, every, options);
          for (let at = 0, n = 0; at < events.length; n += 1) {
            const size = sizes[n % sizes.length] ?? 1;
            take(...events.slice(at, at + size));
            at += size;
            for (const [pick, byTime, list] of asked) {
              const moment = momentIn(events, pick, byTime); // the same again after each batch, at first before it is there
              const plain = await plainPast(log, model, 'sample-wagons', moment);
              expect(await walk(pastPages(past, 'sample-wagons', moment), list)).toEqual(
                await walk((q) => plain.page('sample-wagons', q), list),
              );
            }
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('shows at every commit, afterwards, what was shown then', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 }), query, async (events, every, size, list) => {
        const { past, now, take } = openPast(model, every, { fewRows: every % 3 });
        const seen: { at: string; pages: unknown }[] = [];
        for (let at = 0; at < events.length; at += size) {
          const { position } = take(...events.slice(at, at + size));
          seen.push({ at: position, pages: await walk((q) => now.page('sample-wagons', q), list) });
        }
        for (const { at, pages } of seen) expect(await walk(pastPages(past, 'sample-wagons', { position: at }), list)).toEqual(pages);
      }),
      { numRuns: 80 },
    );
  });

  it('of a view built anew beside is that of the old one, at every boundary that there was', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 5 }), fc.nat(), query, async (events, every, pick, list) => {
        const { engine, past, log, take } = openPast(model, every);
        take(...events);
        const moment = momentIn(events, pick, pick % 2 === 0);
        const before = await walk(pastPages(past, 'sample-wagons', moment), list);
        const stop = new AbortController();
        const { position } = engine;
        const source = {
          ...log,
          head: () => Promise.resolve({ position }),
          hashAt: () => Promise.resolve(undefined),
          subscribe: () => ({
            async *[Symbol.asyncIterator]() {
              yield { kind: 'caughtUp' as const, position };
              if (!stop.signal.aborted) await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
            },
            close: () => Promise.resolve(stop.abort()),
          }),
        };
        const swapped = new Promise<void>((resolve) => {
          void engine.run(source, {
            signal: stop.signal,
            caughtUp: () => engine.rebuildBeside(['sample-wagons']),
            published: () => resolve(),
          });
        });
        await swapped;
        stop.abort();
        expect(await walk(pastPages(past, 'sample-wagons', moment), list)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps one version of a row for each boundary that saw it, however often it changed between two', () => {
    const { engine, take } = openPast(model, 10);
    take(...recorded([came('1'), ...Array.from({ length: 29 }, (_, n) => renamed('1', `name ${n}`))]));
    const { name } = engine.store.tables().find((t) => t.view === 'sample-wagons') ?? { name: '' };
    expect(engine.store.db.prepare(`SELECT since, until FROM "${name}_past" ORDER BY since`).all()).toEqual([
      { since: 1, until: 2 },
      { since: 2, until: 3 },
    ]);
    expect(engine.store.boundaries().map((b) => b.position)).toEqual(['10', '20', '30']);
  });

  it('says that it is not folded so far, when the views stand long before it', async () => {
    const { engine, past, events } = openPast(model, 10);
    const all = recorded(Array.from({ length: 60_000 }, (_, n) => came(String(n % 7))));
    engine.foldAll(all.slice(0, 10));
    engine.finish();
    events.push(...all);
    expect((await past.page('sample-wagons', {}, { position: '12' })).position).toBe('12');
    await expect(past.page('sample-wagons', {}, { position: '59999' })).rejects.toThrow('stands at position 10');
  });

  it('reads a moment, and says what is none', () => {
    expect(momentOf('17')).toEqual({ position: '17' });
    expect(() => momentOf('last week')).toThrow('at is a position or a time');
  });
});
