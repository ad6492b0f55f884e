import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, RecordedEvent } from '@hyperloop/contracts/kernel';
import {
  CloneWagon,
  ConfigureDerivedData,
  ConfigureWagon,
  DeleteWagon,
  noDerivedData,
  RegisterWagon,
  RenameWagon,
  ReplaceWagonDependencies,
  RestoreWagon,
} from '@hyperloop/contracts/wagons';
import { openDirectoryBlobs } from './kernel/blob-store/directory-blobs.js';
import type { CommandBus } from './kernel/command-bus.js';
import type { EventLog } from './kernel/event-log/event-log.js';
import { openEventLog } from './kernel/event-log/open-event-log.js';
import { compose } from './kernel/composing/compose.js';
import type { Lookups } from './kernel/lookup.js';
import { samplePackageTag } from './packages/sample/index.js';
import { seedSampleData } from './seed-sample-data.js';
import { busOver } from './seeded.testing.js';

let dataDir = '';
let log: EventLog;
let bus: CommandBus;
let lookups: Lookups;
let said = 0;

const eventsOf = async (stream: string): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const page of log.readStream(stream)) all.push(...page);
  return all;
};
const all = async (type: string): Promise<RecordedEvent[]> => {
  const found: RecordedEvent[] = [];
  for await (const page of log.readAll()) found.push(...page.filter((event) => event.type === type));
  return found;
};
const say = (command: Message, commandId = `life-${said++}`) => bus.say(command, { by: 'mrossi', commandId });
/** The wagon that it was about. */
const answered = async (command: Message, commandId?: string): Promise<string> => {
  const outcome = await say(command, commandId);
  if (outcome.is === 'refused') throw new Error(outcome.problem.detail);
  return outcome.answer.stream.replace(/^wagon-/, '');
};
/** The refusal's name and facts. */
const refusal = async (command: Message): Promise<unknown> => {
  const outcome = await say(command);
  return outcome.is === 'refused' ? outcome.problem.refusal : outcome;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hl-life-'));
  log = await openEventLog({ eventLog: 'sqlite', dataDir });
  const blobs = await openDirectoryBlobs(join(dataDir, 'blobs'));
  /** Every wagon there is: only a hint where to look, as the view is. */
  const rowsOf = async () => (await all('WagonRegistered')).map(({ data }) => data as Record<string, unknown>);
  ({ bus, lookups } = await busOver(log, { dataDir, blobs, rowsOf }));
  await seedSampleData({ bus, log, blobs, storageDir: join(dataDir, 'storage') });
});
afterAll(async () => {
  await log.close();
  await rm(dataDir, { recursive: true, force: true });
});

const workflowName = 'o2-analysis-lf-lambdakzerobuilder';
const wagonNamed = (analysisId: string, name: string) =>
  answered(RegisterWagon.of({ analysisId, name, workflowName, packageTag: samplePackageTag }));

describe('a name', () => {
  it('is free again when its wagon was renamed, and not before (rules 25, 32)', async () => {
    const first = await wagonNamed('3', 'First');
    await answered(RenameWagon.of({ wagonId: first, name: 'Second' }));
    expect(await wagonNamed('3', 'FIRST')).not.toBe(first);
    expect(await refusal(RenameWagon.of({ wagonId: first, name: 'first' }))).toMatchObject({ refused: 'WagonNameTaken' });
    expect(await refusal(RegisterWagon.of({ analysisId: '3', name: 'second', workflowName, packageTag: samplePackageTag }))).toMatchObject({
      refused: 'WagonNameTaken',
      wagonId: first,
    });
  });

  it('is free again when its wagon was deleted (rule 33)', async () => {
    const wagonId = await wagonNamed('3', 'shortLived');
    const commandId = 'delete-shortLived';
    await answered(DeleteWagon.of({ wagonId }), commandId);
    await answered(DeleteWagon.of({ wagonId }), commandId);
    expect((await eventsOf(`wagon-${wagonId}`)).map(({ type }) => type)).toEqual(['WagonRegistered', 'WagonDeleted']);
    expect(await wagonNamed('3', 'shortLived')).not.toBe(wagonId);
  });
});

describe('a wagon that others depend on', () => {
  it('is deleted only when none does any more, and offered to none after that (rules 33, 78)', async () => {
    const [below, above] = [await wagonNamed('3', 'below'), await wagonNamed('3', 'above')];
    await answered(ReplaceWagonDependencies.of({ wagonId: above, expectedRevision: 0, dependencies: [below] }));
    expect(await refusal(DeleteWagon.of({ wagonId: below }))).toMatchObject({ refused: 'WagonInUse', usedBy: ['above'] });
    await answered(ReplaceWagonDependencies.of({ wagonId: above, expectedRevision: 1, dependencies: [] }));
    await answered(DeleteWagon.of({ wagonId: below }));
    expect(await refusal(ReplaceWagonDependencies.of({ wagonId: above, expectedRevision: 2, dependencies: [below] }))).toMatchObject({
      refused: 'DependencyNotOffered',
    });
    // The state in which it depended on the deleted one cannot be restored, and the refusal says why.
    expect(await refusal(RestoreWagon.of({ wagonId: above, expectedRevision: 2, restoredRevision: 1 }))).toMatchObject({
      refused: 'DependencyNotOffered',
    });
  });
});

describe('a clone', () => {
  it('is made once however often it is asked for, with all values and its source (rules 28, 29)', async () => {
    const source = (await all('WagonConfigured')).find(({ data }) => (data as { values: unknown[] }).values.length > 0);
    const wagonId = (source?.data as { wagonId: string }).wagonId;
    const command = CloneWagon.of({ wagonId, analysisId: '5', name: 'aCopy' });
    const [cloneId, again] = [await answered(command, 'clone-once'), await answered(command, 'clone-once')];
    expect(again).toBe(cloneId);
    const [registered, configured] = await eventsOf(`wagon-${cloneId}`);
    expect(registered?.data).toMatchObject({ analysisId: '5', clonedFrom: { wagonId } });
    expect(configured?.data).toMatchObject({ source: 'clone' });
  });
});

describe('a dependency', () => {
  const flowTask = 'o2-analysis-cf-flow-task';
  const mine = (name: string, workflow: string) =>
    answered(RegisterWagon.of({ analysisId: '3', name, workflowName: workflow, packageTag: samplePackageTag }));

  it('that copies a service wagon is refused with its name, until one value differs (rule 82)', async () => {
    const selection = 'o2-analysis-event-selection-service';
    const [above, copy] = [await mine('aboveCopy', flowTask), await mine('mySelection', selection)];
    const depend = (expectedRevision: number) => ReplaceWagonDependencies.of({ wagonId: above, expectedRevision, dependencies: [copy] });
    expect(await refusal(depend(0))).toMatchObject({
      refused: 'SameAsService',
      pairs: [{ name: 'mySelection', serviceName: 'event-selection' }],
    });
    await answered(
      ConfigureWagon.of({
        wagonId: copy,
        expectedRevision: 0,
        source: 'edit',
        variants: [],
        values: [{ variant: '', task: 'eventselection-run3', parameter: 'bcselOpts.amIneeded', to: { form: 'scalar', text: '1' } }],
      }),
    );
    await answered(depend(0));
  });

  it('that begins to store tables leaves who depends on it untouched, and its next test says why it cannot run (rules 51, 102)', async () => {
    const [above, below] = [await mine('aboveStore', flowTask), await mine('belowStore', workflowName)];
    const set = { variant: 'Fine', task: 'flow-task', parameter: 'cfgCutPtPOIMin', to: { form: 'scalar', text: '3' } } as const;
    await answered(
      ConfigureWagon.of({
        wagonId: above,
        expectedRevision: 0,
        source: 'edit',
        variants: [{ change: 'added', variant: 'Fine' }],
        values: [set],
      }),
    );
    await answered(ReplaceWagonDependencies.of({ wagonId: above, expectedRevision: 1, dependencies: [below] }));
    const derivedData = { ...noDerivedData, stored: ['AOD/V0CORE/0'] };
    await answered(ConfigureDerivedData.of({ wagonId: below, expectedRevision: 0, derivedData }));
    const composed = await compose(lookups.of({ at: '', by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' }), {
      wagonIds: [above],
      datasetId: '1',
      packageTag: samplePackageTag,
      trainType: 'standard',
    });
    expect(composed).toEqual({
      ok: false,
      wagonId: above,
      because:
        'aboveStore has 2 active variants, but it depends on belowStore, which stores tables: only one variant may write them. Switch off all but one, or store no table.',
    });
  });

  it('that stores tables has them written by the test of who depends on it (rules 66, 80)', async () => {
    const [above, below] = [await mine('aboveWritten', flowTask), await mine('belowWritten', workflowName)];
    await answered(
      ConfigureDerivedData.of({ wagonId: below, expectedRevision: 0, derivedData: { ...noDerivedData, stored: ['AOD/V0CORE/0'] } }),
    );
    await answered(ReplaceWagonDependencies.of({ wagonId: above, expectedRevision: 0, dependencies: [below] }));
    const composed = await compose(lookups.of({ at: '', by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' }), {
      wagonIds: [above],
      datasetId: '1',
      packageTag: samplePackageTag,
      trainType: 'standard',
    });
    expect(composed.ok && composed.composition.storedTables).toEqual([{ wagonId: below, table: 'AOD/V0CORE/0', binding: 'V0CoresBase' }]);
    expect(composed.ok && composed.composition.derivedOutput).toEqual({
      trainType: 'standard',
      maxDfSizeBytes: noDerivedData.maxDfSizeBytes,
      maxDerivedFileSizeBytes: 0,
    });
  });

  it('that stores tables has none written by an analysis train (rule 181)', async () => {
    const storing = await mine('storingInAnalysis', workflowName);
    await answered(
      ConfigureDerivedData.of({ wagonId: storing, expectedRevision: 0, derivedData: { ...noDerivedData, stored: ['AOD/V0CORE/0'] } }),
    );
    const composed = await compose(lookups.of({ at: '', by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' }), {
      wagonIds: [storing],
      datasetId: '1',
      packageTag: samplePackageTag,
      trainType: 'analysis',
    });
    expect(composed.ok && [composed.composition.storedTables, composed.composition.derivedOutput]).toEqual([[], undefined]);
  });
});

describe('the name of a clone', () => {
  it('stays free when the clone was refused for another reason (rules 25, 78)', async () => {
    const [source, neighbour] = [await wagonNamed('3', 'cloneSource'), await wagonNamed('3', 'cloneNeighbour')];
    const clone = (dependencies: string[]) => CloneWagon.of({ wagonId: source, analysisId: '5', name: 'stillFree', dependencies });
    expect(await refusal(clone([neighbour]))).toMatchObject({ refused: 'DependencyNotOffered' });
    await answered(clone([]));
  });
});

describe('a restore', () => {
  it('leads back through everything that was saved since (rule 212)', async () => {
    const wagonId = await wagonNamed('3', 'restorable');
    const set = (text: string, expectedRevision: number) =>
      answered(
        ConfigureWagon.of({
          wagonId,
          expectedRevision,
          source: 'edit',
          variants: [],
          values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', to: { form: 'scalar', text } }],
        }),
      );
    await set('1.3', 0);
    await set('1.4', 1);
    await answered(RestoreWagon.of({ wagonId, expectedRevision: 2, restoredRevision: 1 }));
    expect((await eventsOf(`wagon-${wagonId}`)).at(-1)?.data).toMatchObject({
      restoredRevision: 1,
      values: [{ parameter: 'v0radius', from: { text: '1.4' }, to: { text: '1.3' } }],
    });
    expect(await refusal(RestoreWagon.of({ wagonId, expectedRevision: 3, restoredRevision: 9 }))).toMatchObject({
      refused: 'RevisionUnknown',
    });
  });
});
