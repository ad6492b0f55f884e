import { Component, computed, inject, input, signal } from '@angular/core';
import type { ProposalRow } from '@hyperloop/contracts/wagons';
import { CommandButton } from '../../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../../kernel/commands/command-client';
import { fullTime, time } from '../../../kernel/format';
import type { LiveView } from '../../../kernel/live/live-view';
import { Dialogs } from '../../../kernel/parts/dialogs';
import { Here, RemotePart } from '../../../kernel/remote/remote-part';
import { Session } from '../../../kernel/session/session';
import { initialsOf } from '../../../kernel/shell/person-menu';
import { Moment } from '../../../kernel/url/moment';
import { partsOf } from '../../history/change-words';

/** Long ones are shown in full once they are accepted: in the history. */
const LINES = 60;

/** Proposed changes of a wagon: what would change, what was said about it, and accept, decline or withdraw. */
@Component({
  selector: 'hl-proposals-tab',
  imports: [CommandButton, Here, RemotePart],
  templateUrl: './proposals-tab.html',
  styleUrl: './proposals-tab.css',
  host: { class: 'col grow' },
})
export class ProposalsTab {
  readonly #commands = inject(CommandClient);
  readonly #dialogs = inject(Dialogs);
  readonly #session = inject(Session);
  readonly #moment = inject(Moment);
  readonly of = input.required<LiveView<ProposalRow>>();
  readonly mayNot = input<string | null>(null);
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly when = time;
  protected readonly exactly = fullTime;
  protected readonly initials = initialsOf;
  protected readonly drafts = signal<ReadonlyMap<string, string>>(new Map());
  /** Open ones first, newest first. */
  protected readonly shown = computed(() =>
    this.of()
      .rows()
      .toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open'))
      .map((row) => {
        const lines = partsOf({ ...row, derivedData: null });
        const mine = row.proposedBy === this.#session.person()?.personId;
        return {
          row,
          lines: lines.slice(0, LINES),
          more: Math.max(0, lines.length - LINES),
          mine,
          // Made once a row, so that buttons keep what they send.
          send: { accept: this.#accept(row), decline: this.#decline(row), withdraw: this.#withdraw(row), comment: this.#comment(row) },
          acceptOff: this.mayNot() ?? (mine ? 'You proposed it, so another member of the analysis has to accept it.' : null),
          declineOff: this.mayNot() ?? (mine ? 'You proposed it. You can withdraw it.' : null),
        };
      }),
  );
  protected readonly tones = { open: 'run', accepted: 'done', declined: 'fail', withdrawn: 'wait' } as const;

  protected draft(proposalId: string): string {
    return this.drafts().get(proposalId) ?? '';
  }
  protected type({ proposalId }: ProposalRow, text: string): void {
    this.drafts.set(new Map([...this.drafts(), [proposalId, text]]));
  }
  readonly #comment = (row: ProposalRow) => async (): Promise<Outcome | null> => {
    const text = this.draft(row.proposalId).trim();
    if (text === '') return null;
    const { proposalId, wagonId } = row;
    const outcome = await this.#commands.send('CommentProposal', { proposalId, wagonId, text }, { label: 'comment', quiet: true });
    if (outcome.is === 'saved') this.type(row, '');
    return outcome;
  };
  readonly #accept =
    ({ proposalId, wagonId, title }: ProposalRow) =>
    async (): Promise<Outcome | null> => {
      const sure = await this.#dialogs.confirm({
        title: `Accept “${title}”?`,
        consequences: [
          'The wagon is changed as proposed, in one event that names both of you.',
          'The tests of every dataset it is enabled on start anew, and those of wagons that depend on it.',
        ],
        act: 'Accept and save',
        keep: 'Not yet',
      });
      return sure === null
        ? null
        : this.#commands.send('AcceptProposal', { proposalId, wagonId }, { label: title, done: `“${title}” was accepted.` });
    };
  readonly #decline =
    ({ proposalId, wagonId, title }: ProposalRow) =>
    async (): Promise<Outcome | null> => {
      const said = await this.#dialogs.confirm({
        title: `Decline “${title}”?`,
        consequences: ['The wagon stays as it is. The proposal and what was said about it stay readable.'],
        act: 'Decline proposal',
        keep: 'Not yet',
        danger: true,
        reason: { label: 'Why, if you like', required: false },
      });
      if (said === null) return null;
      return this.#commands.send(
        'DeclineProposal',
        { proposalId, wagonId, ...(said.reason === '' ? {} : { reason: said.reason }) },
        { label: title, done: `“${title}” was declined.` },
      );
    };
  readonly #withdraw =
    ({ proposalId, wagonId, title }: ProposalRow) =>
    (): Promise<Outcome | null> =>
      this.#commands.send('WithdrawProposal', { proposalId, wagonId }, { label: title, done: `“${title}” was withdrawn.` });
}
