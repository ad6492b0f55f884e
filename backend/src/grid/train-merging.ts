import { RecordMerging, type MergeScope } from '@hyperloop/contracts/grid';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import { CompleteTrain } from '@hyperloop/contracts/trains';
import type { BlobStore } from '../kernel/blob-store/blob-store.js';
import type { Look, Say } from '../kernel/slice.js';
import type { Worksite } from '../kernel/worksite/worksite.js';
import { derivedFilesOf, masterjobNow, mergingOver, outputsOf, type MasterjobNow, type TrainNow } from './conducting.js';
import { mergeOutputs } from './merging.js';
import { mergeSlim } from './slim-merging.js';

export type Masterjob = { masterjobId: string; run: number; storage: string; now: MasterjobNow };
export type LiveTrain = { trainId: string; train: TrainNow; masterjobs: readonly Masterjob[] };
type Part = {
  scope: MergeScope;
  inputs: readonly BlobRef[];
  name: string;
  directory: string;
  runs: number[];
  ofRuns: number[];
  keptDays?: number;
};
type Deps = { say: Say; look: Look; blobs: BlobStore; worksite: Worksite; settings: { slimKeptDays: number }; now: () => Date };
const DAY_MS = 86_400_000;

/**
 * Merges what the jobs of a train left: histograms of each run, then of the full train (rules 159, 198); the tables of a
 * slim train into one file over all runs (rule 69). Tables of standard and linked trains stay as the jobs wrote them
 * (rules 68, 70). Doing it twice does no harm.
 */
export class TrainMerging {
  constructor(private readonly deps: Deps) {}

  async run({ trainId }: LiveTrain, { masterjobId, run, now }: Masterjob): Promise<void> {
    if (mergingOver(now)) return;
    const inputs = outputsOf(now);
    const scope = { of: 'run' as const, masterjobId, run };
    if (inputs.length === 0) {
      await this.deps.say(RecordMerging.of({ trainId, scope, outcome: { is: 'skipped', reason: 'No job of this run ended well.' } }));
      return;
    }
    const directory = `/outputs/${trainId}/${masterjobId}`;
    await this.merge(trainId, { scope, inputs, name: masterjobId, directory, runs: [run], ofRuns: [run] }, mergeOutputs);
  }

  /** Over all runs that have an output; then the train is done. */
  async all(live: LiveTrain): Promise<void> {
    const { trainId, masterjobs } = live;
    const mergedRuns = await this.full(live);
    if (live.train.trainType === 'slim') await this.slim(live);
    const jobs = masterjobs.flatMap(({ now }) => [...now.jobs.values()]);
    const done = jobs.filter(({ state }) => state === 'DONE').length;
    await this.deps.say(
      CompleteTrain.of({
        trainId,
        jobs: jobs.length,
        done,
        failed: jobs.length - done,
        cpuSeconds: jobs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
        mergedRuns,
        runs: runsOf(masterjobs).length,
      }),
    );
  }

  /** How many runs are in it. */
  private async full({ trainId, masterjobs }: LiveTrain): Promise<number> {
    const merged = masterjobs.flatMap(({ run, now }) => (now.merging.is === 'merged' ? [{ run, output: now.merging.output }] : []));
    const runs = runsOf(merged);
    const scope = { of: 'train' as const };
    if (await this.isOver(`merging-${trainId}`)) return runs.length;
    if (merged.length === 0)
      await this.deps.say(RecordMerging.of({ trainId, scope, outcome: { is: 'failed', reason: 'No run has an output to merge.' } }));
    else
      await this.merge(
        trainId,
        {
          scope,
          inputs: merged.map(({ output }) => output),
          name: `${trainId}-full`,
          directory: `/outputs/${trainId}`,
          runs,
          ofRuns: runsOf(masterjobs),
        },
        mergeOutputs,
      );
    return runs.length;
  }

  private async slim({ trainId, masterjobs }: LiveTrain): Promise<void> {
    const scope = { of: 'slim' as const };
    if (await this.isOver(`slim-${trainId}`)) return;
    const parts = masterjobs.map(({ run, now }) => ({ run, files: derivedFilesOf(now) })).filter(({ files }) => files.length > 0);
    if (parts.length === 0) {
      await this.deps.say(RecordMerging.of({ trainId, scope, outcome: { is: 'skipped', reason: 'No job wrote a table.' } }));
      return;
    }
    await this.merge(
      trainId,
      {
        scope,
        inputs: parts.flatMap(({ files }) => files),
        name: `${trainId}-slim`,
        directory: `/outputs/${trainId}/derived`,
        runs: runsOf(parts),
        ofRuns: runsOf(masterjobs),
        keptDays: this.deps.settings.slimKeptDays,
      },
      mergeSlim,
    );
  }

  private async isOver(stream: string): Promise<boolean> {
    return mergingOver((await this.deps.look.state(masterjobNow, stream)).state);
  }

  private async merge(trainId: string, part: Part, by: typeof mergeOutputs): Promise<void> {
    const { say, blobs, worksite, now } = this.deps;
    const { scope, inputs, name, directory, runs, ofRuns, keptDays } = part;
    await say(RecordMerging.of({ trainId, scope, outcome: { is: 'started', inputs: inputs.length } }));
    try {
      const merged = await by(inputs, { blobs, workDir: worksite.workDir, name });
      const kept = keptDays === undefined ? {} : { keptUntil: new Date(now().getTime() + keptDays * DAY_MS).toISOString() };
      await say(RecordMerging.of({ trainId, scope, outcome: { is: 'merged', directory, runs, ofRuns, ...merged, ...kept } }));
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : 'Merging ended with an error.';
      await say(RecordMerging.of({ trainId, scope, outcome: { is: 'failed', reason: reason.slice(0, 1000) } }));
    }
  }
}

const runsOf = (parts: readonly { run: number }[]): number[] => [...new Set(parts.map(({ run }) => run))];
