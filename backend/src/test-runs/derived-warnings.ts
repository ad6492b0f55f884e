import type { TestFigures, TestWarning, TrainType } from '@hyperloop/contracts/test-runs';
import { LINKED_INPUT_FILES } from '@hyperloop/contracts/trains';

/** In force now; every warning keeps the one it was measured against (rule 127). */
export const derivedThresholds = {
  /** Rule 121: input by derived output; 50 itself is fine. */
  reductionFactor: 50,
  /** Rule 121: below it an operator may let a small reduction pass; 50 GB itself is too much. */
  passableBytes: 50e9,
  /** Rule 123: bytes of slim output for the whole dataset. */
  slimBytes: 4000e6,
  /** Rules 77, 125: input files of one derived output. */
  linkedFiles: LINKED_INPUT_FILES,
} as const;

export type DerivedLimits = { trainType: TrainType; datasetBytes: number };
type Derived = NonNullable<TestFigures['derived']>;

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 100e6 ? 1 : 0)} MB`;
/** In the unit that says something: a sample dataset gives kilobytes, a real one gigabytes. */
const size = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : bytes >= 1e6 ? mb(bytes) : `${(bytes / 1e3).toFixed(1)} kB`;

/** What the tables of a derived-data train give cause to (rules 121, 123, 125). A wagon test warns of none: an analysis train of it writes no table. */
export const derivedWarnings = (figures: TestFigures, { trainType, datasetBytes }: DerivedLimits): readonly TestWarning[] => {
  const { derived, inputBytes } = figures;
  if (trainType === 'analysis' || derived === undefined || inputBytes <= 0) return [];
  const expectedBytes = (derived.bytes / inputBytes) * datasetBytes;
  return [
    ...reduction(derived, { inputBytes, expectedBytes }),
    ...(trainType === 'slim' ? slimSize(expectedBytes) : []),
    ...(trainType === 'linked' ? linkedFiles(derived, figures.inputFiles) : []),
  ];
};

const reduction = ({ bytes }: Derived, { inputBytes, expectedBytes }: { inputBytes: number; expectedBytes: number }): TestWarning[] => {
  if (bytes === 0 || inputBytes / bytes >= derivedThresholds.reductionFactor) return [];
  const factor = inputBytes / bytes;
  const composable = expectedBytes < derivedThresholds.passableBytes;
  return [
    {
      kind: 'reduction-factor',
      figure: factor,
      limit: derivedThresholds.reductionFactor,
      device: null,
      composable,
      sentence: `The derived data is only ${factor.toFixed(1)} times smaller than its input, at least ${derivedThresholds.reductionFactor} times is wanted. ${size(expectedBytes)} are expected for the whole dataset.`,
      whatToDo: composable
        ? `An operator may submit it on request, because it is less than ${size(derivedThresholds.passableBytes)}.`
        : 'It cannot be submitted. Decompose the train, then store fewer tables or select more strictly.',
    },
  ];
};

const slimSize = (expectedBytes: number): TestWarning[] =>
  expectedBytes <= derivedThresholds.slimBytes
    ? []
    : [
        {
          kind: 'slim-size',
          figure: expectedBytes,
          limit: derivedThresholds.slimBytes,
          device: null,
          composable: false,
          sentence: `Slim output of ${mb(expectedBytes)} is expected; the limit is ${mb(derivedThresholds.slimBytes)}.`,
          whatToDo: 'It cannot be submitted. Decompose the train and compose a standard one.',
        },
      ];

const linkedFiles = ({ files }: Derived, inputFiles: number): TestWarning[] => {
  const filesAnOutput = Math.ceil(inputFiles / Math.max(1, files));
  return filesAnOutput <= derivedThresholds.linkedFiles
    ? []
    : [
        {
          kind: 'linked-files',
          figure: filesAnOutput,
          limit: derivedThresholds.linkedFiles,
          device: null,
          composable: false,
          sentence: `One linked output comes from ${filesAnOutput} input files; at most ${derivedThresholds.linkedFiles} may go into one.`,
          whatToDo: 'It cannot be submitted. Decompose the train, and lower the maximal derived file size of its wagons.',
        },
      ];
};
