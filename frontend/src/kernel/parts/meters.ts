import { Component, computed, input } from '@angular/core';
import { number } from '../format';
import type { Tone } from './status-words';

/** A share as a bar; its number always stands beside it (in `words`, or as text next to it). */
@Component({
  selector: 'hl-meter',
  template: `
    <span class="meter grow" [class.big]="big()" role="img" [attr.aria-label]="words()">
      <i [class]="tone()" [style.width.%]="width()"></i>
      @if (tick() !== null) {
        <span class="tick" [style.left.%]="tick()! * 100"></span>
      }
    </span>
    <span class="nowrap" [class.c-fail]="tone() === 'fail'">{{ words() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
      flex: 1;
    }
  `,
})
export class Meter {
  /** 0…1, more is drawn as full. */
  readonly share = input.required<number>();
  readonly words = input.required<string>();
  readonly tone = input<Tone | ''>('');
  readonly big = input(false);
  readonly tick = input<number | null>(null);
  protected readonly width = computed(() => Math.max(0, Math.min(1, this.share())) * 100);
}

export type JobShares = {
  readonly total: number;
  readonly done: number;
  readonly error: number;
  readonly active: number;
  readonly waiting: number;
};

/** Jobs of a train or masterjob: always DONE, ERROR, RUNNING, WAITING from the left, and the share that is done. */
@Component({
  selector: 'hl-job-bar',
  template: `
    <span class="meter" role="img" [attr.aria-label]="said()" [attr.title]="said()">
      <i class="done" [style.width.%]="of(jobs().done)"></i>
      <i class="run" [style.width.%]="of(jobs().active)"></i>
      <i class="wait" [style.width.%]="of(jobs().waiting)"></i>
      <i class="fail" [style.width.%]="of(jobs().error)"></i>
    </span>
    @if (percent()) {
      <span class="t2 nowrap">{{ share() }} %</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
    }
    .meter {
      width: 84px;
    }
    .nowrap {
      min-width: 36px;
      text-align: right;
    }
  `,
})
export class JobBar {
  readonly jobs = input.required<JobShares>();
  readonly percent = input(true);
  protected of(count: number): number {
    return this.jobs().total === 0 ? 0 : (100 * count) / this.jobs().total;
  }
  protected readonly share = computed(() => Math.floor(this.of(this.jobs().done)));
  protected readonly said = computed(() => {
    const { done, error, active, waiting, total } = this.jobs();
    return `${number(done)} done, ${number(error)} error, ${number(active)} running, ${number(waiting)} waiting of ${number(total)} jobs`;
  });
}

/** Grey, 72 × 18, no axis, beside the number it explains: shape, not size. */
@Component({
  selector: 'hl-sparkline',
  template: `
    @if (paths(); as path) {
      <svg class="spark" viewBox="0 0 72 18" preserveAspectRatio="none" aria-hidden="true">
        <path class="a" [attr.d]="path.area" />
        <path [attr.d]="path.line" />
      </svg>
    }
  `,
  styles: `
    :host {
      display: inline-block;
      width: 72px;
      height: 18px;
      vertical-align: middle;
    }
  `,
})
export class Sparkline {
  readonly values = input.required<readonly number[]>();
  protected readonly paths = computed(() => sparkPaths(this.values()));
}

export const sparkPaths = (values: readonly number[]): { line: string; area: string } | null => {
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = (value: number) => (high === low ? 9 : 16 - ((value - low) / (high - low)) * 14);
  const points = values.map((value, i) => `${((i * 72) / (values.length - 1)).toFixed(1)} ${y(value).toFixed(1)}`);
  const line = `M${points.join('L')}`;
  return { line, area: `${line}L72 18L0 18z` };
};
