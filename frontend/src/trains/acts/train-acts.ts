import { inject, Injectable } from '@angular/core';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { counted } from '../../kernel/format';
import { Dialogs } from '../../kernel/parts/dialogs';
import { Session } from '../../kernel/session/session';
import { CommentDialog } from './comment-dialog';
import { SubmitDialog } from './submit-dialog';
import { consequencesOf } from './train-words';

export type TrainAct = 'submit' | 'decompose' | 'close' | 'kill';
const commandOf = { submit: 'SubmitTrain', decompose: 'DecomposeTrain', close: 'CloseTrain', kill: 'KillTrain' } as const;

/** What the state of a train allows; the rest is not shown at all (rules 187 to 189). */
export const actsOf = ({ state, jobs }: Pick<TrainRunRow, 'state' | 'jobs'>): readonly TrainAct[] => {
  switch (state) {
    case 'testing':
    case 'test-failed':
      return ['decompose'];
    case 'ready':
      return ['submit', 'decompose'];
    case 'submitting':
    case 'submitted':
      return ['close', 'kill'];
    case 'closed':
      // Jobs of a closed train still run; killing stops them.
      return jobs.active + jobs.waiting + jobs.inserting > 0 ? ['kill'] : [];
    default:
      return [];
  }
};

/** The acts on a train, each with its question. Null: the person went back. */
@Injectable({ providedIn: 'root' })
export class TrainActs {
  readonly #commands = inject(CommandClient);
  readonly #dialogs = inject(Dialogs);
  readonly #session = inject(Session);

  offBecause(act: TrainAct): string | null {
    return this.#session.mayNot(commandOf[act]);
  }

  async submit(train: TrainRunRow): Promise<Outcome | null> {
    const { trainId } = train;
    const said = await this.#dialogs.open<{ target: string }, TrainRunRow, SubmitDialog>(SubmitDialog, train, `Submit train ${trainId}`);
    if (said === null) return null;
    return this.#commands.send(
      'SubmitTrain',
      { trainId, target: said.target },
      { label: `Train ${trainId}`, done: `Train ${trainId} goes to the Grid.` },
    );
  }

  async decompose(train: TrainRunRow): Promise<Outcome | null> {
    const { trainId, wagons } = train;
    const said = await this.#dialogs.confirm({
      title: `Decompose train ${trainId}?`,
      consequences: consequencesOf.decompose(train),
      act: 'Decompose train',
      keep: 'Keep train',
      danger: true,
    });
    if (said === null) return null;
    return this.#commands.send(
      'DecomposeTrain',
      { trainId },
      { label: `Train ${trainId}`, done: `Train ${trainId} is decomposed. ${counted(wagons.length, 'wagon is', 'wagons are')} free.` },
    );
  }

  async close(train: TrainRunRow): Promise<Outcome | null> {
    const { trainId } = train;
    const said = await this.#dialogs.confirm({
      title: `Close train ${trainId}?`,
      consequences: consequencesOf.close(train),
      act: 'Close train',
      keep: 'Keep it open',
      danger: true,
    });
    return said === null
      ? null
      : this.#commands.send('CloseTrain', { trainId }, { label: `Train ${trainId}`, done: `Train ${trainId} is closed.` });
  }

  async kill(train: TrainRunRow): Promise<Outcome | null> {
    const { trainId } = train;
    const said = await this.#dialogs.confirm({
      title: `Kill train ${trainId}?`,
      consequences: consequencesOf.kill(train),
      act: 'Kill train',
      keep: 'Keep running',
      danger: true,
    });
    return said === null
      ? null
      : this.#commands.send('KillTrain', { trainId }, { label: `Train ${trainId}`, done: `Train ${trainId} is killed.` });
  }

  async comment({ trainId, comment }: TrainRunRow): Promise<Outcome | null> {
    const said = await this.#dialogs.open<{ comment: string }, { trainId: string; comment: string }, CommentDialog>(
      CommentDialog,
      { trainId, comment: comment ?? '' },
      `Comment on train ${trainId}`,
    );
    return said === null
      ? null
      : this.#commands.send('CommentTrain', { trainId, comment: said.comment }, { label: `Comment on train ${trainId}` });
  }
}
