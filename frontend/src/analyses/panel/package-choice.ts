import { Component, computed, inject, input, signal } from '@angular/core';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { compareTags, shortTag } from '@hyperloop/contracts/packages';
import { CommandClient } from '../../kernel/commands/command-client';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';
import { Switch } from '../../kernel/parts/switch';
import { Session } from '../../kernel/session/session';
import { Moment } from '../../kernel/url/moment';

type Choice = Pick<AnalysisRow, 'packageTag' | 'packageMode'>;

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
        <span [attr.title]="analysis().packageTag"
          >{{ analysis().packageTag ?? 'none chosen'
          }}{{ analysis().packageTag === null ? '' : analysis().packageMode === 'newer' ? ', or newer' : ', fixed' }}</span
        >
      } @else {
        <span class="field choice" [class.cannot]="off() !== null" [attr.title]="off()">
          <select
            #box
            aria-label="Package for new tests"
            [disabled]="off() !== null || saving()"
            (change)="choose({ packageTag: box.value, packageMode: shown().packageMode })"
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
    @if (!fixed() && shown().packageTag !== null) {
      <span class="row">
        <hl-switch
          label="or newer"
          [on]="shown().packageMode === 'newer'"
          [busy]="saving()"
          [offBecause]="off()"
          (wished)="choose({ packageTag: shown().packageTag, packageMode: $event ? 'newer' : 'fixed' })"
        />
        <span [attr.title]="'On: a train may use ' + short() + ' or the latest tag. Off: that tag only.'">or newer</span>
      </span>
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

  protected async choose(choice: Choice): Promise<void> {
    const { analysisId, name } = this.analysis();
    if (choice.packageTag === null || choice.packageTag === '' || this.saving()) return;
    this.refused.set(null);
    this.#wish.set(choice);
    const outcome = await this.#commands.send(
      'ChooseAnalysisPackage',
      { analysisId, packageTag: choice.packageTag, packageMode: choice.packageMode },
      { label: `The package of ${name}`, quiet: true },
    );
    if (outcome.is === 'refused') this.refused.set(outcome.because);
    else await outcome.seen;
    this.#wish.set(null);
  }
}
