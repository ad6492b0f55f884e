import { CELL_PARTS, cellQuestions, named, testCounts, testWords } from './matrix-model';

const ids = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

describe('the matrix of wagons and datasets (rule 16)', () => {
  it('asks one question as long as a thousand rows can hold it', () => {
    const { questions, beyond } = cellQuestions('7', ids(5), 9);
    expect(questions).toEqual([{ filter: [{ column: 'analysisId', op: 'is', value: '7' }], limit: 1000 }]);
    expect(beyond).toBe(0);
  });
  it('asks for 60 wagons on 20 datasets in two parts, each dataset in exactly one', () => {
    const { questions, beyond } = cellQuestions('7', ids(20), 60);
    const asked = questions.flatMap(({ filter }) => filter?.find(({ column }) => column === 'datasetId')?.value ?? []);
    expect(questions).toHaveLength(2);
    expect(asked).toEqual(ids(20));
    expect(beyond).toBe(0);
  });
  it('says how many datasets it cannot hold instead of leaving them out silently', () => {
    const { questions, beyond } = cellQuestions('7', ids(20), 400);
    expect(questions).toHaveLength(CELL_PARTS);
    expect(beyond).toBe(12);
  });
  it('searches names of wagons and of datasets whatever their case (rule 17)', () => {
    const rows = [{ name: 'V0Cascades_tight' }, { name: 'lambdakzero' }];
    expect(named(rows, ' cascades ')).toEqual([{ name: 'V0Cascades_tight' }]);
    expect(named(rows, '')).toBe(rows);
  });
  it('gives every test state its word (rule 96)', () => {
    expect(testWords({ testState: 'warning', testShare: 1, warningCount: 2, waitsForPull: false, pull: null })).toEqual({
      word: '2 warnings',
      more: '',
    });
    expect(testWords({ testState: 'running', testShare: 0.62, warningCount: 0, waitsForPull: false, pull: null })).toEqual({
      word: '',
      more: '62 %',
    });
    expect(testWords({ testState: 'queued', testShare: 0, warningCount: 0, waitsForPull: false, pull: null })).toEqual({
      word: '',
      more: '',
    });
  });
  it('counts only enabled cells for a folded analysis', () => {
    const cells = [
      { enabled: true, testState: 'done' },
      { enabled: true, testState: 'done' },
      { enabled: false, testState: 'done' },
      { enabled: true, testState: 'failed' },
      { enabled: true, testState: 'none' },
    ] as const;
    expect(testCounts(cells).map(({ word }) => word)).toEqual(['2 done', '1 failed']);
  });
});
