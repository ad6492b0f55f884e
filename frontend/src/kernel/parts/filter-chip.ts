import { CdkMenu, CdkMenuItemCheckbox, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, input, output } from '@angular/core';
import { Icon } from './icon';

export type FilterOption = { readonly value: string; readonly word: string; readonly count?: number };

/** One filter: “Tag any ⌄”, or tinted with × when it filters. */
@Component({
  selector: 'hl-filter',
  imports: [Icon, CdkMenu, CdkMenuItemCheckbox, CdkMenuTrigger],
  template: `
    <span class="chip both" [class.on]="chosen().length > 0">
      <button type="button" class="open" [cdkMenuTriggerFor]="menu" [attr.aria-label]="label() + ': ' + words()">
        {{ label() }} <b>{{ words() }}</b>
        @if (chosen().length === 0) {
          <hl-icon name="down" [small]="true" />
        }
      </button>
      @if (chosen().length > 0) {
        <button type="button" class="x" [attr.aria-label]="'Remove the filter ' + label()" (click)="chosenChange.emit([])">
          <hl-icon name="close" [small]="true" />
        </button>
      }
    </span>
    <ng-template #menu>
      <div class="menu" cdkMenu [attr.aria-label]="label()">
        @for (option of options(); track option.value) {
          <button
            type="button"
            class="mi"
            cdkMenuItemCheckbox
            [cdkMenuItemChecked]="chosen().includes(option.value)"
            (cdkMenuItemTriggered)="toggle(option.value)"
          >
            <span class="chk" [class.on]="chosen().includes(option.value)">
              @if (chosen().includes(option.value)) {
                <hl-icon name="check" />
              }
            </span>
            <span class="grow">{{ option.word }}</span>
            @if (option.count !== undefined) {
              <span class="muted">{{ option.count }}</span>
            }
          </button>
        } @empty {
          <span class="mt">Nothing to choose from</span>
        }
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    .both {
      padding: 0;
      gap: 0;
    }
    .open {
      height: 22px;
      padding: 0 8px;
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }
    .on .open {
      padding-right: 2px;
    }
    .x {
      height: 22px;
      width: 22px;
      margin: 0;
      display: inline-grid;
      place-items: center;
    }
  `,
})
export class FilterChip {
  readonly label = input.required<string>();
  readonly options = input.required<readonly FilterOption[]>();
  readonly chosen = input<readonly string[]>([]);
  /** One choice replaces the other. */
  readonly single = input(false);
  readonly chosenChange = output<readonly string[]>();
  protected readonly words = computed(() => {
    const words = this.chosen().map((value) => this.options().find((option) => option.value === value)?.word ?? value);
    return words.length === 0
      ? 'any'
      : words.length > 2
        ? `${words.slice(0, 2).join(', ')} and ${String(words.length - 2)} more`
        : words.join(', ');
  });
  protected toggle(value: string): void {
    const chosen = this.chosen();
    if (chosen.includes(value)) this.chosenChange.emit(chosen.filter((each) => each !== value));
    else this.chosenChange.emit(this.single() ? [value] : [...chosen, value]);
  }
}
