import { place } from '../../kernel/format';
import { endedTest, testRun } from '../test-run.testing';
import { co2, cpuNeed, inMb, secondsOf, slope } from './figure-words';
import { generalOf, remarksOf, ran, waited } from './general';
import { placeWords, queueUpTo } from './queue-place';
import { warningWords } from './warning-words';

const now = Date.parse('2025-12-02T13:25:51Z');

describe('words of a test', () => {
  it('give growth its sign', () =>
    expect([slope(1.2e6), slope(-8e3), slope(0), slope(0.2), slope(null)]).toEqual(['+1.2 MB/s', '−8 kB/s', '0 B/s', '0 B/s', '–']));
  it('tell small needs in seconds and large ones in days', () =>
    expect([cpuNeed(236), cpuNeed(0.5), cpuNeed(2.7e-5), cpuNeed(undefined)]).toEqual(['236 d', '12 h', '2.3 s', '–']));
  it('tell tenths of seconds, megabytes and emissions as they are read', () => {
    expect([secondsOf(3.14), secondsOf(152), inMb(1004e6), inMb(17.5e6), co2(34), co2(0.0341), co2(3.9e-6), co2(null)]).toEqual([
      '3.1 s',
      '2 m 32 s',
      '1\u2009004',
      '17.5',
      '34 kg CO₂e',
      '34 g CO₂e',
      '3.9 mg CO₂e',
      '–',
    ]);
  });
  it('place a waiting test by all that wait and were queued up to it (rule 96)', () => {
    const queued = testRun({ state: 'queued' });
    expect(queueUpTo(queued)).toEqual({
      filter: [
        { column: 'state', op: 'is', value: 'queued' },
        { column: 'queuedAt', op: 'to', value: queued.queuedAt },
      ],
      limit: 1,
    });
    expect(queueUpTo(testRun())).toBeNull();
    expect([placeWords(0, place), placeWords(1, place), placeWords(4, place)]).toEqual([
      'Next in the queue',
      'Next in the queue',
      '4th in the queue',
    ]);
  });
  it('tell how long it waited and ran, till now while it does', () => {
    expect([waited(testRun(), now), ran(testRun(), now), ran(testRun({ startedAt: null }), now)]).toEqual([39, 60, null]);
    expect(generalOf(endedTest(), now).find(({ key }) => key === 'Took')?.value).toBe('4 m 38 s (wait 39 s)');
    expect(generalOf(testRun(), now).find(({ key }) => key === 'Runs for')?.value).toBe('1 m (wait 39 s)');
  });
  it('name the stand-ins and the isolation', () => {
    expect(remarksOf(testRun({ standIns: ['o2-analysis-x'] }))).toEqual([
      'Bubblewrap and a cgroup.',
      'o2-analysis-x has no executable here and is run by the stand-in.',
    ]);
  });
  it('show the threshold that was in force then, and what follows (rule 127)', () => {
    const warning = {
      kind: 'ccdb',
      figure: 653,
      limit: 500,
      device: 'tof-event-time',
      sentence: '',
      whatToDo: '',
      composable: false,
    } as const;
    expect(warningWords(warning)).toEqual({
      title: 'Too many calls of the conditions database: tof-event-time',
      measured: '653 calls; the limit then was 500 calls',
      verdict: 'Not composable',
    });
    expect(warningWords({ ...warning, kind: 'memory-growth', figure: 0.44, limit: 0.3, composable: true })).toMatchObject({
      measured: '44 % above average; the limit then was 30 %',
      verdict: 'An operator may compose it',
    });
  });
});
