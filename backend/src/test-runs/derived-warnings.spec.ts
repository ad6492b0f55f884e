import { figures } from '@hyperloop/contracts/test-runs/examples';
import type { TrainType } from '@hyperloop/contracts/test-runs';
import { derivedThresholds, derivedWarnings } from './derived-warnings.js';

/** A test that read 1 GB and wrote so many bytes of tables, for a dataset of so many GB. */
const told = (bytes: number, trainType: TrainType = 'standard', { gb = 1, inputFiles = 4, files = 1 } = {}) =>
  derivedWarnings(
    { ...figures, inputBytes: 1e9, inputFiles, derived: { bytes, files, tables: [{ binding: 'A', bytes }] } },
    { trainType, datasetBytes: gb * 1e9 },
  );
const kinds = (...of: Parameters<typeof told>) =>
  told(...of).map(({ kind, composable }) => `${kind} ${composable ? 'may pass' : 'forbids'}`);

describe('the reduction factor of derived data (rule 121)', () => {
  it('is fine at exactly 50, and warned of below', () => {
    expect(kinds(20e6)).toEqual([]);
    expect(kinds(20e6 + 1)).toEqual(['reduction-factor may pass']);
    expect(told(100e6)[0]).toMatchObject({ figure: 10, limit: derivedThresholds.reductionFactor });
  });
  it('may pass on request while less than 50 GB are expected; exactly 50 GB are too much', () => {
    expect(kinds(100e6, 'standard', { gb: 499 })).toEqual(['reduction-factor may pass']);
    expect(kinds(100e6, 'standard', { gb: 500 })).toEqual(['reduction-factor forbids']);
    expect(told(100e6, 'standard', { gb: 500 })[0]?.sentence).toBe(
      'The derived data is only 10.0 times smaller than its input, at least 50 times is wanted. 50.0 GB are expected for the whole dataset.',
    );
  });
  it('is fine where nothing was written', () => expect(kinds(0)).toEqual([]));
});

describe('the size of slim output (rule 123)', () => {
  it('may be 4000 MB for the whole dataset; more needs a standard train, with the MB in the sentence', () => {
    expect(kinds(4e6, 'slim', { gb: 1000 })).toEqual([]);
    expect(kinds(4.001e6, 'slim', { gb: 1000 })).toEqual(['slim-size forbids']);
    const [warning] = told(4.2e6, 'slim', { gb: 1000 });
    expect(`${warning?.sentence} ${warning?.whatToDo}`).toBe(
      'Slim output of 4200 MB is expected; the limit is 4000 MB. It cannot be submitted. Decompose the train and compose a standard one.',
    );
  });
  it('is nobody’s concern in a standard train', () => expect(kinds(4.2e6, 'standard', { gb: 1000 })).toEqual([]));
});

describe('the input files of a linked output (rules 77, 125)', () => {
  it('are 25 at most, with the count in the sentence', () => {
    expect(kinds(1e6, 'linked', { inputFiles: 25 })).toEqual([]);
    expect(kinds(1e6, 'linked', { inputFiles: 26 })).toEqual(['linked-files forbids']);
    expect(told(1e6, 'linked', { inputFiles: 26 })[0]?.sentence).toBe(
      'One linked output comes from 26 input files; at most 25 may go into one.',
    );
  });
  it('are counted for each of several outputs', () => expect(kinds(1e6, 'linked', { inputFiles: 50, files: 2 })).toEqual([]));
  it('are nobody’s concern where nothing is linked', () => expect(kinds(1e6, 'standard', { inputFiles: 26 })).toEqual([]));
});

describe('a test that writes no derived data', () => {
  it('is warned of none: an analysis train writes no table (rule 181)', () => expect(kinds(1e9, 'analysis')).toEqual([]));
  it('is warned of none when nothing was measured', () =>
    expect(derivedWarnings(figures, { trainType: 'slim', datasetBytes: 1e15 })).toEqual([]));
  it('shows all that apply, each on its own (rule 126)', () =>
    expect(kinds(100e6, 'slim', { gb: 100 })).toEqual(['reduction-factor may pass', 'slim-size forbids']));
});
