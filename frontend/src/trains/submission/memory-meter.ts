import { Component, computed, input } from '@angular/core';
import { bytes, percent } from '../../kernel/format';
import type { MemoryPart } from './needs';

/** PSS of the train against its target: the shared part grey, each wagon's own share in a shade; over the limit it is red. */
@Component({
  selector: 'hl-memory-meter',
  template: `
    <div class="fr">
      <span class="strong">Memory (PSS)</span>
      <span>
        <b class="b6 figure" [class.c-fail]="over()">{{ bytes(pss()) }}</b>
        <span [class.muted]="!over()" [class.c-fail]="over()">of {{ bytes(limit()) }}, {{ share() }}</span>
      </span>
    </div>
    <div
      class="stack"
      role="meter"
      [attr.aria-valuenow]="now()"
      aria-valuemin="0"
      aria-valuemax="100"
      [attr.aria-label]="'Memory fill ' + share()"
    >
      @for (part of drawn(); track part.wagonId; let i = $index) {
        <i
          [class.shared]="part.wagonId === null"
          [class.fail]="over()"
          [style.width.%]="part.width"
          [style.opacity]="part.opacity"
          [attr.title]="part.title"
        ></i>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
    }
    .fr {
      display: flex;
      justify-content: space-between;
      align-items: baseline;
      font: var(--hl-type-small);
      line-height: 22px;
      gap: 8px;
      white-space: nowrap;
    }
    .figure {
      font-size: 15px;
      margin-right: 4px;
    }
    .stack {
      height: 16px;
      border-radius: 3px;
      background: var(--hl-press);
      display: flex;
      gap: 1px;
      overflow: hidden;
    }
    .stack i {
      display: block;
      height: 100%;
      background: var(--hl-s1);
      flex: none;
    }
    .stack i.shared {
      background: var(--hl-wait-solid);
    }
    .stack i.fail {
      background: var(--hl-fail-solid);
    }
  `,
})
export class MemoryMeter {
  readonly parts = input.required<readonly MemoryPart[]>();
  readonly names = input.required<ReadonlyMap<string, string>>();
  readonly pss = input.required<number>();
  readonly limit = input.required<number>();
  protected readonly bytes = bytes;
  protected readonly over = computed(() => this.pss() > this.limit());
  protected readonly share = computed(() => percent(this.pss() / this.limit()));
  protected readonly now = computed(() => Math.round(Math.min(1, this.pss() / this.limit()) * 100));
  protected readonly drawn = computed(() => {
    const whole = Math.max(this.limit(), this.pss());
    return this.parts().map(({ wagonId, bytes: own }, i) => ({
      wagonId,
      width: (100 * own) / whole,
      opacity: wagonId === null ? 1 : Math.max(0.45, 1 - i * 0.11),
      title: `${wagonId === null ? 'Reader and shared parts' : (this.names().get(wagonId) ?? wagonId)}: ${bytes(own)}`,
    }));
  });
}
