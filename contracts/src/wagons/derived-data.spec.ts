import fc from 'fast-check';
import type { OutputDeclaration, WorkflowDeclaration } from '../packages/index.js';
import { declaration } from './examples.js';
import {
  derivedDataProblems,
  derivedKindOf,
  noDerivedData,
  notReadyForSlim,
  storingProblem,
  storingProblemWords,
  syncTables,
  tablesOf,
  withTableChanges,
  type Storing,
} from './index.js';

const output = (description: string, version = 0): OutputDeclaration => ({
  kind: 'Produces',
  cppType: `aod::${description}`,
  label: description,
  origin: 'AOD',
  description,
  version,
});
const making = (...outputs: OutputDeclaration[]): WorkflowDeclaration => ({
  ...declaration,
  tasks: [{ name: 'task', parameters: [], outputs }],
});
const wagon = (wagonId: string, more: Partial<Storing> = {}): Storing => ({
  wagonId,
  name: `wagon${wagonId}`,
  workflowName: `o2-${wagonId}`,
  activeVariants: 1,
  dependencies: [],
  derivedData: noDerivedData,
  ...more,
});
const stores = (...stored: string[]) => ({ derivedData: { ...noDerivedData, stored } });
const among =
  (...wagons: Storing[]) =>
  (id: string) =>
    wagons.find(({ wagonId }) => wagonId === id);

describe('the tables of a workflow', () => {
  it('are listed with binding and description; one whose name the package does not tell cannot be stored (rule 66)', () =>
    expect(tablesOf(declaration).map(({ table, binding, description }) => [table, binding, description])).toEqual([
      ['AOD/V0INDEX/0', 'V0Indices', 'V0INDEX'],
      ['AOD/V0CORE/0', 'V0CoresBase', 'V0CORE'],
      [null, 'V0TrackXs', ''],
    ]));
  it('stand once though two tasks make one', () =>
    expect(
      tablesOf({ ...declaration, tasks: [...declaration.tasks, ...declaration.tasks] }).filter(({ table }) => table !== null),
    ).toHaveLength(2));
});

describe('what the output of a wagon can be', () => {
  it('follows from its marks, and is nothing without a stored table (rules 68–71, 75)', () => {
    expect(derivedKindOf({ ...noDerivedData, slimReady: true })).toBe('none');
    const stored = ['AOD/V0CORE/0'];
    expect(derivedKindOf({ ...noDerivedData, stored })).toBe('standard');
    expect(derivedKindOf({ ...noDerivedData, stored, slimReady: true })).toBe('slim');
    expect(derivedKindOf({ ...noDerivedData, stored, linked: true, maxDfSizeBytes: 0 })).toBe('linked');
  });
  it('needs a data frame size of 0 when it is linked (rule 73), and is not linked and slim at once (rules 69, 70)', () => {
    expect(derivedDataProblems({ ...noDerivedData, linked: true })).toHaveLength(1);
    expect(derivedDataProblems({ ...noDerivedData, linked: true, maxDfSizeBytes: 0 })).toEqual([]);
    expect(derivedDataProblems({ ...noDerivedData, linked: true, slimReady: true })).toHaveLength(2);
  });
});

describe('wagons that run together while tables are stored', () => {
  it('may do anything while none is stored', () =>
    expect(storingProblem(wagon('1', { activeVariants: 4, dependencies: ['2'] }), among(wagon('2', { workflowName: 'o2-1' })))).toBeNull());
  it('have one active variant, also when a dependency of a dependency stores (rule 51)', () => {
    const far = among(wagon('2', { dependencies: ['3'] }), wagon('3', stores('AOD/A/0')));
    const problem = storingProblem(wagon('1', { activeVariants: 2, dependencies: ['2'] }), far);
    expect(problem && storingProblemWords(problem)).toBe(
      'wagon1 has 2 active variants, but it depends on wagon3, which stores tables: only one variant may write them. Switch off all but one, or store no table.',
    );
    expect(storingProblem(wagon('1', { dependencies: ['2'] }), far)).toBeNull();
  });
  it('share no workflow (rule 83)', () =>
    expect(
      storingProblem(wagon('1', { dependencies: ['2'], ...stores('AOD/A/0') }), among(wagon('2', { workflowName: 'o2-1' }))),
    ).toMatchObject({ is: 'workflow', wagon: { wagonId: '1' }, other: { wagonId: '2' } }));
  it('store no table twice (rule 84)', () =>
    expect(
      storingProblem(
        wagon('1', { dependencies: ['2', '3'] }),
        among(wagon('2', stores('AOD/A/0', 'AOD/B/0')), wagon('3', stores('AOD/B/0', 'AOD/C/0'))),
      ),
    ).toMatchObject({ is: 'table', tables: ['AOD/B/0'] }));
  it('are slim only together: a dependency that stores and is not ready is named (rule 72)', () =>
    expect(
      notReadyForSlim(
        wagon('1', { dependencies: ['2', '3'] }),
        among(wagon('2', stores('AOD/A/0')), wagon('3', { derivedData: { ...noDerivedData, stored: ['AOD/B/0'], slimReady: true } })),
      ).map(({ name }) => name),
    ).toEqual(['wagon2']));
});

describe('a sync of derived data (rule 55)', () => {
  it('drops what is not made any more, moves a table to its other version, and keeps the rest', () => {
    const changes = syncTables(making(output('A'), output('B', 1)), ['AOD/A/0', 'AOD/B/0', 'AOD/C/0']);
    expect(changes).toEqual([
      { from: 'AOD/B/0', to: 'AOD/B/1' },
      { from: 'AOD/C/0', to: null },
    ]);
    expect(withTableChanges({ ...noDerivedData, stored: ['AOD/A/0', 'AOD/B/0', 'AOD/C/0'] }, changes).stored).toEqual([
      'AOD/A/0',
      'AOD/B/1',
    ]);
  });
  it('never guesses which of two versions a table became', () =>
    expect(syncTables(making(output('A', 1), output('A', 2)), ['AOD/A/0'])).toEqual([{ from: 'AOD/A/0', to: null }]));

  const tables = fc.uniqueArray(fc.record({ description: fc.constantFrom('A', 'B', 'C', 'D'), version: fc.integer({ min: 0, max: 2 }) }), {
    selector: ({ description, version }) => `${description}${String(version)}`,
  });
  it('stores afterwards only what is made, each once, and everything stored that is still made', () =>
    fc.assert(
      fc.property(tables, tables, (made, before) => {
        const after = making(...made.map(({ description, version }) => output(description, version)));
        const stored = before.map(({ description, version }) => `AOD/${description}/${String(version)}`);
        const next = withTableChanges({ ...noDerivedData, stored }, syncTables(after, stored)).stored;
        const names = tablesOf(after).map(({ table }) => table);
        expect(next.filter((table) => !names.includes(table))).toEqual([]);
        expect(stored.filter((table) => names.includes(table) && !next.includes(table))).toEqual([]);
        expect(new Set(next).size).toBe(next.length);
      }),
    ));
});
