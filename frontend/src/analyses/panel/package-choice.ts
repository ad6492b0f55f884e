import { Component, computed, inject, input, signal } from '@angular/core';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { compareTags, shortTag } from '@hyperloop/contracts/packages';
import { CommandClient } from '../../kernel/commands/command-client';
import { packageModeWords } from '../../kernel/format/package';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { Dialogs } from '../../kernel/parts/dialogs';
import { Icon } from '../../kernel/parts/icon';
import { Switch } from '../../kernel/parts/switch';
import { Session } from '../../kernel/session/session';
import { Moment } from '../../kernel/url/moment';
import { PullDialog, type PullAsked } from './pull-dialog';

type Choice = Pick<AnalysisRow, 'packageTag' | 'packageMode' | 'pull'>;

/** The package for new tests (rules 15, 85) and whether a newer one may take its place (rule 86). Saved at once. */
@Component({
  selector: 'hl-package-choice',
  imports: [Icon, Switch],
  template: `
    <span class="row">
      <span class="muted" title="Wagons enabled from now on are tested with it. What is enabled already keeps its package."
        >Package for new tests</span
      >
      @if (fixed()) {
        <span [attr.title]="analysis().packageTag">{{
          analysis().packageTag === null
            ? 'none chosen'
            : analysis().packageMode === 'pull'
              ? 'a future tag with pull request #' + analysis().pull
              : analysis().packageTag + ', ' + modeWords()
        }}</span>
      } @else if (shown().packageMode !== 'pull') {
        <span class="field choice" [class.cannot]="off() !== null" [attr.title]="off()">
          <select
            #box
            aria-label="Package for new tests"
            [disabled]="off() !== null || saving()"
            (change)="choose({ packageTag: box.value, packageMode: shown().packageMode, pull: null })"
          >
            @if (shown().packageTag === null) {
              <option value="" disabled selected>Choose a package</option>
            }
            @for (tag of options(); track tag) {
              <option [value]="tag" [selected]="tag === shown().packageTag">{{ tag }}</option>
            }
          </select>
          <hl-icon name="down" [small]="true" />
        </span>
      }
    </span>
    @if (!fixed() && shown().packageTag !== null && shown().packageMode !== 'pull') {
      <span class="row">
        <hl-switch
          label="or newer"
          [on]="shown().packageMode === 'newer'"
          [busy]="saving()"
          [offBecause]="off()"
          (wished)="choose({ packageTag: shown().packageTag, packageMode: $event ? 'newer' : 'fixed', pull: null })"
        />
        <span [attr.title]="'On: a train may use ' + short() + ' or the latest tag. Off: that tag only.'">or newer</span>
      </span>
    }
    @if (!fixed() && shown().packageTag !== null) {
      @if (shown().packageMode === 'pull') {
        <span class="row t4 future" [attr.title]="subject()"
          ><hl-icon name="merge" [small]="true" /><span
            >A future tag with <b class="strong">#{{ shown().pull }}</b></span
          ><span class="muted ell">{{ subject() }}</span></span
        >
        <button type="button" class="btn sm" [attr.aria-disabled]="off() ? true : null" [attr.title]="off()" (click)="choosePull()">
          Another…
        </button>
        <button
          type="button"
          class="btn sm ghost"
          [attr.aria-disabled]="off() ? true : null"
          [attr.title]="off()"
          (click)="choose({ packageTag: shown().packageTag, packageMode: 'newer', pull: null })"
        >
          Back to {{ short() }}
        </button>
      } @else {
        <button
          type="button"
          class="btn sm ghost"
          [attr.aria-disabled]="off() ? true : null"
          [attr.title]="off() ?? 'Wagons wait for a tag that contains a pull request'"
          (click)="choosePull()"
        >
          <hl-icon name="merge" [small]="true" />Future tag…
        </button>
      }
    }
    @if (saving()) {
      <span class="muted small" role="status">Saving</span>
    }
    @if (refused(); as sentence) {
      <span class="small c-fail row" role="alert"><hl-icon name="blocked" [small]="true" />{{ sentence }}</span>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 16px;
      flex-wrap: wrap;
      min-width: 0;
    }
    .future {
      min-width: 0;
      max-width: 460px;
    }
    .choice {
      min-width: 268px;
      max-width: 380px;
    }
    select {
      text-overflow: ellipsis;
    }
    select:disabled {
      opacity: 1;
      cursor: default;
    }
    .cannot {
      color: var(--hl-text-3);
      background: var(--hl-sunken);
    }
  `,
})
export class PackageChoice {
  readonly analysis = input.required<AnalysisRow>();
  readonly readOnly = input(false);
  readonly #session = inject(Session);
  readonly #commands = inject(CommandClient);
  readonly #moment = inject(Moment);
  readonly #dialogs = inject(Dialogs);
  protected readonly fixed = computed(() => this.readOnly() || this.#moment.at() !== null);
  /** Only tags whose catalogue is here can be tested with. */
  readonly #tags = liveView('package-tags', () =>
    this.fixed() ? null : { filter: [{ column: 'catalogue', op: 'is', value: 'complete' }], limit: ROWS_AT_MOST },
  );
  protected readonly options = computed(() => {
    const chosen = this.shown().packageTag;
    const known = this.#tags.rows().map(({ packageTag }) => packageTag);
    return (chosen === null || known.includes(chosen) ? known : [...known, chosen]).toSorted((a, b) => compareTags(b, a));
  });
  readonly #pull = liveView('pull-requests', () => {
    const { packageMode, pull } = this.shown();
    return packageMode === 'pull' && pull !== null ? { key: String(pull) } : null;
  });
  protected readonly subject = computed(() => this.#pull.one()?.subject ?? '');
  protected readonly modeWords = computed(() => packageModeWords(this.analysis()));
  /** What was chosen here, until the view says the same. */
  readonly #wish = signal<Choice | null>(null);
  protected readonly shown = computed<Choice>(() => this.#wish() ?? this.analysis());
  protected readonly saving = computed(() => this.#wish() !== null);
  protected readonly refused = signal<string | null>(null);
  protected readonly short = computed(() => shortTag(this.shown().packageTag ?? ''));
  protected readonly off = computed(() => {
    const { analysisId, service } = this.analysis();
    return this.#session.mayNot('ChooseAnalysisPackage', { analysisId, service }) ?? this.#commands.blocked();
  });

  protected async choosePull(): Promise<void> {
    if (this.off() !== null) return;
    const pull = await this.#dialogs.open<number, PullAsked, PullDialog>(
      PullDialog,
      { analysis: this.analysis().name, chosen: this.shown().pull },
      'A future tag with a pull request',
    );
    if (pull !== null) await this.choose({ packageTag: this.shown().packageTag, packageMode: 'pull', pull });
  }
  protected async choose(choice: Choice): Promise<void> {
    const { analysisId, name } = this.analysis();
    if (choice.packageTag === null || choice.packageTag === '' || this.saving()) return;
    this.refused.set(null);
    this.#wish.set(choice);
    const outcome = await this.#commands.send(
      'ChooseAnalysisPackage',
      {
        analysisId,
        packageTag: choice.packageTag,
        packageMode: choice.packageMode,
        ...(choice.pull === null ? {} : { pull: choice.pull }),
      },
      { label: `The package of ${name}`, quiet: true },
    );
    if (outcome.is === 'refused') this.refused.set(outcome.because);
    else await outcome.seen;
    this.#wish.set(null);
  }
}
