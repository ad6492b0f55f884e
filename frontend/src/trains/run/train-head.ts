import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { CommandButton } from '../../kernel/commands/command-button';
import type { Outcome } from '../../kernel/commands/command-client';
import { percent } from '../../kernel/format';
import { LiveClient } from '../../kernel/live/live-client';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { Icon } from '../../kernel/parts/icon';
import { Status } from '../../kernel/parts/status';
import { Moment } from '../../kernel/url/moment';
import { actsOf, TrainActs, type TrainAct } from '../acts/train-acts';

/** Rule 199: more than that in error is an issue. */
const TOO_MANY_ERRORS = 0.3;
const looks = {
  submit: { label: 'Submit train…', look: 'primary' },
  decompose: { label: 'Decompose…', look: 'plain' },
  close: { label: 'Close…', look: 'plain' },
  kill: { label: 'Kill…', look: 'danger' },
} as const;

/** Which train, in what state, on what, and what can be done with it now. */
@Component({
  selector: 'hl-train-head',
  imports: [CommandButton, DerivedMark, Icon, RouterLink, Status],
  template: `
    <div class="pagehead">
      <h1>Train run {{ train().trainId }}</h1>
      <hl-derived-mark of="train" [kind]="train().trainType" />
      <hl-status kind="train" [state]="train().state" [tint]="true" />
      @if (tooManyErrors()) {
        <span class="st fail tint"><hl-icon name="warning" />{{ errorShare() }} errors</span>
      }
      <span class="muted">on</span>
      <a class="strong ell" [routerLink]="['/dataset', train().datasetId]">{{ train().datasetName }}</a>
      <span class="push row acts">
        @if (!replayed) {
          <a class="btn sm" [routerLink]="['/replay', train().trainId]"><hl-icon name="history" [small]="true" />Replay</a>
        }
        @if (reason(); as sentence) {
          <span class="small muted nowrap">{{ sentence }}</span>
        }
        @for (act of acts(); track act.is) {
          <hl-command-button [label]="act.label" [look]="act.look" [saving]="act.label" [send]="act.send" [offBecause]="act.offBecause" />
        }
      </span>
    </div>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .acts {
      flex: none;
    }
  `,
})
export class TrainHead {
  readonly train = input.required<TrainRunRow>();
  readonly #acts = inject(TrainActs);
  /** On a replay's own page it is the replay already. */
  protected readonly replayed = inject(LiveClient).showsPast;
  readonly #errors = computed(() => {
    const { error, killed, total } = this.train().jobs;
    return total === 0 || this.train().state === 'killed' ? 0 : (error + killed) / total;
  });
  protected readonly tooManyErrors = computed(() => this.#errors() > TOO_MANY_ERRORS);
  protected readonly errorShare = computed(() => percent(this.#errors()));
  readonly #moment = inject(Moment);
  /** Said once, in words: why this person can press none of them. In the past there is nothing to press. */
  protected readonly reason = computed(() => (this.#moment.at() === null ? (this.acts()[0]?.offBecause ?? null) : null));
  protected readonly acts = computed(() =>
    actsOf(this.train()).map((is: TrainAct) => ({
      is,
      ...looks[is],
      offBecause: this.#acts.offBecause(is),
      send: (): Promise<Outcome | null> => this.#acts[is](this.train()),
    })),
  );
}
