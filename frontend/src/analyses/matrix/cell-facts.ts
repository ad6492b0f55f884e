import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { duration, time } from '../../kernel/format';
import { packageWords } from '../../kernel/format/package';
import { Icon } from '../../kernel/parts/icon';
import { Status } from '../../kernel/parts/status';
import { disabledWords, testWords } from './matrix-model';

/** What a cell tells on hover and on focus (rule 19): its test, package, who enabled it and when, the warnings. */
@Component({
  selector: 'hl-cell-facts',
  imports: [Icon, RouterLink, Status],
  template: `
    @let cell = of();
    <div class="pop card" role="group" [attr.aria-label]="cell.wagonName + ' on ' + cell.datasetName">
      @if (cell.testRunId) {
        <div class="row head">
          <h3>Test {{ cell.testRunId }}</h3>
          <hl-status kind="test" [state]="cell.testState" [word]="words().word" [more]="words().more" [tint]="true" />
        </div>
      } @else {
        <h3>{{ cell.enabled ? 'No test yet' : 'Not enabled' }}</h3>
      }
      <dl class="kv small">
        @if (cell.testRunId) {
          <dt>Started</dt>
          <dd>{{ started() }}</dd>
        }
        @if (packageSaid(); as said) {
          <dt>Package</dt>
          <dd [attr.title]="cell.packageTag">{{ said }}</dd>
        }
        @if (cell.enabledBy) {
          <dt>Enabled by</dt>
          <dd>{{ cell.enabledBy }}, {{ time(cell.enabledAt) }}</dd>
        }
        @if (cell.trainId) {
          <dt>Train</dt>
          <dd>
            <a class="link" [routerLink]="['/train-run', cell.trainId]">In train {{ cell.trainId }}</a>
          </dd>
        }
      </dl>
      @if (cell.waitsForPull) {
        <div class="t2">Its test runs when a tag that contains pull request #{{ cell.pull }} is released and imported.</div>
      }
      @if (!cell.enabled) {
        <div class="t2">{{ disabled() }}</div>
      }
      @if (refused(); as sentence) {
        <div class="row said c-fail">
          <hl-icon name="blocked" [small]="true" /><span>{{ sentence }}</span>
        </div>
      }
      @if (cell.failure) {
        <div class="row said c-fail">
          <hl-icon name="failed" [small]="true" /><span>{{ cell.failure }}</span>
        </div>
      }
      @for (warning of cell.warnings; track $index) {
        <div class="row said c-warn">
          <hl-icon name="warning" [small]="true" /><span>{{ warning.sentence }}</span>
        </div>
      }
      @if (cell.testRunId) {
        <a class="link open" [routerLink]="['/wagon-test', cell.testRunId]">Open the test</a>
      }
    </div>
  `,
  styleUrl: './facts-card.css',
})
export class CellFacts {
  readonly of = input.required<WagonCellRow>();
  readonly refused = input<string | null>(null);
  protected readonly words = computed(() => testWords(this.of()));
  protected readonly time = time;
  protected readonly packageSaid = computed(() => packageWords(this.of()));
  protected readonly disabled = computed(() => disabledWords[this.of().disabledBecause ?? ''] ?? '');
  protected readonly started = computed(() => {
    const { testStartedAt, testEndedAt } = this.of();
    if (testStartedAt === null) return 'Waits for a slot';
    const took = testEndedAt === null ? '' : `, took ${duration((Date.parse(testEndedAt) - Date.parse(testStartedAt)) / 1000)}`;
    return `${time(testStartedAt)}${took}`;
  });
}
