import { SubmitMasterjob } from './grid.commands.js';
import { JobsUpdated, MasterjobSubmitted, OutputMerged, SlimFilesDeleted, type JobUpdate } from './grid.events.js';

/** Run 544013 of train 561300: two jobs. */
export const masterjobId = '561300.544013';
const parts = {
  masterjobId,
  trainId: '561300',
  run: 544013,
  target: 'grid-2',
  engine: 'local',
  directory: '/jobs/561300/544013',
  storage: 'LHC23zzh_pass5_small',
  jobs: [
    { jobId: `${masterjobId}.1`, files: ['a.ndjson', 'b.ndjson'], bytes: 200 },
    { jobId: `${masterjobId}.2`, files: ['c.ndjson'], bytes: 100 },
  ],
};
export const submitMasterjob = SubmitMasterjob.of(parts);
export const masterjobSubmitted = MasterjobSubmitted.of(parts);
export const jobFigures = {
  cpuSeconds: 20,
  wallSeconds: 30,
  startupSeconds: 1,
  savingSeconds: 1,
  inputBytes: 200,
  outputBytes: 50,
  files: 2,
  pssMaxBytes: 1e9,
  events: 100,
};
/** What a job of a derived-data train wrote of one table. */
export const jobDerived = { bytes: 24, files: 1, tables: [{ binding: 'StraTof', bytes: 20 }] };
export const update = (job: 1 | 2, state: JobUpdate['state'], more: Partial<JobUpdate> = {}): JobUpdate => ({
  jobId: `${masterjobId}.${job}`,
  attempt: 1,
  state,
  at: '2025-12-02T15:00:00Z',
  site: null,
  reason: null,
  figures: null,
  output: null,
  log: null,
  ...more,
});
export const jobsUpdated = (updates: JobUpdate[], moves: { from: JobUpdate['state']; to: JobUpdate['state']; count: number }[]) =>
  JobsUpdated.of({ masterjobId, trainId: '561300', updates, moves });
/** The tables of a slim train in one file (rule 69). */
export const slimMerged = OutputMerged.of({
  trainId: '561300',
  scope: { of: 'slim' },
  directory: '/outputs/561300/derived',
  output: { sha256: 'd'.repeat(64), size: 24 },
  runs: [544013],
  ofRuns: [544013],
  objects: 2,
  keptUntil: '2026-01-31T15:00:00Z',
});
/** Sixty days later. */
export const slimDeleted = SlimFilesDeleted.of({
  trainId: '561300',
  scope: { of: 'slim' },
  jobIds: [],
  files: [{ deletedBlob: 'd'.repeat(64), size: 24 }],
});
export const jobTablesDeleted = SlimFilesDeleted.of({
  trainId: '561300',
  scope: { of: 'run', masterjobId, run: 544013 },
  jobIds: [`${masterjobId}.1`],
  files: [{ deletedBlob: 'e'.repeat(64), size: 20 }],
});
export const runMerged = OutputMerged.of({
  trainId: '561300',
  scope: { of: 'run', masterjobId, run: 544013 },
  directory: '/outputs/561300/544013',
  output: { sha256: 'c'.repeat(64), size: 30 },
  runs: [544013],
  ofRuns: [544013],
  objects: 12,
});
