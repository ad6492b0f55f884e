import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CollisionGenerator, systems } from '../../../datasets/sample/collision-generator.js';
import { Random } from '../../../datasets/sample/random.js';
import { TimeFrameBuilder } from '../../../datasets/sample/time-frame-builder.js';
import type { TimeFrame } from '../../../kernel/collisions/event-file.js';
import { listObjects, type RootObject } from '../../../kernel/root-json/index.js';
import { sampleWorkflows, serviceWorkflows, type RawCatalogue, type RawTask } from '../declarations/index.js';
import { Conditions, HistogramRegistry } from '../runtime/device-context.js';
import type { DerivedTables } from '../runtime/protocol.js';
import { TaskConfiguration } from '../runtime/task-configuration.js';
import { antiKt } from './anti-kt.js';
import { executables } from './index.js';
import { standIn } from './stand-in.js';

const frameOf = (system: 'pp' | 'PbPb', events: number): TimeFrame => {
  const random = new Random('spec');
  const builder = new TimeFrameBuilder(random, 526641, { tf: 0, mc: false });
  const collisions = new CollisionGenerator(random, systems[system]);
  for (let i = 0; i < events; i += 1) collisions.addTo(builder);
  return builder.frame;
};
const taskOf = (workflow: string): RawTask => sampleWorkflows.find(({ name }) => name === workflow)!.tasks[0]!;
const configured = (task: RawTask, values: Record<string, unknown> = {}): TaskConfiguration =>
  new TaskConfiguration(task.name, values, Object.fromEntries(task.configurables.map(({ name, default: value }) => [name, value])));

const runOne = (workflow: string, frame: TimeFrame, more: { values?: Record<string, unknown>; tables?: DerivedTables } = {}) => {
  const config = configured(taskOf(workflow), more.values);
  const histograms = new HistogramRegistry(config.task);
  const tables = executables[workflow]!({ config, histograms, ccdb: new Conditions(null) })({ frame, tables: more.tables ?? {} });
  const objects = new Map<string, RootObject>(listObjects(histograms.results).map(({ path, object }) => [path, object]));
  return { tables: tables ?? {}, objects, config };
};
const frame = frameOf('pp', 150);

describe.each(sampleWorkflows.map(({ name }) => name))('%s', (workflow) => {
  const task = taskOf(workflow);

  it('has an executable that honours every parameter it declares', () => {
    const { config } = runOne(workflow, frame);
    const declared = task.configurables.map(({ name }) => name).filter((name) => !name.startsWith('sample.'));
    expect(declared.filter((name) => !config.read.has(name))).toEqual([]);
  });

  it('makes the tables it declares and fills histograms', () => {
    const { tables, objects } = runOne(
      workflow,
      frame,
      workflow.includes('spectra-tpc') ? { tables: runOne('o2-analysis-pid-tpc-service', frame).tables } : {},
    );
    expect(Object.keys(tables).sort()).toEqual(task.outputs.map(({ label }) => label).sort());
    expect([...objects.values()].reduce((sum, { fEntries }) => sum + fEntries, 0)).toBeGreaterThan(0);
    for (const path of objects.keys()) expect(path.startsWith(`${task.name}/`)).toBe(true);
  });
});

describe('the sample package', () => {
  it('has at least eight workflows, two of them services, one with derived tables', () => {
    expect(sampleWorkflows.length).toBeGreaterThanOrEqual(8);
    expect(serviceWorkflows.filter((name) => executables[name]).length).toBeGreaterThanOrEqual(2);
    expect(taskOf('o2-analysis-cf-filter-correlations').outputs.map(({ label }) => label)).toEqual(['CFCollisions', 'CFTracks']);
  });

  it('declares names, types and defaults as the real package does, where its catalogue is at hand', () => {
    const shared = process.env['HYPERLOOP_SHARED'] ?? fileURLToPath(new URL('../../../../../../shared', import.meta.url));
    const catalogues = ['catalogue_daily-20251201-0000.json', 'catalogue_daily-20241001-0200.json'].map((file) =>
      join(shared, 'data', 'catalogue', file),
    );
    const real = catalogues.filter(existsSync).map((path) => JSON.parse(readFileSync(path, 'utf8')) as RawCatalogue);
    if (real.length < 2) return; // only a machine with the field's files can compare
    for (const { name, tasks } of sampleWorkflows) {
      const parameters = real.flatMap(({ workflows }) =>
        workflows.filter((one) => one.name === name).flatMap((one) => one.tasks.flatMap((task) => task.configurables)),
      );
      for (const own of tasks[0]!.configurables.filter((one) => !one.name.startsWith('sample.')))
        expect(parameters).toContainEqual(
          expect.objectContaining({ name: own.name, type: own.type, kind: own.kind, default: own.default }),
        );
    }
  });
});

describe('the cuts of a configuration', () => {
  const k0 = 'o2-analysis-perf-k0s-resolution';
  const mass = (values: Record<string, unknown>): number =>
    runOne(k0, frame, { values }).objects.get('perf-k0s-resolution/K0sResolution/hMass')!.fEntries;

  it('decide what is filled', () => {
    const loose = mass({ v0cospa: '0.9', v0radius: '0', dcanegtopv: '0', dcapostopv: '0' });
    expect(mass({})).toBeLessThan(loose);
    expect(mass({ v0cospa: '0.9999' })).toBeLessThan(mass({}));
    expect(mass({ v0radius: '1000' })).toBe(0);
  });

  it('decide how it is binned', () => {
    const { objects } = runOne(k0, frame, { values: { mBins: { values: ['50', '0.45', '0.55'] } } });
    expect(objects.get('perf-k0s-resolution/K0sResolution/hMass')!.fXaxis).toMatchObject({ fNbins: 50, fXmin: 0.45, fXmax: 0.55 });
  });

  it('show elliptic flow in lead collisions and none of it at random', () => {
    const c22 = runOne('o2-analysis-cf-flow-task', frameOf('PbPb', 60)).objects.get('flow-task/c22')!;
    expect(c22.fArray.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
  });
});

describe('what earlier workflows made', () => {
  it('is used: without a good event nothing is filled', () => {
    const none = { EvSels: { sel8: frame.collisions.z.map(() => 0) } };
    expect(
      runOne('o2-analysis-perf-k0s-resolution', frame, { tables: none }).objects.get('perf-k0s-resolution/K0sResolution/hMass')!.fEntries,
    ).toBe(0);
  });
});

describe('the conditions database', () => {
  it('counts each look-up, and a kept object only once (rule 120)', () => {
    const ccdb = new Conditions(null);
    for (let i = 0; i < 5; i += 1) ccdb.fetch('GLO/GRP/GRP', 1);
    for (let i = 0; i < 5; i += 1) ccdb.get('GLO/Calib/MeanVertex', 1);
    expect(ccdb.calls).toBe(6);
  });
});

describe('jets', () => {
  it('gather what lies within the radius and leave the rest apart', () => {
    const jets = antiKt(
      [
        { pt: 20, eta: 0, phi: 1 },
        { pt: 2, eta: 0.1, phi: 1.1 },
        { pt: 1, eta: -0.1, phi: 0.9 },
        { pt: 5, eta: 0, phi: 4 },
      ],
      0.4,
    );
    expect(jets.map(({ constituents }) => constituents).sort()).toEqual([1, 3]);
    expect(Math.max(...jets.map(({ pt }) => pt))).toBeCloseTo(22.98, 1);
  });

  it('join across the seam of the angle', () => {
    expect(
      antiKt(
        [
          { pt: 10, eta: 0, phi: 0.05 },
          { pt: 3, eta: 0, phi: 2 * Math.PI - 0.05 },
        ],
        0.4,
      ),
    ).toHaveLength(1);
  });
});

describe('the stand-in', () => {
  it('fills one histogram for each axis of any configuration and keeps its vertex cut', () => {
    const config = new TaskConfiguration(
      'any-task',
      { axisPt: { values: ['20', '0', '10'] }, binsEta: [10, -1, 1], cfgCutVertex: '5', label: 'x', broken: ['1', 'a', '2'] },
      {},
    );
    const histograms = new HistogramRegistry('any-task_Tight');
    standIn({ config, histograms, ccdb: new Conditions(null) })({ frame, tables: {} });
    const objects = listObjects(histograms.results);
    expect(objects.map(({ path }) => path)).toEqual([
      'any-task_Tight/stand-in/axisPt',
      'any-task_Tight/stand-in/binsEta',
      'any-task_Tight/stand-in/hPosZ',
    ]);
    expect(objects[0]!.object.fEntries).toBe(frame.tracks.pt.length);
    expect(objects[2]!.object.fEntries).toBe(frame.collisions.z.filter((z) => Math.abs(z) < 5).length);
  });
});
