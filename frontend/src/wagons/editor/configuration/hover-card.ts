import { Component, computed, inject, input } from '@angular/core';
import { describeValue } from '@hyperloop/contracts/packages';
import { time } from '../../../kernel/format';
import { Icon } from '../../../kernel/parts/icon';
import { BASE, variantName, type DraftVariant } from '../../editing/draft';
import { WagonEditorStore } from '../../editing/wagon-editor.store';
import { storedValue, type CellView } from './cell-view';

/** What a value tells when the pointer rests on it: old → new while unsaved, what is wrong, and who set what is stored. */
@Component({
  selector: 'hl-hover-card',
  imports: [Icon],
  template: `
    <div class="pop" role="tooltip">
      <div class="row" style="justify-content: space-between">
        <span class="mono b6 ell">{{ view().row.declaration.name }}, {{ variant() }}</span>
        @if (view().unsaved) {
          <span class="st warn"><hl-icon name="pencil" />unsaved</span>
        }
      </div>
      @if (view().unsaved) {
        <div class="mono change">
          <span class="w-del">{{ old() }}</span> → <span class="w-add">{{ now() }}</span>
        </div>
      }
      @if (view().problem; as problem) {
        <div class="c-fail">{{ problem }}</div>
      }
      @if (given(); as set) {
        <div class="t2">
          {{ view().unsaved ? 'The stored value was set' : 'Set' }} by <b class="strong">{{ set.setBy }}</b>, {{ when(set.setAt)
          }}{{ set.source === 'upload' ? ', by JSON upload' : '' }}.
        </div>
        @if (set.reason) {
          <div class="t2">“{{ set.reason }}”</div>
        }
      } @else if (view().unsaved) {
        <div class="t2">
          {{ of().id === base ? 'The stored value is the package’s default.' : 'Stored, it inherits from Base.' }}
        </div>
      }
    </div>
  `,
  styles: `
    .pop {
      position: static;
      width: 300px;
      padding: 10px 12px;
    }
    .change {
      margin: 4px 0;
      overflow-wrap: anywhere;
      max-height: 120px;
      overflow: hidden;
    }
  `,
})
export class HoverCard {
  readonly #store = inject(WagonEditorStore);
  readonly view = input.required<CellView>();
  readonly of = input.required<DraftVariant>();
  protected readonly base = BASE;
  protected readonly when = time;
  protected readonly variant = computed(() => variantName(this.of().name));
  protected readonly given = computed(() => this.#store.givenAt(this.of(), this.view().row.id));
  protected readonly old = computed(() => this.#said(storedValue(this.#store, this.of(), this.view().row.id)));
  protected readonly now = computed(() => {
    const { held } = this.view();
    return this.#said(held.inBase ? held.base : held.override);
  });
  #said(value: Parameters<typeof describeValue>[0]): string {
    if (value === null) return this.of().id === BASE ? 'program’s own' : 'inherit';
    return describeValue(value) || 'empty text';
  }
}
