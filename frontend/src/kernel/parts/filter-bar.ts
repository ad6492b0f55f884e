import { Component, input, output } from '@angular/core';
import { number } from '../format';

/** Search and filters above a table; “Clear all filters” and the count are always there. What stands right is marked `hlFilterEnd`. */
@Component({
  selector: 'hl-filter-bar',
  template: `
    <div class="filters">
      <ng-content />
      <button type="button" class="btn sm ghost" [disabled]="!filtered()" (click)="cleared.emit()">Clear all filters</button>
      <span class="push row">
        @if (shown() !== null) {
          <span class="muted small nowrap" aria-live="polite">{{ count() }}</span>
        }
        <ng-content select="[hlFilterEnd]" />
      </span>
    </div>
  `,
  styles: `
    :host {
      display: block;
      padding-bottom: 8px;
      flex: none;
    }
    .filters {
      flex-wrap: wrap;
    }
  `,
})
export class FilterBar {
  readonly filtered = input(false);
  readonly shown = input<number | null>(null);
  /** How many match, in words: `counted()` of a view. */
  readonly total = input<string | null>(null);
  /** “wagon”: one of what is counted. */
  readonly what = input('');
  /** “analyses”: where an s at the end does not make many of one. */
  readonly many = input('');
  readonly cleared = output();
  protected count(): string {
    const total = this.total();
    const of = total === null || total === number(this.shown()) ? '' : ` of ${total}`;
    const one = (total ?? number(this.shown())) === '1';
    const word = one || this.what() === '' ? this.what() : this.many() || `${this.what()}s`;
    return `${number(this.shown())}${of} ${word}`.trimEnd();
  }
}
