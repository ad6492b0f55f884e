import { Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { duration } from '../../kernel/format';
import { Icon } from '../../kernel/parts/icon';
import type { IconName } from '../../kernel/parts/icons';
import { Panel } from '../../kernel/parts/panel';
import { Moment } from '../../kernel/url/moment';
import { courseOf, type Step } from './course';

const looks: Readonly<Record<Step['is'], { icon: IconName; tone: string; said: string }>> = {
  done: { icon: 'done', tone: 'c-done', said: 'done' },
  running: { icon: 'running', tone: 'c-run', said: 'runs' },
  waits: { icon: 'dot', tone: 'muted', said: 'ahead' },
  failed: { icon: 'failed', tone: 'c-fail', said: 'failed' },
  gone: { icon: 'blocked', tone: 'muted', said: 'will not come' },
};

/** The way of the train from composing to its output, a step a line. */
@Component({
  selector: 'hl-train-course',
  imports: [Icon, Panel],
  template: `
    <hl-panel heading="Course">
      <span hlPanelEnd class="muted small">{{ total() }}</span>
      <ol>
        @for (step of steps(); track step.name) {
          <li>
            <span [class]="look(step).tone"
              ><hl-icon [name]="look(step).icon" [spin]="step.is === 'running'" /><span class="hl-said">{{ look(step).said }}</span></span
            >
            <span class="grow">
              <span [class.strong]="step.is !== 'waits' && step.is !== 'gone'" [class.muted]="step.is === 'waits' || step.is === 'gone'">{{
                step.name
              }}</span>
              <span class="small muted what">{{ step.what }}</span>
            </span>
            <span class="small muted push nowrap">{{ step.took }}</span>
          </li>
        }
      </ol>
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 4px 0;
    }
    li {
      display: flex;
      gap: 8px;
      padding: 5px 12px;
      line-height: 18px;
    }
    .what {
      display: block;
      overflow-wrap: anywhere;
    }
  `,
})
export class TrainCourse {
  readonly train = input.required<TrainRunRow>();
  readonly #moment = inject(Moment);
  readonly #tick = signal(Date.now());
  readonly #now = computed(() => this.#moment.time() ?? this.#tick());
  protected readonly steps = computed(() => courseOf(this.train(), this.#now()));
  protected readonly total = computed(() => {
    const { composedAt, endedAt } = this.train();
    const spent = ((endedAt === null ? this.#now() : Date.parse(endedAt)) - Date.parse(composedAt)) / 1000;
    return endedAt === null ? `${duration(spent)} so far` : duration(spent);
  });
  constructor() {
    const ticking = setInterval(() => this.train().endedAt === null && this.#tick.set(Date.now()), 10_000);
    inject(DestroyRef).onDestroy(() => clearInterval(ticking));
  }
  protected look(step: Step) {
    return looks[step.is];
  }
}
