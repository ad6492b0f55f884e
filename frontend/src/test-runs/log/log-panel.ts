import { ScrollingModule, type CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { Component, computed, effect, input, untracked, viewChild } from '@angular/core';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { bytes, number } from '../../kernel/format';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { urlState, urlText } from '../../kernel/url/url-state';
import { keptLog, READ_AT_MOST } from './kept-log';
import { foundLines, isWarning, logLines, type LogLine } from './log-lines';

/** The end of the log while it grows, the whole log once the test is over; warnings and errors first. */
@Component({
  selector: 'hl-log-panel',
  imports: [Panel, ScrollingModule, SearchField],
  template: `
    <hl-panel class="grow">
      <div class="phead line">
        <h2>Log</h2>
        <div class="seg" role="group" aria-label="Which lines">
          <button type="button" [class.on]="!all()" [attr.aria-pressed]="!all()" (click)="url.set({ log: 'warnings' })">
            Warnings and errors {{ number(warnings()) }}
          </button>
          <button type="button" [class.on]="all()" [attr.aria-pressed]="all()" (click)="url.set({ log: 'all' })">
            All {{ number(count()) }}
          </button>
        </div>
        <hl-search
          placeholder="Find in log"
          [width]="180"
          [value]="url.find()"
          (valueChange)="url.set({ find: $event }, { replace: true })"
        />
        <span class="muted small push">{{ note() }}</span>
      </div>
      @if (kept().phase === 'failed') {
        <p class="note small c-fail" role="alert">
          {{ problem() }} <button type="button" class="btn sm" (click)="again()">Try now</button>
        </p>
      }
      @if (shown().length > 0) {
        <cdk-virtual-scroll-viewport #view class="grow lines" itemSize="18" tabindex="0" role="log" aria-label="Lines of the log">
          <div
            *cdkVirtualFor="let line of shown(); trackBy: numberOf"
            class="lg"
            [class.W]="line.level === 'warn'"
            [class.E]="line.level === 'error' || line.level === 'fatal'"
          >
            <span class="muted no">{{ line.number }}</span>
            <span
              [class.c-warn]="line.level === 'warn'"
              [class.c-fail]="line.level === 'error' || line.level === 'fatal'"
              [class.muted]="line.level === 'info' || line.level === 'debug'"
              >{{ word(line) }}</span
            >
            <span class="muted ell" [attr.title]="line.device">{{ line.device }}</span>
            <span class="ell" [attr.title]="line.text">{{ line.text }}</span>
          </div>
        </cdk-virtual-scroll-viewport>
      } @else {
        <div class="empty">
          <div class="strong">
            {{
              url.find() !== ''
                ? 'No line holds “' + url.find() + '”'
                : count() === 0
                  ? 'The log is empty so far'
                  : 'No warnings and no errors'
            }}
          </div>
          @if (count() > 0 && !all()) {
            <p>
              <button type="button" class="btn sm" (click)="url.set({ log: 'all', find: '' })">Show all {{ number(count()) }} lines</button>
            </p>
          }
        </div>
      }
    </hl-panel>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    .lines {
      min-height: 96px;
    }
    p {
      margin-top: 8px;
    }
    .note {
      margin: 0;
    }
    .lg {
      display: grid;
      grid-template-columns: 44px 44px 170px minmax(0, 1fr);
      gap: 8px;
      font: 11px/18px var(--hl-mono);
      height: 18px;
      padding: 0 12px;
      white-space: nowrap;
    }
    .no {
      text-align: right;
    }
    .lg.E {
      background: var(--hl-fail-soft);
    }
    .lg.W {
      background: var(--hl-warn-soft);
    }
  `,
})
export class LogPanel {
  readonly test = input.required<TestRunRow>();
  /** The last lines, as they come. */
  readonly lines = input.required<readonly string[]>();
  readonly lineCount = input.required<number>();
  protected readonly url = urlState({ log: urlText(), find: urlText() });
  readonly #files = computed(() =>
    this.test()
      .files.filter(({ name, blob }) => (name === 'stdout.log' || name === 'stderr.log') && blob.size > 0)
      .map(({ blob }) => blob),
  );
  readonly #bytes = computed(() => this.#files().reduce((sum, { size }) => sum + size, 0));
  readonly #over = computed(() => this.test().endedAt !== null);
  /** The tail holds every line in its order; only what fell out of it is read from the files. */
  readonly #tailIsAll = computed(() => this.lineCount() > 0 && this.lineCount() === this.lines().length);
  readonly #tooLong = computed(() => this.#bytes() > READ_AT_MOST);
  protected readonly kept = keptLog(() => (this.#tailIsAll() || this.#tooLong() ? [] : this.#files().map(({ sha256 }) => sha256)));

  readonly #whole = computed(() => {
    const kept = this.kept();
    return this.#tailIsAll() ? this.lines() : kept.phase === 'here' ? kept.value : null;
  });
  readonly #parsed = computed(() => {
    const whole = this.#whole();
    return whole === null ? logLines(this.lines(), Math.max(1, this.lineCount() - this.lines().length + 1)) : logLines(whole);
  });
  protected readonly count = computed(() => this.#whole()?.length ?? this.lineCount());
  protected readonly warnings = computed(() => this.#parsed().filter(isWarning).length);
  /** Without a choice: warnings and errors when there are some, else everything. */
  protected readonly all = computed(() =>
    this.url.log() === '' ? this.warnings() === 0 || this.test().state === 'running' : this.url.log() === 'all',
  );
  protected readonly shown = computed(() => foundLines(this.#parsed(), !this.all(), this.url.find()));
  protected readonly problem = computed(() => {
    const kept = this.kept();
    return kept.phase === 'failed' ? `The whole log could not be read. ${kept.problem}` : '';
  });
  protected readonly note = computed(() => {
    if (this.test().state === 'running')
      return this.lineCount() > this.lines().length ? `last ${number(this.lines().length)} lines, growing` : 'growing';
    if (this.#over() && this.#whole() !== null) return `stdout and stderr, ${bytes(this.#bytes())}`;
    return this.#tooLong()
      ? `last ${number(this.lines().length)} lines; the whole log of ${bytes(this.#bytes())} is among the files`
      : `last ${number(this.lines().length)} lines`;
  });
  protected readonly view = viewChild<CdkVirtualScrollViewport>('view');
  protected readonly number = number;
  protected readonly numberOf = (_: number, line: LogLine): number => line.number;

  constructor() {
    // The tail is followed while one looks at its end; who scrolled up keeps the place.
    effect(() => {
      const [view, lines] = [this.view(), this.shown()];
      if (view === undefined || this.test().state !== 'running') return;
      untracked(() => {
        if (view.measureScrollOffset('bottom') < 60) requestAnimationFrame(() => view.scrollToIndex(lines.length));
      });
    });
    // Its place on the page changes when warnings come above it.
    effect(() => {
      this.test();
      const view = this.view();
      requestAnimationFrame(() => view?.checkViewportSize());
    });
  }

  protected word({ level }: LogLine): string {
    return level === 'other' ? '' : level.toUpperCase();
  }
  protected again(): void {
    const kept = this.kept();
    if (kept.phase === 'failed') kept.again();
  }
}
