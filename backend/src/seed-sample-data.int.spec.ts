import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { ConfigureWagon, EnableWagon, RegisterWagon } from '@hyperloop/contracts/wagons';
import { openDirectoryBlobs } from './kernel/blob-store/directory-blobs.js';
import type { BlobStore } from './kernel/blob-store/blob-store.js';
import type { CommandBus } from './kernel/command-bus.js';
import { compose } from './kernel/composing/compose.js';
import { openEventLog } from './kernel/event-log/open-event-log.js';
import type { EventLog } from './kernel/event-log/event-log.js';
import type { Lookups } from './kernel/lookup.js';
import { samplePackageTag } from './packages/sample/index.js';
import { seedSampleData } from './seed-sample-data.js';
import { busOver } from './seeded.testing.js';

let dataDir = '';
let log: EventLog;
let blobs: BlobStore;
let bus: CommandBus;
let lookups: Lookups;

const everything = async (of: EventLog = log): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const page of of.readAll()) all.push(...page);
  return all;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hl-seed-'));
  log = await openEventLog({ eventLog: 'sqlite', dataDir });
  blobs = await openDirectoryBlobs(join(dataDir, 'blobs'));
  ({ bus, lookups } = await busOver(log, { dataDir, blobs }));
  await seedSampleData({ bus, log, blobs, storageDir: join(dataDir, 'storage') });
}, 120_000);
afterAll(async () => {
  await log.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the sample data', () => {
  it('are people at work, by real commands', async () => {
    const types = (await everything()).map(({ type }) => type);
    const count = (name: string) => types.filter((type) => type === name).length;
    expect([count('AnalysisOpened'), count('DatasetActivated'), count('WagonRegistered') >= 15, count('WagonEnabled') >= 12]).toEqual([
      7,
      5,
      true,
      true,
    ]);
    expect(count('CatalogueCompleted')).toBe(1);
  });

  it('are not said again once they are whole', async () => {
    await seedSampleData({
      bus: { say: () => Promise.reject(new Error('nothing may be said')) },
      log,
      blobs,
      storageDir: join(dataDir, 'storage'),
    });
  });

  it('change nothing when they are said again', async () => {
    const { position } = await log.head();
    await rm(join(dataDir, 'storage', '.sample-seeded'));
    await seedSampleData({ bus, log, blobs, storageDir: join(dataDir, 'storage') });
    const added = (await everything()).filter((event) => Number(event.position) > Number(position));
    expect(added.map(({ type, stream }) => `${type} ${stream}`)).toEqual([]);
  }, 60_000);

  it('go on where they were cut off, and come out the same', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'hl-seed-again-'));
    const other = await openEventLog({ eventLog: 'sqlite', dataDir: dir });
    try {
      const { bus: whole } = await busOver(other, { dataDir, blobs });
      let left = 60;
      const dying: Pick<CommandBus, 'say'> = { say: (...said) => (left-- > 0 ? whole.say(...said) : Promise.reject(new Error('killed'))) };
      await expect(seedSampleData({ bus: dying, log: other, blobs, storageDir: join(dataDir, 'storage') })).rejects.toThrow('killed');
      await seedSampleData({ bus: whole, log: other, blobs, storageDir: join(dataDir, 'storage') });
      // Compared with what the seeding itself stored: other specs may have gone on with the first log.
      const told = async (of: EventLog) =>
        (await everything(of))
          .filter(({ meta }) => meta.commandId.startsWith('sample:'))
          .map(({ stream, type, data }) => JSON.stringify([stream, type, data]));
      expect(await told(other)).toEqual(await told(log));
    } finally {
      await other.close();
      await rm(dir, { recursive: true, force: true });
    }
  }, 60_000);

  it('leave a log alone that people work with already', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'hl-seed-used-'));
    const used = await openEventLog({ eventLog: 'sqlite', dataDir: dir });
    const meta = { at: '2025-12-01T08:00:00Z', by: 'admin', commandId: 'admin/OpenAnalysis/1', causationId: 'c', correlationId: 'c' };
    await used.append(
      'analysis-1',
      'no-stream',
      [{ type: 'AnalysisOpened', data: { analysisId: '1', name: 'Real', jiraKey: 'PWGLF-1', pwg: 'PWGLF', service: false }, meta }],
      meta.commandId,
    );
    await seedSampleData({
      bus: { say: () => Promise.reject(new Error('nothing may be said')) },
      log: used,
      blobs,
      storageDir: join(dataDir, 'storage'),
    });
    expect(await everything(used)).toHaveLength(1);
    await used.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('can all be composed as they are enabled (rule 102)', async () => {
    const enabled = (await everything())
      .filter(({ type }) => type === 'WagonEnabled')
      .map(({ data }) => data as { wagonId: string; datasetId: string; wagonName: string });
    for (const { wagonId, datasetId, wagonName } of enabled) {
      const composed = await compose(lookups.of({ at: '', by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' }), {
        wagonIds: [wagonId],
        datasetId,
        packageTag: samplePackageTag,
        trainType: 'standard',
      });
      expect({ wagonName, problem: composed.ok ? null : composed.because }).toEqual({ wagonName, problem: null });
    }
  });
});

describe('wagons on the embedded log', () => {
  const saying = (commandId: string, by = 'mrossi') => ({ by, commandId });
  const first = async (type: string, name: string) => {
    const found = (await everything()).find((event) => event.type === type && (event.data as { name?: string }).name === name);
    return (found?.data ?? {}) as { wagonId: string; analysisId: string; workflowName: string };
  };

  it('have names that are unique in their analysis, ignoring case (rule 25)', async () => {
    const { analysisId, workflowName } = await first('WagonRegistered', 'lambdakzero_tight');
    const said = await bus.say(
      RegisterWagon.of({ analysisId, name: 'LambdaKZero_Tight', workflowName, packageTag: samplePackageTag }),
      saying('twice'),
    );
    expect(said).toMatchObject({ is: 'refused', problem: { status: 409, refusal: { refused: 'WagonNameTaken' } } });
  });
  it('may have the name of a wagon of another analysis (rule 25)', async () => {
    const { workflowName } = await first('WagonRegistered', 'lambdakzero_tight');
    const { analysisId } = await first('WagonRegistered', 'jetfrag_R04');
    expect(
      await bus.say(
        RegisterWagon.of({ analysisId, name: 'lambdakzero_tight', workflowName, packageTag: samplePackageTag }),
        saying('elsewhere'),
      ),
    ).toMatchObject({ is: 'saved' });
  });
  it('leave a name free that was refused for another reason', async () => {
    const { analysisId, workflowName } = await first('WagonRegistered', 'lambdakzero_tight');
    const of = (workflow: string) =>
      RegisterWagon.of({ analysisId, name: 'second_try', workflowName: workflow, packageTag: samplePackageTag });
    expect(await bus.say(of('o2-no-such-workflow'), saying('wrong'))).toMatchObject({
      is: 'refused',
      problem: { refusal: { refused: 'WorkflowUnknown' } },
    });
    expect(await bus.say(of(workflowName), saying('right'))).toMatchObject({ is: 'saved' });
  });
  it('let the second of two people who saved know (rule 34)', async () => {
    const { wagonId } = await first('WagonRegistered', 'event_track_qa');
    const save = (text: string) =>
      ConfigureWagon.of({
        wagonId,
        expectedRevision: 2,
        variants: [],
        source: 'edit',
        values: [{ variant: '', task: 'qa-event-track', parameter: 'minPt', to: { form: 'scalar', text } }],
      });
    expect(await bus.say(save('0.2'), saying('one', 'sduarte'))).toMatchObject({ is: 'saved', answer: { revision: 3 } });
    expect(await bus.say(save('0.3'), saying('two', 'gbianchi'))).toMatchObject({
      is: 'refused',
      problem: { refusal: { refused: 'WagonChangedMeanwhile', seen: 2, now: 3, changedBy: 'sduarte' } },
    });
  });
  it('are enabled once, however often it is asked (rule 89)', async () => {
    const { wagonId } = await first('WagonRegistered', 'event_track_qa');
    const dataset = (await everything()).find(
      ({ type, data }) => type === 'DatasetCreated' && (data as { name: string }).name === 'LHC22o_pass7_small',
    );
    const enable = EnableWagon.of({ wagonId, datasetId: (dataset?.data as { datasetId: string }).datasetId });
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => bus.say(enable, saying(`enable-${key}`))));
    expect(answers.map(({ is }) => is)).toEqual(['saved', 'saved', 'saved']);
    expect(
      (await everything()).filter(({ type, data }) => type === 'WagonEnabled' && (data as { wagonId: string }).wagonId === wagonId),
    ).toHaveLength(1);
  });
});
