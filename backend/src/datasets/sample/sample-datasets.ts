/** What a sample dataset consists of; names, productions and runs are real ones of ALICE, the collisions are not. */
export interface SampleDataset {
  name: string;
  production: string;
  period: string;
  pass: string;
  system: 'pp' | 'PbPb';
  mc: boolean;
  /** For simulated data: the data it is anchored to. */
  anchoredTo?: string;
  runs: readonly number[];
  filesPerRun: number;
  eventsPerFile: number;
  description: string;
}

export const sampleDatasets: readonly SampleDataset[] = [
  {
    name: 'LHC23zzh_pass5_small',
    production: 'LHC23zzh_pass5',
    period: 'LHC23zzh',
    pass: 'pass5',
    system: 'PbPb',
    mc: false,
    runs: [544091, 544095, 544098],
    filesPerRun: 4,
    eventsPerFile: 36,
    description: 'Pb-Pb at 5.36 TeV, small subset',
  },
  {
    name: 'LHC22o_pass7_small',
    production: 'LHC22o_pass7',
    period: 'LHC22o',
    pass: 'pass7',
    system: 'pp',
    mc: false,
    runs: [526641, 526964, 527041, 528461],
    filesPerRun: 4,
    eventsPerFile: 320,
    description: 'pp at 13.6 TeV, small subset',
  },
  {
    name: 'LHC24b1b',
    production: 'LHC24b1b',
    period: 'LHC24b1b',
    pass: 'mc',
    system: 'pp',
    mc: true,
    anchoredTo: 'LHC22o_pass7',
    runs: [526641, 527041],
    filesPerRun: 3,
    eventsPerFile: 320,
    description: 'pp at 13.6 TeV, simulated, general purpose',
  },
  {
    name: 'LHC23zzf_pass5_test',
    production: 'LHC23zzf_pass5',
    period: 'LHC23zzf',
    pass: 'pass5',
    system: 'PbPb',
    mc: false,
    runs: [544013],
    filesPerRun: 2,
    eventsPerFile: 24,
    description: 'Pb-Pb at 5.36 TeV, one run for quick tests',
  },
];

/** Where a file of a sample dataset lies, relative to the sample data folder; the shape is the field's. */
export const sampleFilePath = (dataset: SampleDataset, run: number, file: number): string =>
  `${dataset.production}/${String(run)}/AOD/${String(file + 1).padStart(3, '0')}/AO2D.ndjson`;
