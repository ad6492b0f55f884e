import fc from 'fast-check';
import { trainTypes, type TrainType } from '../test-runs/index.js';
import { noDerivedData, storingProblem, withDependencies, type DerivedData, type Storing } from '../wagons/index.js';
import { derivedOutputOf, expectedDerivedBytes, notCompatible, notOfType, producersClash, type Candidate } from './index.js';

const wagon = (wagonId: string, derivedData: Partial<DerivedData> = {}, more: Partial<Storing> = {}): Storing => ({
  wagonId,
  name: `wagon${wagonId}`,
  workflowName: `o2-${wagonId}`,
  activeVariants: 1,
  dependencies: [],
  derivedData: { ...noDerivedData, ...derivedData },
  ...more,
});
const plain = (wagonId: string, stored = ['AOD/A/0']) => wagon(wagonId, { stored });
const slim = (wagonId: string, stored = ['AOD/A/0']) => wagon(wagonId, { stored, slimReady: true });
const linked = (wagonId: string, stored = ['AOD/A/0']) => wagon(wagonId, { stored, linked: true, maxDfSizeBytes: 0 });
const typesOf = (...producers: Storing[]): TrainType[] => trainTypes.filter((trainType) => notOfType(producers, trainType) === null);

describe('which type of train a wagon can be in (rule 181)', () => {
  it('is any for an analysis train, whatever it stores: the tables are not written (rule 181)', () => {
    for (const one of [wagon('1'), plain('1'), slim('1'), linked('1')]) expect(notOfType([one], 'analysis')).toBeNull();
  });
  it('is no derived-data train for a wagon that stores no table, only its dependencies may be without (rule 75)', () => {
    expect(typesOf(wagon('1'))).toEqual(['analysis']);
    expect(typesOf(wagon('1'), plain('2'))).toEqual(['analysis']);
    expect(typesOf(plain('1'), wagon('2'))).toEqual(['analysis', 'standard']);
    expect(notOfType([wagon('1')], 'standard')).toBe('Stores no table. Let it store one, or compose an analysis train.');
  });
  it('is slim only when the wagon and every dependency that stores tables are ready for slim (rule 72)', () => {
    expect(typesOf(slim('1'))).toEqual(['analysis', 'standard', 'slim']);
    expect(typesOf(slim('1'), slim('2', ['AOD/B/0']), wagon('3'))).toContain('slim');
    expect(notOfType([plain('1')], 'slim')).toBe('Not ready for slim. Mark it as ready, or compose a standard train.');
    expect(notOfType([slim('1'), plain('2', ['AOD/B/0'])], 'slim')).toBe(
      'Depends on wagon2, which stores tables and is not ready for slim. Mark it too, or compose a standard train.',
    );
    expect(notOfType([slim('1'), plain('2', ['AOD/B/0']), plain('3', ['AOD/C/0'])], 'slim')).toContain(
      'wagon2, wagon3, which store tables and are',
    );
  });
  it('is linked only for a wagon that is linked, and then neither standard nor slim (rules 70, 73, 124)', () => {
    expect(typesOf(linked('1'))).toEqual(['analysis', 'linked']);
    expect(notOfType([plain('1')], 'linked')).toBe(
      'Not linked to its parent file. Mark it as linked, or compose a standard or analysis train.',
    );
    expect(notOfType([linked('1')], 'standard')).toBe('Linked to its parent file. Compose a linked train, or take the mark off.');
    expect(notOfType([linked('1')], 'slim')).toBe('Linked to its parent file, so it cannot be slim. Compose a linked train.');
    expect(notOfType([plain('1'), linked('2', ['AOD/B/0'])], 'standard')).toContain('Depends on wagon2, which is linked');
  });
  it('is not known before it is known what the wagon stores', () => {
    expect(notOfType(undefined, 'slim')).toBe('It is not known yet what it stores.');
    expect(notOfType(undefined, 'analysis')).toBeNull();
  });
});

describe('wagons of one derived-data train', () => {
  it('never store the same table, be it by a dependency (rule 84)', () => {
    expect(producersClash([plain('1')], [[plain('2')]])).toBe('wagon1 and wagon2 both store AOD/A/0. Only one of them can.');
    expect(producersClash([plain('1', ['AOD/B/0']), plain('3')], [[plain('2', ['AOD/C/0']), plain('4')]])).toContain('wagon3 and wagon4');
    expect(producersClash([plain('1')], [[plain('2', ['AOD/B/0'])]])).toBeNull();
  });
  it('never run the same workflow twice (rule 83)', () =>
    expect(producersClash([plain('1')], [[wagon('2', { stored: ['AOD/B/0'] }, { workflowName: 'o2-1' })]])).toBe(
      'wagon1 and wagon2 both run o2-1, and tables are stored. Compose them into two trains.',
    ));
  it('may depend on the same wagon, and on each other (rule 80)', () => {
    const service = plain('9', ['AOD/S/0']);
    expect(producersClash([plain('1'), service], [[plain('2', ['AOD/B/0']), service]])).toBeNull();
    expect(producersClash([plain('1'), service], [[service]])).toBeNull();
  });
  const candidate = ([own, ...rest]: readonly [Storing, ...Storing[]]): Candidate => ({
    wagonId: own.wagonId,
    wagonName: own.name,
    workflowName: own.workflowName,
    packageTag: 'O2Physics::daily-20251201-0000-1',
    packageMode: 'newer',
    enabled: true,
    testState: 'done',
    warnings: [],
    trainId: null,
    producers: [own, ...rest],
  });
  it('may store the same table in an analysis train, where none is written (rules 67, 181)', () => {
    const [one, other] = [candidate([plain('1')]), candidate([plain('2')])];
    expect(notCompatible(one, [other], 'analysis')).toBeNull();
    expect(notCompatible(one, [other], 'standard')).toContain('both store AOD/A/0');
  });

  const settings = fc.record({
    stored: fc.uniqueArray(fc.constantFrom('AOD/A/0', 'AOD/B/0', 'AOD/C/0', 'AOD/D/0', 'AOD/E/0'), { maxLength: 2 }),
    mark: fc.constantFrom('none', 'slim', 'linked'),
    dependencies: fc.uniqueArray(fc.nat(6), { maxLength: 2 }),
  });
  it('that were let in one by one write each table once, each of a wagon that its type allows (rules 70, 72, 75, 84)', () =>
    fc.assert(
      fc.property(fc.array(settings, { minLength: 2, maxLength: 7 }), fc.constantFrom(...trainTypes.slice(1)), (drawn, trainType) => {
        const all = new Map(
          drawn.map(({ stored, mark, dependencies }, index): [string, Storing] => [
            String(index),
            wagon(
              String(index),
              { stored, slimReady: mark === 'slim', linked: mark === 'linked' },
              // A wagon depends on earlier ones only: there are no circles (rule 79).
              { dependencies: dependencies.filter((one) => one < index).map(String) },
            ),
          ]),
        );
        const chosen: Candidate[] = [];
        for (const own of all.values()) {
          const [first = own, ...rest] = withDependencies(own, (id) => all.get(id));
          const one = candidate([first, ...rest]);
          // What a wagon and its own dependencies may not store together is refused where it is saved.
          if (storingProblem(own, (id) => all.get(id)) === null && notCompatible(one, chosen, trainType) === null) chosen.push(one);
        }
        const producers = new Map(chosen.flatMap((one) => (one.producers ?? []).map((each) => [each.wagonId, each] as const)));
        for (const { producers: [own] = [] } of chosen) expect(own?.derivedData.stored.length).toBeGreaterThan(0);
        const storing = [...producers.values()].filter(({ derivedData }) => derivedData.stored.length > 0);
        if (trainType === 'slim') expect(storing.every(({ derivedData }) => derivedData.slimReady)).toBe(true);
        if (trainType === 'standard') expect(storing.some(({ derivedData }) => derivedData.linked)).toBe(false);
        const written = storing.flatMap(({ derivedData }) => derivedData.stored);
        expect(new Set(written).size).toBe(written.length);
      }),
    ));
});

describe('how a derived-data train writes', () => {
  const of = (more: Partial<DerivedData>): DerivedData => ({ ...noDerivedData, stored: ['AOD/A/0'], ...more });
  it('takes the smallest data frame that suits all that store, 0 for linked output (rule 73)', () => {
    expect(derivedOutputOf('standard', [of({ maxDfSizeBytes: 5e6 }), of({}), noDerivedData]).maxDfSizeBytes).toBe(5e6);
    expect(derivedOutputOf('standard', [of({}), of({ maxDfSizeBytes: 0 })]).maxDfSizeBytes).toBe(0);
    expect(derivedOutputOf('linked', [of({ linked: true, maxDfSizeBytes: 0 }), of({})]).maxDfSizeBytes).toBe(0);
  });
  it('takes the smallest file that anybody asks for; 0 lets it be chosen (rule 74)', () => {
    expect(derivedOutputOf('standard', [of({}), of({ maxDerivedFileSizeBytes: 9 }), of({ maxDerivedFileSizeBytes: 7 })])).toMatchObject({
      maxDerivedFileSizeBytes: 7,
    });
    expect(derivedOutputOf('slim', [of({ slimReady: true })]).maxDerivedFileSizeBytes).toBe(0);
  });
});

describe('how much derived data is expected', () => {
  const tested = (inputBytes: number, ...tables: [string, number][]) => ({
    inputBytes,
    derived: { tables: tables.map(([binding, bytes]) => ({ binding, bytes })) },
  });
  it('is test output per input byte × dataset size, a table of a shared dependency once (rules 110, 172)', () => {
    expect(expectedDerivedBytes([tested(100, ['A', 10], ['S', 5]), tested(200, ['B', 10], ['S', 12])], 1000)).toBeCloseTo(100 + 50 + 60);
    expect(expectedDerivedBytes([], 1000)).toBe(0);
  });
  it('is not known when one test does not tell', () =>
    expect(expectedDerivedBytes([tested(100, ['A', 10]), { inputBytes: 100 }], 1000)).toBeNull());
});
