import { Component, computed, input } from '@angular/core';
import type { TestRunRow, TestSample } from '@hyperloop/contracts/test-runs';
import { SeriesChart } from '../../kernel/charts/series-chart';
import { bytes, number } from '../../kernel/format';
import { Panel } from '../../kernel/parts/panel';
import { urlState, urlText } from '../../kernel/url/url-state';
import { courseOf, largest, metrics, type Metric } from './course';
import { ownersOf, partOrder } from './device-wagons';

const TOP = 10;
const words: Readonly<Record<Metric, { word: string; heading: string }>> = {
  pss: { word: 'PSS', heading: 'Memory' },
  private: { word: 'Private memory', heading: 'Memory' },
  cpu: { word: 'CPU time', heading: 'CPU' },
};

/** Memory or CPU over the run, by wagon or by device, the ten largest by average (rules 107, 108). */
@Component({
  selector: 'hl-course-panel',
  imports: [Panel, SeriesChart],
  template: `
    <hl-panel>
      <div class="phead">
        <h2>{{ heading() }}</h2>
        <div class="seg" role="group" aria-label="What is drawn">
          @for (each of metrics; track each) {
            <button
              type="button"
              [class.on]="each === metric()"
              [attr.aria-pressed]="each === metric()"
              (click)="url.set({ metric: each })"
            >
              {{ words[each].word }}
            </button>
          }
        </div>
        <div class="seg" role="group" aria-label="One line for each">
          <button type="button" [class.on]="!byDevice()" [attr.aria-pressed]="!byDevice()" (click)="url.set({ by: 'wagon' })">
            By wagon
          </button>
          <button type="button" [class.on]="byDevice()" [attr.aria-pressed]="byDevice()" (click)="url.set({ by: 'device' })">
            By device
          </button>
        </div>
        <span class="muted small push">{{ note() }}</span>
      </div>
      @if (course().shown.times.length > 1) {
        <hl-series-chart
          [label]="said()"
          [times]="course().shown.times"
          [series]="course().shown.lines"
          [relative]="true"
          [stacked]="true"
          [format]="format()"
          [height]="160"
        />
      } @else {
        <div class="note t2">
          {{ test().state === 'running' ? 'The first samples come in a moment.' : 'No samples of this test are kept.' }}
        </div>
      }
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
  `,
})
export class CoursePanel {
  readonly test = input.required<TestRunRow>();
  readonly samples = input.required<readonly TestSample[]>();
  protected readonly url = urlState({ metric: urlText('pss'), by: urlText('wagon') });
  protected readonly metrics = metrics;
  protected readonly words = words;
  protected readonly metric = computed<Metric>(() => metrics.find((each) => each === this.url.metric()) ?? 'pss');
  protected readonly byDevice = computed(() => this.url.by() === 'device');
  protected readonly heading = computed(() => words[this.metric()].heading);
  readonly #owners = computed(() => ownersOf(this.test(), this.samples()));
  protected readonly course = computed(() => {
    const owners = this.#owners();
    const place = (device: string) => partOrder[owners.get(device)?.part ?? 'unknown'];
    const ordered = [...this.samples()].sort((a, b) => place(a.device) - place(b.device));
    const all = courseOf(
      ordered,
      this.metric(),
      this.byDevice() ? null : (device) => owners.get(device) ?? { id: `:${device}`, name: device, part: 'unknown' },
    );
    return largest(all, TOP);
  });
  protected readonly note = computed(() => {
    const hidden = this.course().hidden;
    const top = hidden === 0 ? '' : `top ${String(TOP)} by average, ${number(hidden)} smaller not drawn`;
    return this.test().state === 'running' ? [top, 'so far'].filter((part) => part !== '').join('; ') : top;
  });
  protected readonly format = computed<(value: number | null) => string>(() =>
    this.metric() === 'cpu' ? (value) => `${number(value, 1)} s` : bytes,
  );
  protected readonly said = computed(
    () => `${words[this.metric()].word} over the run, one area ${this.byDevice() ? 'a device' : 'a wagon'}`,
  );
}
