import { clonePlan, freeName } from './clone-plan';

const wagon = (wagonId: string, analysisId: string, dependencies: string[] = [], service = false) => ({
  wagonId,
  analysisId,
  dependencies,
  service,
  name: `wagon${wagonId}`,
});
const all = new Map(
  [wagon('1', '1', [], true), wagon('2', '3', ['1', '4']), wagon('4', '3', ['1']), wagon('5', '9')].map((one) => [one.wagonId, one]),
);
const ids = (wagons: readonly { wagonId: string }[]) => wagons.map(({ wagonId }) => wagonId);

describe('what a clone can take along (rule 29)', () => {
  it('keeps service wagons, and everything in its own analysis', () => {
    const { kept, private: mine } = clonePlan(wagon('7', '3', ['1', '2']), '3', all);
    expect([ids(kept), ids(mine)]).toEqual([['1', '2'], []]);
  });
  it('names what is private to the analysis of the source, with all that this needs before it', () => {
    const { kept, private: mine } = clonePlan(wagon('7', '3', ['1', '2']), '9', all);
    expect([ids(kept), ids(mine)]).toEqual([['1'], ['4', '2']]);
  });
  it('passes over what is gone', () => expect(clonePlan(wagon('7', '3', ['77']), '9', all)).toEqual({ kept: [], private: [] }));
});

describe('a name for a clone (rule 25)', () => {
  it('is that of the source where it is free', () => expect(freeName('tight', ['loose'])).toBe('tight'));
  it('gets the next number where it is not, ignoring case', () => expect(freeName('tight', ['TIGHT', 'tight_2'])).toBe('tight_3'));
});
