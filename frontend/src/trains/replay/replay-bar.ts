import { Component, computed, input, output } from '@angular/core';
import type { ReplayStep } from '@hyperloop/contracts/kernel';
import { clockTime, counted, time } from '../../kernel/format';
import { Icon } from '../../kernel/parts/icon';
import { speeds, type Speed } from '../../kernel/replay/player';

/** Failures closer together than this share a mark. */
const MARKS = 120;

/** Play, step, speed, and the line of the run's events. */
@Component({
  selector: 'hl-replay-bar',
  imports: [Icon],
  template: `
    <div class="row t4">
      <button type="button" class="btn icon ghost" aria-label="Previous event" title="Previous event (←)" (click)="moved.emit(step() - 1)">
        <hl-icon name="left" />
      </button>
      <button
        type="button"
        class="btn icon play"
        [attr.aria-label]="playing() ? 'Pause' : 'Play'"
        [title]="(playing() ? 'Pause' : 'Play') + ' (space)'"
        (click)="toggled.emit()"
      >
        <hl-icon [name]="playing() ? 'pause' : 'play'" />
      </button>
      <button type="button" class="btn icon ghost" aria-label="Next event" title="Next event (→)" (click)="moved.emit(step() + 1)">
        <hl-icon name="right" />
      </button>
      <button
        type="button"
        class="btn sm"
        [attr.aria-disabled]="failuresAhead() === 0 ? true : null"
        [title]="failuresAhead() === 0 ? 'Nothing went wrong after this event' : ''"
        (click)="failuresAhead() > 0 && failure.emit()"
      >
        Next failure <kbd>F</kbd>
      </button>
    </div>
    <div class="scrub">
      <div class="marks" aria-hidden="true">
        @for (mark of marks(); track mark.left) {
          <i [style.left.%]="mark.left" [title]="mark.title"></i>
        }
      </div>
      <input
        type="range"
        min="0"
        step="1"
        aria-label="Events of the run"
        [max]="steps().length - 1"
        [value]="step()"
        [attr.aria-valuetext]="spoken()"
        (input)="moved.emit(range.valueAsNumber)"
        #range
      />
      <div class="ends small muted">
        <span>{{ first() }}</span>
        <span class="now strong">{{ now() }}</span>
        <span>{{ last() }}</span>
      </div>
    </div>
    <span class="seg" role="group" aria-label="Speed">
      @for (each of speeds; track each) {
        <button type="button" [class.on]="speed() === each" [attr.aria-pressed]="speed() === each" (click)="speedChosen.emit(each)">
          {{ each === 'max' ? 'Max' : each + '×' }}
        </button>
      }
    </span>
  `,
  styleUrl: './replay-bar.css',
  host: { role: 'group', 'aria-label': 'Player' },
})
export class ReplayBar {
  readonly steps = input.required<readonly ReplayStep[]>();
  readonly step = input.required<number>();
  readonly playing = input.required<boolean>();
  readonly speed = input.required<Speed>();
  readonly moved = output<number>();
  readonly toggled = output();
  readonly failure = output();
  readonly speedChosen = output<Speed>();

  protected readonly speeds = speeds;
  protected readonly current = computed(() => this.steps()[this.step()]);
  protected readonly first = computed(() => time(this.steps()[0]?.at));
  protected readonly last = computed(() => clockTime(this.steps().at(-1)?.at));
  protected readonly now = computed(
    () => `${clockTime(this.current()?.at)} · event ${String(this.step() + 1)} of ${String(this.steps().length)}`,
  );
  protected readonly spoken = computed(() => `${clockTime(this.current()?.at)}, ${this.current()?.says ?? ''}`);
  protected readonly failuresAhead = computed(
    () => this.steps().filter(({ failures }, at) => at > this.step() && failures !== undefined).length,
  );
  protected readonly marks = computed(() => {
    const steps = this.steps();
    const found = new Map<number, number>();
    steps.forEach(({ failures = 0 }, at) => {
      if (failures === 0) return;
      const place = Math.round((at / Math.max(1, steps.length - 1)) * MARKS);
      found.set(place, (found.get(place) ?? 0) + failures);
    });
    return [...found].map(([place, failures]) => ({ left: (place / MARKS) * 100, title: counted(failures, 'failure') }));
  });
}
