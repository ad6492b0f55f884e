import {
  MasterjobSubmitted,
  MergingFailed,
  MergingSkipped,
  MergingStarted,
  OutputMerged,
  mergedOutputs,
  type MergeScope,
  type MergedOutputRow,
} from '@hyperloop/contracts/grid';
import { TrainSubmitted } from '@hyperloop/contracts/trains';
import { change, projection, when } from '../kernel/projection.js';

const idOf = (trainId: string, scope: MergeScope): string => (scope.of === 'run' ? scope.masterjobId : `${trainId}.full`);
const blank = { state: 'none' as const, directory: null, output: null, runs: [], ofRuns: [], objects: 0, reason: null };

/** Each run, and the full train (rule 198). */
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
      change(rows)(idOf(trainId, scope), (row) => ({ ...row, state: 'running', reason: null, changedAt: meta.at }));
    }),
    when(OutputMerged, (rows, { trainId, scope, directory, output, runs, ofRuns, objects }, { meta }) => {
      change(rows)(idOf(trainId, scope), (row) => ({
        ...row,
        state: 'done',
        directory,
        output,
        runs,
        ofRuns,
        objects,
        changedAt: meta.at,
      }));
    }),
    when(MergingFailed, (rows, { trainId, scope, reason }, { meta }) => {
      change(rows)(idOf(trainId, scope), (row) => ({ ...row, state: 'failed', reason, changedAt: meta.at }));
    }),
    when(MergingSkipped, (rows, { trainId, scope, reason }, { meta }) => {
      change(rows)(idOf(trainId, scope), (row) => ({ ...row, state: 'skipped', reason, changedAt: meta.at }));
    }),
  ],
});
