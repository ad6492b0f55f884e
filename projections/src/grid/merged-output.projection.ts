import {
  MasterjobSubmitted,
  MergingFailed,
  MergingSkipped,
  MergingStarted,
  OutputMerged,
  SlimFilesDeleted,
  mergedOutputs,
  type MergeScope,
  type MergedOutputRow,
} from '@hyperloop/contracts/grid';
import { TrainSubmitted } from '@hyperloop/contracts/trains';
import { change, projection, when, type Rows } from '../kernel/projection.js';

const suffixes = { train: 'full', slim: 'slim' } as const;
const idOf = (trainId: string, scope: MergeScope): string => (scope.of === 'run' ? scope.masterjobId : `${trainId}.${suffixes[scope.of]}`);
/** The row of a slim train's one file. */
export const slimOutputId = (trainId: string): string => idOf(trainId, { of: 'slim' });
const blank = { state: 'none' as const, directory: null, output: null, runs: [], ofRuns: [], objects: 0, reason: null, keptUntil: null };

/** Only a slim train has this row, and only once its tables are merged (rule 69). */
const openSlim = (rows: Rows<MergedOutputRow>, trainId: string, scope: MergeScope, at: string): void => {
  const outputId = idOf(trainId, scope);
  if (scope.of === 'slim' && rows.get(outputId) === undefined)
    rows.put({ outputId, trainId, scope: 'slim', run: null, ...blank, changedAt: at });
};

/** Each run, the full train (rule 198), and the tables of a slim train (rule 69). */
export const mergedOutputProjection = projection<MergedOutputRow>(mergedOutputs, {
  on: [
    when(TrainSubmitted, (rows, { trainId }, { meta }) => {
      rows.put({ outputId: `${trainId}.full`, trainId, scope: 'train', run: null, ...blank, changedAt: meta.at });
    }),
    when(MasterjobSubmitted, (rows, { trainId, masterjobId, run }, { meta }) => {
      rows.put({ outputId: masterjobId, trainId, scope: 'run', run, ...blank, ofRuns: [run], changedAt: meta.at });
      change(rows)(`${trainId}.full`, (row) => ({ ...row, ofRuns: [...row.ofRuns, run] }));
    }),
    when(MergingStarted, (rows, { trainId, scope }, { meta }) => {
      openSlim(rows, trainId, scope, meta.at);
      change(rows)(idOf(trainId, scope), (row) => ({ ...row, state: 'running', reason: null, changedAt: meta.at }));
    }),
    when(OutputMerged, (rows, { trainId, scope, directory, output, runs, ofRuns, objects, keptUntil = null }, { meta }) => {
      change(rows)(idOf(trainId, scope), (row) => ({
        ...row,
        state: 'done',
        directory,
        output,
        runs,
        ofRuns,
        objects,
        keptUntil,
        changedAt: meta.at,
      }));
    }),
    when(MergingFailed, (rows, { trainId, scope, reason }, { meta }) => {
      change(rows)(idOf(trainId, scope), (row) => ({ ...row, state: 'failed', reason, changedAt: meta.at }));
    }),
    when(SlimFilesDeleted, (rows, { trainId, scope }, { meta }) => {
      if (scope.of === 'slim')
        change(rows)(idOf(trainId, scope), (row) => ({ ...row, state: 'deleted', output: null, changedAt: meta.at }));
    }),
    when(MergingSkipped, (rows, { trainId, scope, reason }, { meta }) => {
      openSlim(rows, trainId, scope, meta.at);
      change(rows)(idOf(trainId, scope), (row) => ({ ...row, state: 'skipped', reason, changedAt: meta.at }));
    }),
  ],
});
