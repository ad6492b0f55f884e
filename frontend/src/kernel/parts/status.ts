import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';
import { lookOf, type StatusKind } from './status-words';

/**
 * A state as icon and word, never one alone. `word` replaces the standard word (“2 warnings”), `more` stands behind it
 * (“62 %”, “4th”). Tinted beside a title, plain in tables.
 */
@Component({
  selector: 'hl-status',
  imports: [Icon],
  template: `
    <span class="st" [class]="look().tone" [class.tint]="tint()">
      <hl-icon [name]="look().icon" [spin]="look().spin ?? false" />{{ word() || look().word }}
    </span>
    @if (more()) {
      <span class="muted small more">{{ more() }}</span>
    }
  `,
  host: { class: 'hl-status' },
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      white-space: nowrap;
      min-width: 0;
      vertical-align: middle;
    }
    :host-context(td) {
      position: relative;
      top: -1px;
    }
    :host-context(td) .st {
      top: 0;
    }
  `,
})
export class Status {
  readonly kind = input.required<StatusKind>();
  readonly state = input.required<string>();
  readonly word = input('');
  readonly more = input('');
  readonly tint = input(false);
  protected readonly look = computed(() => lookOf(this.kind(), this.state()));
}
