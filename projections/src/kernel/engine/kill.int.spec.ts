import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashesOf } from './view-hash.js';
import { rebuild } from './rebuild.js';
import { Engine } from './engine.js';
import { came, MemorySource, sampleModel } from './sample.testing.js';

/** Enough that no round gets to the end. */
const EVENTS = 60_000;
/** Events from one boundary to the next. */
const EVERY = 10;
const dir = mkdtempSync(join(tmpdir(), 'engine-kill-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const built = (file: string): string => new URL(file, import.meta.url.replace('/projections/src/', '/projections/dist/')).href;

/** A process of its own that folds the same events in small batches and says how far it is after each. */
const program = (store: string): string => `
  import { Engine } from '${built('./index.js')}';
  import { projection, when } from '${built('../index.js')}';
  import { event, view } from '@hyperloop/contracts/kernel';
  import { z } from 'zod';
  const came = event('WagonCame', { wagonId: z.string(), analysisId: z.string(), name: z.string(), cpu: z.number().nullable(), at: z.string() });
  const analyses = view('sample-analyses', { summary: '', key: 'analysisId', row: z.object({ analysisId: z.string(), wagons: z.int(), events: z.int() }), columns: { wagons: { type: 'number', filter: true, sort: true } }, sort: '-wagons' });
  const rows = projection(analyses, { on: [when(came, (rows, { analysisId }) => {
    const row = rows.get(analysisId) ?? { analysisId, wagons: 0, events: 0 };
    rows.put({ ...row, wagons: row.wagons + 1, events: row.events + 1 });
  })] });
  const engine = Engine.open(${JSON.stringify(store)}, { projections: [rows], views: { 'sample-analyses': analyses }, events: { WagonCame: came } }, { boundaryEvery: ${EVERY} });
  const meta = { at: '2025-12-02T14:28:03Z', by: 'm', commandId: 'c', causationId: 'c', correlationId: 'c' };
  for (let i = Number(engine.position); i < ${EVENTS}; i += 7) {
    const events = [];
    for (let p = i + 1; p <= Math.min(i + 7, ${EVENTS}); p += 1)
      events.push({ id: 'e' + p, stream: 'wagon-' + p, revision: 0, position: String(p), type: 'WagonCame', meta, data: { wagonId: String(p), analysisId: 'a' + (p % 5), name: 'w', cpu: 1, at: meta.at } });
    engine.foldAll(events);
    process.stdout.write(engine.finish().position + '\\n');
  }
`;

/** Lets it run until it has committed a few batches more, then kills it in the middle of whatever it does. */
const runAndKill = (store: string, after: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program(store)], {
      cwd: new URL('.', import.meta.url),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = 0;
    let last = 0;
    let complaint = '';
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    child.stdout.on('data', (text: Buffer) => {
      const lines = text.toString().trim().split('\n');
      told += lines.length;
      last = Number(lines.at(-1)) || last;
      if (told >= after) child.kill('SIGKILL');
    });
    child.on('exit', (_, signal) => (signal === 'SIGKILL' ? resolve(last) : reject(new Error(complaint || 'it ended by itself'))));
  });

const model = { ...sampleModel, projections: sampleModel.projections.filter((p) => p.view === 'sample-analyses') };
const versionsOf = ({ store }: Engine): unknown => {
  const [table] = store.tables();
  return store.db.prepare(`SELECT key, since, until, row FROM "${table?.name ?? ''}_past" ORDER BY key, since`).all();
};

describe('kill -9 of a process that projects', () => {
  it('leaves effects and checkpoint equal, every time, and the next one goes on from there', async () => {
    const store = join(dir, 'read.sqlite');
    for (let round = 0; round < 5; round += 1) {
      const told = await runAndKill(store, 20 + round * 37);
      const engine = Engine.open(store, model, { boundaryEvery: EVERY });
      const [table] = engine.store.tables();
      const effects = Number(
        engine.store.db.prepare(`SELECT sum(json_extract(row, '$.events')) AS n FROM "${table?.name ?? ''}"`).get()?.['n'],
      );
      expect(effects).toBe(Number(engine.position));
      expect(effects).toBeGreaterThanOrEqual(told - 7); // what it said was committed, but for the line the kill tore
      expect(effects).toBeGreaterThan(round * 7);
      expect(effects).toBeLessThan(EVENTS);
      engine.close();
    }
    // What five killed processes left behind is what one folds in one go.
    const engine = Engine.open(store, model, { boundaryEvery: EVERY });
    const source = new MemorySource();
    source.events.push(
      ...Array.from({ length: Number(engine.position) }, (_, i) => {
        const position = String(i + 1);
        const { type, data } = came(position, 'w', `a${(i + 1) % 5}`);
        return {
          id: `e${position}`,
          stream: `wagon-${position}`,
          revision: 0,
          position,
          type,
          data,
          meta: { at: '2025-12-02T14:28:03Z', by: 'm', commandId: 'c', causationId: 'c', correlationId: 'c' },
        };
      }),
    );
    const rebuilt = await rebuild(source, model, join(dir, 'rebuilt.sqlite'), { boundaryEvery: EVERY });
    expect(rebuilt.hashes['sample-analyses']?.hash).toBe(hashesOf(engine.store.db)['sample-analyses']?.hash);
    // And the past: the same versions between the same boundaries.
    const anew = Engine.open(join(dir, 'rebuilt.sqlite'), model, { boundaryEvery: EVERY });
    expect(engine.store.boundaries().length).toBeGreaterThan(10);
    expect(anew.store.boundaries()).toEqual(engine.store.boundaries());
    expect(versionsOf(anew)).toEqual(versionsOf(engine));
    anew.close();
    engine.close();
  }, 60_000);
});
