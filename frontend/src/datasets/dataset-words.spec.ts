import { changeWords, readExcluded } from './dataset-words';

const files = (run: number) => ({ run, files: 1, bytes: 1 });
const production = { runs: [527041, 528463, 529552].map(files), excluded: [529552], runlistName: 'LHC22o_CBT' };

describe('the exclude list of a production (rule 156)', () => {
  it('says while it is typed what would change', () => {
    const draft = readExcluded('528463', production);
    expect(draft.problems).toEqual([]);
    expect(draft).toMatchObject({ runs: [528463], added: [528463], removed: [529552] });
    expect(changeWords(draft)).toBe('excludes 528463, puts back 529552');
  });
  it('takes only runs of the runlist', () => {
    expect(readExcluded('100000', production).problems).toEqual(['100000 is not in LHC22o_CBT. Only its runs can be excluded.']);
  });
  it('keeps a run that was excluded before the DPG took it out of the runlist (rule 157)', () => {
    expect(readExcluded('526641', { ...production, excluded: [526641] }).problems).toEqual([]);
  });
  it('may not exclude every run', () => {
    expect(readExcluded('527041, 528463, 529552', production).problems).toEqual([
      'That excludes every run. Remove the production instead.',
    ]);
  });
});
