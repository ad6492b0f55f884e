import { DeleteSlimFiles, type MasterjobRow, type MergedOutputRow, type MergeScope } from '@hyperloop/contracts/grid';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import type { Look, Say } from '../kernel/slice.js';

type Parts = {
  say: Say;
  look: Pick<Look, 'rows'>;
  settings: { everyMs: number; keptDays: number };
  now: () => Date;
  onFault: (fault: unknown, what: string) => void;
};
const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 1_000;

/**
 * Looks now and then which tables of slim trains have had their time (rule 69). Merged ones are kept until the moment
 * that was told with them, so that a changed setting is about later trains; those of a train that was stopped before it
 * could merge, as long as the setting says. Several nodes may do it at once: the log takes each deletion once.
 */
export class SlimKeeper {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #stopped = false;
  constructor(private readonly parts: Parts) {}

  start(): void {
    this.#round = this.#go();
  }
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  async #go(): Promise<void> {
    try {
      await this.round();
    } catch (fault) {
      this.parts.onFault(fault, 'tables of slim trains could not be deleted');
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#go();
    }, this.parts.settings.everyMs).unref();
  }

  /** Deletes what is due. */
  async round(): Promise<void> {
    const { now, settings } = this.parts;
    const stoppedBefore = new Date(now().getTime() - settings.keptDays * DAY_MS).toISOString();
    for (const trainId of await this.#merged()) await this.#delete(trainId, await this.#runs(trainId));
    for (const trainId of await this.#stoppedTrains(stoppedBefore)) {
      const runs = await this.#runs(trainId);
      if (runs.every(({ endedAt }) => endedAt !== null && endedAt < stoppedBefore)) await this.#delete(trainId, runs);
    }
  }

  async #merged(): Promise<readonly string[]> {
    const due = await this.parts.look.rows<MergedOutputRow>('merged-outputs', {
      filter: [
        { column: 'scope', op: 'is', value: 'slim' },
        { column: 'state', op: 'is', value: 'done' },
        { column: 'keptUntil', op: 'to', value: this.parts.now().toISOString() },
      ],
      limit: MOST_AT_ONCE,
    });
    return due.map(({ trainId }) => trainId);
  }

  /** Killed or closed before their tables were merged, the last to leave first. */
  async #stoppedTrains(before: string): Promise<readonly string[]> {
    const trains = await this.parts.look.rows<TrainRunRow>('train-runs', {
      filter: [
        { column: 'trainType', op: 'is', value: 'slim' },
        { column: 'state', op: 'in', value: ['killed', 'closed'] },
        { column: 'submittedAt', op: 'to', value: before },
      ],
      sort: '-submittedAt',
      limit: MOST_AT_ONCE,
    });
    return trains.map(({ trainId }) => trainId);
  }

  /** Runs whose tables are still there. */
  async #runs(trainId: string): Promise<readonly MasterjobRow[]> {
    const runs = await this.parts.look.rows<MasterjobRow>('masterjobs', {
      filter: [{ column: 'trainId', op: 'is', value: trainId }],
      limit: MOST_AT_ONCE,
    });
    return runs.filter(({ derived, derivedDeletedAt }) => derived.files > 0 && derivedDeletedAt === null);
  }

  /** The jobs' first: should it be cut off in between, the merged row still says that something is due. */
  async #delete(trainId: string, runs: readonly MasterjobRow[]): Promise<void> {
    if (this.#stopped) return;
    for (const { masterjobId, run } of runs) await this.#say(trainId, { of: 'run', masterjobId, run });
    await this.#say(trainId, { of: 'slim' });
  }

  async #say(trainId: string, scope: MergeScope): Promise<void> {
    const answer = await this.parts.say(DeleteSlimFiles.of({ trainId, scope }));
    if ('refused' in answer) this.parts.onFault(undefined, answer.sentence ?? answer.refused);
  }
}
