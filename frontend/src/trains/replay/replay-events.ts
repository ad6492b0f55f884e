import { afterRenderEffect, Component, computed, ElementRef, inject, input, output } from '@angular/core';
import type { ReplayStep } from '@hyperloop/contracts/kernel';
import { clockTime } from '../../kernel/format';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';

/** Drawn around the playhead; a run has thousands of events. */
const BEFORE = 12;
const DRAWN = 40;

/** The events around the moment; what is still to come is faint, never hidden. */
@Component({
  selector: 'hl-replay-events',
  imports: [Icon, Panel],
  template: `
    <hl-panel heading="Events" [note]="note()">
      <ol>
        @for (event of around(); track event.step) {
          <li [class.current]="event.step === step()" [class.ahead]="event.step > step()">
            <button
              type="button"
              [attr.aria-current]="event.step === step() ? 'step' : null"
              [title]="event.type + ' by ' + event.by"
              (click)="chosen.emit(event.step)"
            >
              <span class="mono">{{ event.clock }}</span>
              <span [class.c-fail]="event.failed">
                @if (event.failed) {
                  <hl-icon name="failed" [small]="true" /><span class="hl-said">failure</span>
                }
                {{ event.says }}</span
              >
            </button>
          </li>
        }
      </ol>
    </hl-panel>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    hl-panel {
      flex: 1;
      min-height: 0;
      overflow: hidden;
      display: flex;
      flex-direction: column;
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
      overflow: auto;
    }
    li {
      border-bottom: 1px solid var(--hl-line);
    }
    button {
      display: grid;
      grid-template-columns: 58px minmax(0, 1fr);
      gap: 6px;
      width: 100%;
      min-height: 28px;
      padding: 5px 12px;
      line-height: 18px;
      text-align: left;
      overflow-wrap: anywhere;
    }
    button:hover {
      background: var(--hl-hover);
    }
    .mono {
      color: var(--hl-text-3);
    }
    .current {
      background: var(--hl-past-soft);
      box-shadow: inset 2px 0 0 var(--hl-past-solid);
    }
    .ahead {
      color: var(--hl-text-2);
    }
  `,
})
export class ReplayEvents {
  readonly steps = input.required<readonly ReplayStep[]>();
  readonly step = input.required<number>();
  readonly chosen = output<number>();
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);

  constructor() {
    // The moment stays in sight, with what comes next below it.
    afterRenderEffect(() => {
      this.step();
      const list = this.#host.nativeElement.querySelector('ol');
      const current = list?.querySelector<HTMLElement>('.current');
      if (list && current) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
    });
  }
  protected readonly note = computed(() => `${String(this.step() + 1)} of ${String(this.steps().length)}`);
  protected readonly around = computed(() => {
    const from = Math.max(0, Math.min(this.step() - BEFORE, this.steps().length - DRAWN));
    return this.steps()
      .slice(from, from + DRAWN)
      .map(({ at, by, type, says, failures }, index) => ({
        step: from + index,
        clock: clockTime(at),
        by,
        type,
        says,
        failed: failures !== undefined,
      }));
  });
}
