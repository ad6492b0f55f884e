import { Component, inject } from '@angular/core';
import { Icon } from '../parts/icon';
import { TimeSteps } from './time-steps';

/** Step to the event of this page before or after the moment. */
@Component({
  selector: 'hl-step-buttons',
  imports: [Icon],
  template: `
    <button type="button" class="btn sm" [attr.aria-disabled]="off()" [title]="title('[')" (click)="go('previous')">
      <hl-icon [name]="steps.asking() === 'previous' ? 'running' : 'left'" [small]="true" [spin]="steps.asking() === 'previous'" />Earlier
      change
    </button>
    <button type="button" class="btn sm" [attr.aria-disabled]="off()" [title]="title(']')" (click)="go('next')">
      Later change<hl-icon [name]="steps.asking() === 'next' ? 'running' : 'right'" [small]="true" [spin]="steps.asking() === 'next'" />
    </button>
  `,
  styles: `
    :host {
      display: inline-flex;
      gap: 4px;
    }
    .btn {
      color: var(--hl-past);
      border-color: var(--hl-past-solid);
      background: transparent;
    }
    .btn[aria-disabled='true'] {
      color: var(--hl-text-3);
      border-color: var(--hl-line);
    }
  `,
})
export class StepButtons {
  protected readonly steps = inject(TimeSteps);
  protected off(): true | null {
    return this.steps.offBecause() === null ? null : true;
  }
  protected title(key: string): string {
    return (
      this.steps.offBecause() ??
      `To the ${key === '[' ? 'last event of this page before' : 'first event of this page after'} the moment (${key})`
    );
  }
  protected go(direction: 'previous' | 'next'): void {
    if (this.steps.offBecause() === null) void this.steps.step(direction);
  }
}
