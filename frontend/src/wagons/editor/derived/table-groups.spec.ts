import { noDerivedData } from '@hyperloop/contracts/wagons';
import { declaration } from '@hyperloop/contracts/wagons/examples';
import { storableCount, tableGroups } from './table-groups';

describe('the tables of a wagon (rule 66)', () => {
  it('stand under their task', () =>
    expect(tableGroups(declaration, noDerivedData, '')).toMatchObject([{ task: 'lambdakzero-builder', tables: { length: 3 } }]));
  it('are found by binding or description, whatever the case', () => {
    expect(tableGroups(declaration, noDerivedData, 'v0coresb')[0]?.tables.map(({ table }) => table)).toEqual(['AOD/V0CORE/0']);
    expect(tableGroups(declaration, noDerivedData, 'V0INDEX')[0]?.tables).toHaveLength(1);
    expect(tableGroups(declaration, noDerivedData, 'nothing')).toEqual([]);
  });
  it('show one that is stored though the workflow does not make it, so that it can be taken out', () =>
    expect(tableGroups(declaration, { ...noDerivedData, stored: ['AOD/GONE/0'] }, '')[0]).toMatchObject({
      task: '',
      tables: [{ table: 'AOD/GONE/0' }],
    }));
  it('count only those with a name', () => expect(storableCount(declaration)).toBe(2));
});
