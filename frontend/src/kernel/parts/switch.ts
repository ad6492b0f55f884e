import { Component, input, output } from '@angular/core';

/** On or off at once, with its word. While the change is being saved it does not take a second one. */
@Component({
  selector: 'hl-switch',
  template: `
    <button
      type="button"
      role="switch"
      data-hl-command
      class="target"
      [attr.aria-checked]="on()"
      [attr.aria-label]="label()"
      [attr.aria-disabled]="offBecause() || busy() ? true : null"
      [attr.title]="offBecause() ?? null"
      (click)="press($event)"
    >
      <span class="sw" [class.on]="on()" [class.busy]="busy()" [class.cannot]="!!offBecause()"></span>
    </button>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    .target {
      min-width: 26px;
      height: 24px;
      display: inline-grid;
      place-items: center;
    }
    .target[aria-disabled] {
      cursor: default;
    }
    .sw {
      vertical-align: 0;
    }
    .busy {
      opacity: 0.55;
    }
    .cannot {
      border-color: var(--hl-line-strong);
      background: var(--hl-sunken);
    }
    .cannot::after {
      background: var(--hl-line-strong);
    }
  `,
})
export class Switch {
  readonly on = input.required<boolean>();
  /** Names what is switched: “lambdakzero_tight on LHC22o”. */
  readonly label = input.required<string>();
  readonly busy = input(false);
  readonly offBecause = input<string | null>(null);
  /** The wish; the switch moves when the view says so. */
  readonly wished = output<boolean>();
  protected press(event: Event): void {
    event.stopPropagation();
    if (this.offBecause() === null && !this.busy()) this.wished.emit(!this.on());
  }
}
