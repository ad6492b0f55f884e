import { Component, input, output } from '@angular/core';

/** A day as a filter; emptied, it filters nothing. */
@Component({
  selector: 'hl-day-field',
  template: `
    <label class="chip" [class.on]="value() !== ''">
      {{ label() }}
      <input #box type="date" [value]="value()" (change)="valueChange.emit(box.value)" />
    </label>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    input {
      border: 0;
      outline: 0;
      background: transparent;
      font: var(--hl-type-small);
      width: 108px;
      padding: 0;
    }
    .chip:focus-within {
      outline: 2px solid var(--hl-focus);
    }
  `,
})
export class DayField {
  readonly label = input.required<string>();
  readonly value = input('');
  readonly valueChange = output<string>();
}
