import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { bytes, counted, number, percent, place } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';
import { MenuButton, type MenuItem } from '../../kernel/parts/menu-button';
import { Status } from '../../kernel/parts/status';
import { placeWords, queueUpTo } from './queue-place';

export const fileAddress = ({ name, blob }: TestRunRow['files'][number]): string =>
  `/api/blobs/${blob.sha256}?name=${encodeURIComponent(name)}`;

/** What was tested, on what, how it ended; its kept files and its drawn output (rule 109). */
@Component({
  selector: 'hl-test-head',
  imports: [Icon, MenuButton, RouterLink, Status],
  template: `
    <div class="pagehead">
      <h1>Test {{ test().testRunId }}</h1>
      <hl-status kind="test" [state]="test().state" [word]="word()" [tint]="true" />
      <span class="what row">
        <a class="ell" [routerLink]="subject()" [attr.title]="test().name">{{
          test().kind === 'wagon' ? test().name : 'Train ' + test().subjectId
        }}</a>
        <span class="muted">on</span>
        <a class="ell" [routerLink]="['/dataset', test().datasetId]" [attr.title]="test().datasetName">{{ test().datasetName }}</a>
      </span>
      <span class="push row">
        @if (output()) {
          <a class="btn" [routerLink]="[]" [queryParams]="{ show: null, object: null, logy: null }" queryParamsHandling="merge"
            ><hl-icon name="left" />Back to the test</a
          >
        }
        @if (log(); as file) {
          <a class="btn" [href]="addressOf(file)" target="_blank" rel="noopener" [attr.title]="'stdout, ' + bytes(file.blob.size)"
            ><hl-icon name="page" />Full log</a
          >
        }
        @if (files().length > 0) {
          <hl-menu-button icon="download" [label]="'Files ' + number(files().length)" [items]="files()" />
        }
        @if (hasOutput() && !output()) {
          <a class="btn" [routerLink]="[]" [queryParams]="{ show: 'output' }" queryParamsHandling="merge">Browse output</a>
        }
      </span>
    </div>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .what {
      max-width: 460px;
    }
  `,
})
export class TestHead {
  readonly test = input.required<TestRunRow>();
  /** The output is shown instead of the test. */
  readonly output = input(false);
  readonly #ahead = liveView('test-runs', () => queueUpTo(this.test()));

  protected readonly word = computed(() => {
    const { state, warnings, share } = this.test();
    if (state === 'queued') return `Queued, ${placeWords(this.#ahead.total(), place).toLowerCase()}`;
    if (state === 'running') return `Running ${percent(share)}`;
    return state === 'warning' ? counted(warnings.length, 'warning') : '';
  });
  protected readonly subject = computed(() =>
    this.test().kind === 'wagon' ? ['/wagon', this.test().subjectId] : ['/train-run', this.test().subjectId],
  );
  protected readonly log = computed(() => this.test().files.find(({ name }) => name === 'stdout.log'));
  protected readonly hasOutput = computed(() => this.test().files.some(({ name }) => name === 'AnalysisResults.json'));
  protected readonly files = computed<readonly MenuItem[]>(() =>
    this.test().files.map((file) => ({ label: `${file.name}, ${bytes(file.blob.size)}`, icon: 'page', href: fileAddress(file) })),
  );
  protected readonly addressOf = fileAddress;
  protected readonly bytes = bytes;
  protected readonly number = number;
}
