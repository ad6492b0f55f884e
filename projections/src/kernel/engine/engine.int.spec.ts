import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Row } from '../projection.js';
import { Engine, type EngineOptions } from './engine.js';
import type { Published } from './line.js';
import type { Model } from './model.js';
import { CheckpointMoved } from './read-store.js';
import { rebuild } from './rebuild.js';
import { came, left, MemorySource, named, renamed, sampleModel, type Told } from './sample.testing.js';
import { hashesOf } from './view-hash.js';

const dir = mkdtempSync(join(tmpdir(), 'engine-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let stores = 0;
const newPath = () => join(dir, `read-${(stores += 1)}.sqlite`);

/** Runs until everything told so far is folded, then stops. */
const runOnce = async (engine: Engine, source: MemorySource): Promise<readonly Published[]> => {
  const published: Published[] = [];
  const stop = new AbortController();
  const ready = () => {
    if (engine.status().building.length === 0) stop.abort();
  };
  await engine.run(source, {
    signal: stop.signal,
    published: (change) => {
      published.push(change);
      if (engine.status().caughtUp) ready();
    },
    caughtUp: ready,
  });
  return published;
};
const withEngine = async <T>(
  path: string,
  source: MemorySource,
  look: (engine: Engine, published: readonly Published[]) => T,
  model: Model = sampleModel,
  options: EngineOptions = {},
) => {
  const engine = Engine.open(path, model, options);
  try {
    return look(engine, await runOnce(engine, source));
  } finally {
    engine.close();
  }
};
const rowsOf = (engine: Engine, view: string): readonly Row[] => {
  const table = engine.store.tables().find((t) => t.view === view && t.serving);
  if (table === undefined) throw new Error(`nothing serves ${view}`);
  return engine.store.db
    .prepare(`SELECT row FROM "${table.name}" ORDER BY key`)
    .all()
    .map((r) => JSON.parse(String(r['row'])) as Row);
};
const names = (engine: Engine) => rowsOf(engine, 'sample-wagons').map((r) => r['name']);

describe('the projection engine', () => {
  it('folds the log into the rows of every view, with handlers that look up rows of the same batch', async () => {
    const source = new MemorySource(came('1', 'v0s'), came('2', 'jets'), named('a1', 'Strangeness'), renamed('1', 'v0s pp'), left('2'));
    await withEngine(newPath(), source, (engine) => {
      expect(rowsOf(engine, 'sample-wagons')).toMatchObject([{ wagonId: '1', name: 'v0s pp', analysisName: 'Strangeness', renamed: 1 }]);
      expect(rowsOf(engine, 'sample-analyses')).toEqual([{ analysisId: 'a1', wagons: 2, events: 2 }]);
    });
  });

  it('writes a row touched many times in a batch once, and publishes its key once', async () => {
    const source = new MemorySource(came('1'), ...Array.from({ length: 50 }, (_, i) => renamed('1', `name ${i}`)), came('2'), left('2'));
    await withEngine(newPath(), source, (_, published) => {
      expect(published).toEqual([{ position: '53', previous: '0', changes: { 'sample-wagons': ['1'], 'sample-analyses': ['a1'] } }]);
    });
  });

  it('commits rows and checkpoint together: a second engine on the same store loses the race and changes nothing', () => {
    const path = newPath();
    const first = Engine.open(path, sampleModel);
    const second = Engine.open(path, sampleModel);
    const { events } = new MemorySource(came('1', 'v0s'));
    first.foldAll(events);
    second.foldAll(events);
    first.finish();
    expect(() => second.finish()).toThrow(CheckpointMoved);
    expect(rowsOf(first, 'sample-analyses')).toEqual([{ analysisId: 'a1', wagons: 1, events: 1 }]);
    first.close();
    second.close();
  });

  it('parks the stream of an event that cannot be folded, for that view alone, and goes on with the rest', async () => {
    const source = new MemorySource(
      came('1', 'v0s'),
      came('2', 'poison'),
      renamed('2', 'healed'),
      came('3', 'jets'),
      renamed('1', 'v0s pp'),
    );
    const path = newPath();
    await withEngine(path, source, (engine) => {
      expect(names(engine)).toEqual(['v0s pp', 'jets']);
      expect(rowsOf(engine, 'sample-analyses')).toEqual([{ analysisId: 'a1', wagons: 3, events: 3 }]);
      expect(engine.status().parked).toMatchObject([
        { view: 'sample-wagons', stream: 'wagon-2', event: 'e2', position: '2', reason: 'nobody can fold poison', later: 1 },
      ]);
    });
    source.tell(renamed('2', 'again'));
    await withEngine(path, source, (engine) => expect(engine.status().parked).toMatchObject([{ stream: 'wagon-2', later: 2 }]));
  });

  it('parks the stream of an event that does not read as its contract, in every view that listens', async () => {
    const source = new MemorySource({ type: 'WagonCame', data: { wagonId: 7 }, stream: 'wagon-7' }, came('1', 'v0s'));
    await withEngine(newPath(), source, (engine) => {
      expect(names(engine)).toEqual(['v0s']);
      expect(
        engine
          .status()
          .parked.map((p) => p.view)
          .sort(),
      ).toEqual(['sample-analyses', 'sample-wagons']);
      expect(engine.status().parked[0]?.reason).toContain('WagonCame.wagonId');
    });
  });

  it('takes back everything a handler did before it failed', async () => {
    const half: Model = {
      ...sampleModel,
      projections: sampleModel.projections.map((p) =>
        p.view !== 'sample-wagons'
          ? p
          : {
              ...p,
              on: {
                ...p.on,
                WagonRenamed: ((rows: { put(r: Row): void; remove(k: string): void }) => {
                  rows.put({ wagonId: '9', name: 'half' });
                  rows.remove('1');
                  throw new Error('half way');
                }) as never,
              },
            },
      ),
    };
    await withEngine(
      newPath(),
      new MemorySource(came('1', 'v0s'), renamed('1', 'x')),
      (engine) => expect(names(engine)).toEqual(['v0s']),
      half,
    );
  });

  it('counts events of unknown types and goes on', async () => {
    await withEngine(newPath(), new MemorySource({ type: 'FromTheFuture', data: {}, stream: 'x-1' }, came('1', 'v0s')), (engine) => {
      expect(engine.status()).toMatchObject({ position: '2', parked: [], unknown: { FromTheFuture: 1 } });
    });
  });

  it('stops a strict rebuild at the first event that cannot be folded', async () => {
    await expect(rebuild(new MemorySource(came('1', 'poison')), sampleModel, newPath())).rejects.toThrow(
      'sample-wagons cannot fold WagonCame at 1 of wagon-1: nobody can fold poison',
    );
  });

  it('goes on where it stopped, and folds nothing twice', async () => {
    const path = newPath();
    const source = new MemorySource(came('1'), came('2'));
    await withEngine(path, source, () => undefined);
    source.tell(came('3'), named('a1', 'Strangeness'));
    await withEngine(path, source, (engine, published) => {
      expect(published[0]).toMatchObject({ previous: '2', position: '4' });
      expect(rowsOf(engine, 'sample-analyses')).toEqual([{ analysisId: 'a1', wagons: 3, events: 3 }]);
      expect(rowsOf(engine, 'sample-wagons').map((r) => r['analysisName'])).toEqual(['Strangeness', 'Strangeness', 'Strangeness']);
    });
  });

  it('builds a new version beside the old one and swaps it in when it has caught up', async () => {
    const path = newPath();
    const source = new MemorySource(came('1', 'v0s'), came('2', 'jets'));
    const oldEpoch = await withEngine(path, source, (engine) => engine.store.tables().find((t) => t.view === 'sample-wagons')?.epoch);
    const next: Model = {
      ...sampleModel,
      projections: sampleModel.projections.map((p) =>
        p.view !== 'sample-wagons'
          ? p
          : {
              ...p,
              version: 2,
              on: {
                ...p.on,
                WagonCame: ((rows: { put(r: Row): void }, d: Row) =>
                  rows.put({ ...d, name: String(d['name']).toUpperCase(), renamed: 0 })) as never,
              },
            },
      ),
    };
    const before = Engine.open(path, next);
    expect(names(before)).toEqual(['v0s', 'jets']); // the old one is served until then
    before.close();
    source.tell(came('3', 'qa'));
    await withEngine(
      path,
      source,
      (engine, published) => {
        expect(names(engine)).toEqual(['V0S', 'JETS', 'QA']);
        expect(engine.store.tables().filter((t) => t.view === 'sample-wagons')).toHaveLength(1);
        expect(engine.store.tables().find((t) => t.view === 'sample-wagons')?.epoch).not.toBe(oldEpoch);
        expect(published.at(-1)).toEqual({ position: '3', previous: '3', changes: { 'sample-wagons': 'many' } });
      },
      next,
    );
    source.tell(came('4', 'hf'));
    await withEngine(path, source, (engine) => expect(names(engine)).toEqual(['V0S', 'JETS', 'QA', 'HF']), next);
  });

  it('rebuilds a parked view beside the old one on request, and serves the healed rows', async () => {
    const path = newPath();
    const source = new MemorySource(came('1', 'v0s'), came('2', 'poison'), renamed('2', 'healed'));
    await withEngine(path, source, (engine) => expect(names(engine)).toEqual(['v0s']));
    const healed: Model = {
      ...sampleModel,
      projections: sampleModel.projections.map((p) =>
        p.view !== 'sample-wagons'
          ? p
          : { ...p, on: { ...p.on, WagonCame: ((rows: { put(r: Row): void }, d: Row) => rows.put({ ...d, renamed: 0 })) as never } },
      ),
    };
    const engine = Engine.open(path, healed);
    engine.rebuildBeside(['sample-wagons']);
    await runOnce(engine, source);
    expect(names(engine)).toEqual(['v0s', 'healed']);
    expect(engine.status().parked).toEqual([]);
    engine.close();
  });

  it('throws away what an older log put back under it never knew', async () => {
    const path = newPath();
    const history = [came('1', 'v0s'), came('2', 'jets'), came('3', 'qa')];
    await withEngine(path, new MemorySource(...history), (engine) => expect(names(engine)).toEqual(['v0s', 'jets', 'qa']));
    const rewound = new MemorySource(...history.slice(0, 2), came('4', 'hf'), came('5', 'dq')); // longer than the checkpoint, but another history
    await withEngine(path, rewound, (engine) => expect(names(engine)).toEqual(['v0s', 'jets', 'hf', 'dq']));
    await withEngine(path, new MemorySource(came('1', 'v0s')), (engine) => expect(names(engine)).toEqual(['v0s']));
  });

  it('shows the same after a rebuild as live, however the log was cut into runs and however small the cache is', async () => {
    const id = fc.integer({ min: 1, max: 8 }).map(String);
    const analysis = fc.constantFrom('a1', 'a2');
    const told: fc.Arbitrary<Told> = fc.oneof(
      fc.tuple(id, analysis).map(([w, a]) => came(w, `wagon ${w}`, a)),
      fc.tuple(id, fc.string({ maxLength: 5 })).map(([w, name]) => renamed(w, name)),
      id.map(left),
      fc.tuple(analysis, fc.string({ maxLength: 5 })).map(([a, name]) => named(a, name)),
    );
    // A wagon that is not there cannot be renamed: its stream would be parked live and stop the rebuild.
    const possible = (story: readonly Told[]) => {
      const there = new Set<string>();
      return story.filter(({ type, data }) => {
        const { wagonId = '' } = data as { wagonId?: string };
        if (type === 'WagonCame') there.add(wagonId);
        else if (type === 'WagonLeft') there.delete(wagonId);
        else if (type === 'WagonRenamed') return there.has(wagonId);
        return true;
      });
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(told, { maxLength: 40 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 20 }),
        async (runs, cacheRows) => {
          const all = possible(runs.flat());
          const path = newPath();
          const source = new MemorySource();
          let at = 0;
          for (const { length } of runs) {
            source.tell(...all.slice(at, (at += length)));
            await withEngine(path, source, () => undefined, sampleModel, { cacheRows });
          }
          source.tell(...all.slice(at));
          const live = await withEngine(path, source, (engine) => hashesOf(engine.store.db), sampleModel, { cacheRows });
          const rebuilt = await rebuild(source, sampleModel, newPath());
          expect(rebuilt.hashes).toEqual(live);
          expect(rebuilt.events).toBe(source.events.length);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
