import { endedTest, sample, testRun } from '../test-run.testing';
import { ownersOf } from './device-wagons';

const wagons = [
  { wagonId: '1', name: 'event-selection', workflowName: 'o2-analysis-event-selection', analysisId: '1', wanted: false, variants: [''] },
  { wagonId: '7', name: 'jets', workflowName: 'o2-analysis-je-jets', analysisId: '2', wanted: true, variants: ['', 'R02'] },
];
const seen = ['driver', 'internal-dpl-aod-reader', 'eventselection-run3', 'jet-task', 'jet-task_R02', 'internal-dpl-aod-writer'].map(
  (device) => sample(1, device, 1),
);
const names = (owners: ReturnType<typeof ownersOf>) => [...owners].map(([device, { name }]) => [device, name]);

describe('whose a device is', () => {
  it('is said by the figures of an ended test', () => {
    const owners = ownersOf(endedTest(), []);
    expect(owners.get('o2-analysis-lf-strangenesstofpid')).toEqual({ id: '7', name: 'strangeness_tofpid', part: 'wagon' });
  });
  it('follows the order of the composed wagons and their variants while the test runs', () => {
    expect(names(ownersOf(testRun({ wagons }), seen))).toEqual([
      ['driver', 'Driver'],
      ['internal-dpl-aod-reader', 'Reader'],
      ['eventselection-run3', 'event-selection'],
      ['jet-task', 'jets'],
      ['jet-task_R02', 'jets'],
      ['internal-dpl-aod-writer', 'Writer'],
    ]);
  });
  it('is not guessed while some devices have not started, or when a variant has another name', () => {
    expect(ownersOf(testRun({ wagons }), seen.slice(0, 4)).get('jet-task')).toMatchObject({ name: 'jet-task', part: 'unknown' });
    const renamed = seen.map((each) => (each.device === 'jet-task_R02' ? { ...each, device: 'other-task' } : each));
    expect(ownersOf(testRun({ wagons }), renamed).get('eventselection-run3')).toMatchObject({ part: 'unknown' });
  });
});
