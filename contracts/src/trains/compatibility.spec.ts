import { combinedNeeds, notCompatible, notComposable, tagOfTrain, type Candidate } from './compatibility.js';

const older = 'O2Physics::daily-20251118-0000-1';
const newer = 'O2Physics::daily-20251201-0000-1';
const wagon = (wagonId: string, over: Partial<Candidate> = {}): Candidate => ({
  wagonId,
  wagonName: `wagon_${wagonId}`,
  workflowName: `o2-analysis-${wagonId}`,
  packageTag: newer,
  packageMode: 'newer',
  enabled: true,
  testState: 'done',
  warnings: [],
  trainId: null,
  ...over,
});

describe('whether a wagon can be composed at all', () => {
  it('needs a star or an exclamation mark (rule 97)', () => {
    expect(notComposable(wagon('1'))).toBeNull();
    expect(notComposable(wagon('1', { testState: 'warning', warnings: [{ sentence: 'Grows.', composable: true }] }))).toBeNull();
    for (const testState of ['none', 'queued', 'running', 'failed'])
      expect(notComposable(wagon('1', { testState }))).toMatch(/test|tested/);
  });
  it('is barred by one warning that forbids it, however many others allow it (rules 120, 122, 126)', () => {
    const warnings = [
      { sentence: 'Grows.', composable: true },
      { sentence: '653 CCDB calls.', composable: false },
    ];
    expect(notComposable(wagon('1', { testState: 'warning', warnings }))).toBe('653 CCDB calls.');
  });
  it('is barred while another composed train holds it (rule 185)', () =>
    expect(notComposable(wagon('1', { trainId: '7' }))).toContain('train 7'));
  it('must be enabled (rule 94)', () => expect(notComposable(wagon('1', { enabled: false }))).toContain('Not enabled'));
});

describe('the tag of a train (rule 92)', () => {
  it('is the newest of wagons that may be newer', () => expect(tagOfTrain([wagon('1', { packageTag: older }), wagon('2')])).toBe(newer));
  it('is that of a fixed wagon, whatever the others have', () =>
    expect(tagOfTrain([wagon('1', { packageTag: older, packageMode: 'fixed' }), wagon('2')])).toBe(older));
  it('is none without wagons', () => expect(tagOfTrain([])).toBeNull());
});

describe('whether a wagon fits beside others (rules 92, 178)', () => {
  it('lets wagons that may be newer move up', () =>
    expect(notCompatible(wagon('1', { packageTag: older }), [wagon('2')], 'analysis')).toBeNull());
  it('refuses two different fixed tags, naming both', () => {
    expect(notCompatible(wagon('1', { packageTag: older, packageMode: 'fixed' }), [wagon('2', { packageMode: 'fixed' })], 'analysis')).toBe(
      'Fixed to daily-20251118-0000-1. This train uses daily-20251201-0000-1.',
    );
  });
  it('refuses a wagon that needs a newer tag than a fixed one allows', () => {
    const fixed = wagon('2', { packageTag: older, packageMode: 'fixed' });
    expect(notCompatible(wagon('1'), [fixed], 'analysis')).toContain('Needs daily-20251201-0000-1 or newer');
    expect(notCompatible(fixed, [wagon('1')], 'analysis')).toContain('Fixed to daily-20251118-0000-1');
  });
  it('takes an older wagon beside a fixed newer tag', () =>
    expect(notCompatible(wagon('1', { packageTag: older }), [wagon('2', { packageMode: 'fixed' })], 'analysis')).toBeNull());
  it('never mixes packages', () =>
    expect(notCompatible(wagon('1', { packageTag: 'SamplePackage::daily-20251201-0000-1' }), [wagon('2')], 'analysis')).toContain(
      'SamplePackage',
    ));
  it('never asks a wagon about itself', () => {
    const fixed = wagon('1', { packageMode: 'fixed', packageTag: older });
    expect(notCompatible(fixed, [fixed], 'analysis')).toBeNull();
  });
});

describe('what wagons need together (rule 172)', () => {
  const test = (device: string, pss: number) => ({
    inputBytes: 100,
    devices: [
      { device: 'reader', pss: { max: 400 }, private: { max: 300 }, cpuSeconds: 10 },
      { device, pss: { max: pss }, private: { max: pss }, cpuSeconds: 20 },
    ],
  });
  it('counts reader and shared dependencies once', () => {
    expect(combinedNeeds([test('a', 600), test('b', 700), test('b', 650)], 86_400 * 100)).toEqual({
      pssBytes: 1700,
      privateBytes: 1600,
      cpuDays: 50,
    });
  });
  it('is nothing for no wagons', () => expect(combinedNeeds([], 1)).toEqual({ pssBytes: 0, privateBytes: 0, cpuDays: 0 }));
});
