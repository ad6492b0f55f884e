import type { Message, RecordedEvent } from '@hyperloop/contracts/kernel';
import { created } from '@hyperloop/contracts/datasets/examples';
import { passed, queued } from '@hyperloop/contracts/test-runs/examples';
import { configured, dependenciesReplaced, enabled, registered, restored, storing, synced } from '@hyperloop/contracts/wagons/examples';
import type { Lookup } from '../kernel/slice.js';
import { factsOfComposing } from './train.facts.js';

const { datasetId } = created.data;
const { testRunId, wagons } = queued.data;
const [{ wagonId }] = wagons as [(typeof wagons)[number]]; // the cast's test has one
/** Its dependency, which nobody wanted for itself. */
const other = '12';
const queuedWithBoth = { ...queued, data: { ...queued.data, wagons: [...wagons, { ...wagons[0], wagonId: other, wanted: false }] } };
type Told = readonly (readonly [position: number, stream: string, event: Message])[];

const ofWagon = (event: Message): Message => ({ ...event, data: { ...(event.data as object), wagonId } });
const enabledHere = ofWagon({ ...enabled, data: { ...enabled.data, datasetId } });

/** Streams as they were told, with positions; nothing is composed, since the target of these stories is none. */
const lookupOver = (told: Told): Lookup => {
  const streamOf = (stream: string) => told.filter(([, name]) => name === stream);
  const lookup: Pick<Lookup, 'number' | 'state' | 'rows'> & { log: Pick<Lookup['log'], 'readStream'> } = {
    number: async () => Promise.resolve('7'),
    state: async (fold, stream) =>
      Promise.resolve({
        revision: streamOf(stream).length - 1,
        state: streamOf(stream).reduce((state, [, , { type, data }]) => fold.evolve[type]?.(state, data as never) ?? state, fold.initial),
      }),
    rows: async () => Promise.resolve([{ testRunId }] as never),
    log: {
      async *readStream(stream: string) {
        yield await Promise.resolve(
          streamOf(stream).map(([position, , { type, data }]) => ({ type, data, position: String(position) }) as RecordedEvent), // only these are read
        );
      },
    },
  };
  return lookup as Lookup; // see above: nothing else is asked before a target is known
};

const story: Told = [
  [1, `dataset-${datasetId}`, created],
  [2, `wagon-${wagonId}`, ofWagon(registered)],
  [3, `wagon-${wagonId}`, enabledHere],
  [10, `testRun-${testRunId}`, queuedWithBoth],
  [20, `testRun-${testRunId}`, passed],
];
const testStateAfter = async (...more: Told): Promise<string | undefined> =>
  (await factsOfComposing({ datasetId, wagonIds: [wagonId], target: 'nowhere' }, lookupOver([...story, ...more]))).candidates[0]?.testState;

describe('the test of a wagon that is composed', () => {
  it('counts when nothing was changed since it was queued', async () => expect(await testStateAfter()).toMatch(/^(done|warning)$/));

  it('counts no more when the wagon was configured a moment ago, before any view shows it (rules 81, 100)', async () =>
    expect(await testStateAfter([21, `wagon-${wagonId}`, ofWagon(configured)])).toBe('queued'));

  it('counts no more when the wagon depends on others now', async () =>
    expect(await testStateAfter([21, `wagon-${wagonId}`, ofWagon(dependenciesReplaced)])).toBe('queued'));

  it('counts no more when it stores other tables, was synced or restored (rule 100)', async () => {
    for (const change of [storing, synced, restored])
      expect(await testStateAfter([21, `wagon-${wagonId}`, ofWagon(change)])).toBe('queued');
  });

  it('still counts when the change came before the test was queued, or was none of its own doing', async () => {
    expect(await testStateAfter([9, `wagon-${wagonId}`, ofWagon(configured)])).toMatch(/^(done|warning)$/);
    expect(await testStateAfter([21, `wagon-${wagonId}`, enabledHere])).toMatch(/^(done|warning)$/);
  });

  it('counts no more when a wagon it depends on was changed', async () => {
    expect(await testStateAfter([21, `wagon-${other}`, configured])).toBe('queued');
    expect(await testStateAfter([21, 'wagon-999', configured])).toMatch(/^(done|warning)$/);
  });
});
