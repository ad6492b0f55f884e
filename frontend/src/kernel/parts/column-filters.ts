import { A11yModule } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin, type ConnectedPosition } from '@angular/cdk/overlay';
import { Component, computed, inject, input, output, signal, type Signal } from '@angular/core';
import type { Filter } from '@hyperloop/contracts/kernel';
import { Moment } from '../url/moment';
import {
  filterOf,
  filterWords,
  formFault,
  readColumnFilters,
  spans,
  withColumn,
  writeColumnFilter,
  type ColumnFilter,
  type Filterable,
  type FilterWay,
} from './column-filter';
import { Icon } from './icon';
import type { TableColumn } from './table-model';

/** What of a table can be filtered. */
const filterableOf = (columns: readonly Pick<TableColumn<never>, 'label' | 'sort' | 'filter'>[]): readonly Filterable[] =>
  columns.flatMap(({ label, sort, filter }) => (sort === undefined || filter === undefined ? [] : [{ column: sort, label, kind: filter }]));

/**
 * The filters of single columns that the address holds, as the view is asked. In a field of a component:
 * `narrowed = columnFilters(() => this.columns, this.url.f)`, then `filter: filters(…, ...this.narrowed())`.
 */
export const columnFilters = <R>(
  columns: () => readonly TableColumn<R>[],
  written: Signal<readonly string[]>,
): Signal<readonly Filter[]> => {
  const moment = inject(Moment);
  return computed(() => {
    // Spans are counted from when they are asked: a filter that moved by itself would ask the server again and again.
    const now = moment.time() ?? Date.now();
    return readColumnFilters(written(), filterableOf(columns())).map((one) => filterOf(one, now));
  });
};

/** A filter for any column of a table: what is set stands as chips, “Filter” opens the form for one more (rule 214). */
@Component({
  selector: 'hl-column-filters',
  imports: [A11yModule, CdkConnectedOverlay, CdkOverlayOrigin, Icon],
  template: `
    @for (one of set(); track $index) {
      <span class="chip both on">
        <button type="button" class="open" (click)="open(one.column)">{{ words(one) }}</button>
        <button type="button" class="x" [attr.aria-label]="'Remove the filter ' + words(one)" (click)="remove(one)">
          <hl-icon name="close" [small]="true" />
        </button>
      </span>
    }
    <button
      type="button"
      class="chip"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      [attr.aria-expanded]="column() !== null"
      (click)="open(null)"
    >
      <hl-icon name="plus" [small]="true" />Filter a column
    </button>
    <ng-template
      cdkConnectedOverlay
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="column() !== null"
      [cdkConnectedOverlayPositions]="below"
      [cdkConnectedOverlayHasBackdrop]="true"
      (backdropClick)="close()"
      (detach)="close()"
    >
      <form class="pop" role="dialog" aria-label="Filter a column" cdkTrapFocus [cdkTrapFocusAutoCapture]="true" (submit)="apply($event)">
        <label class="fieldlabel" for="hl-filter-column">Column</label>
        <span class="field"
          ><select #which id="hl-filter-column" (change)="choose(which.value)">
            @for (known of filterable(); track known.column) {
              <option [value]="known.column" [selected]="known.column === column()">{{ known.label }}</option>
            }</select
          ><hl-icon name="down" [small]="true"
        /></span>
        @switch (kind()) {
          @case ('text') {
            <label class="fieldlabel" for="hl-filter-text">Contains</label>
            <span class="field"
              ><input #text id="hl-filter-text" maxlength="100" [value]="field('contains')" (input)="type('contains', text.value)"
            /></span>
            <p class="muted help">Found anywhere in the column, in capitals or not.</p>
          }
          @case ('number') {
            <div class="range">
              <span
                ><label class="fieldlabel" for="hl-filter-from">At least</label>
                <span class="field"
                  ><input #from id="hl-filter-from" maxlength="20" [value]="field('from')" (input)="type('from', from.value)" /></span
              ></span>
              <span
                ><label class="fieldlabel" for="hl-filter-to">At most</label>
                <span class="field"
                  ><input #to id="hl-filter-to" maxlength="20" [value]="field('to')" (input)="type('to', to.value)" /></span
              ></span>
            </div>
            <p class="muted help">1500, 1.5 k, 1.5 G. Sizes are in bytes, CPU in days.</p>
          }
          @case ('instant') {
            <label class="fieldlabel" for="hl-filter-within">{{ label() }}</label>
            <input
              #slider
              id="hl-filter-within"
              type="range"
              min="0"
              [max]="spans.length - 1"
              step="1"
              [value]="step()"
              [attr.aria-valuetext]="spans[step()]?.word"
              (input)="slide(slider.value)"
            />
            <p class="row">
              <b class="b6">{{ spans[step()]?.word }}</b><span class="push muted">Off … last year</span>
            </p>
            <p class="muted help">Counted back from now, or from the moment that is shown.</p>
          }
        }
        @if (fault(); as sentence) {
          <p class="c-fail" role="alert">{{ sentence }}</p>
        }
        <div class="row acts">
          <button type="submit" class="btn pri sm" [disabled]="fault() !== null">Apply</button>
          <button type="button" class="btn sm ghost" (click)="close()">Cancel</button>
        </div>
      </form>
    </ng-template>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    .both {
      padding: 0;
      gap: 0;
    }
    .open {
      height: 22px;
      padding: 0 2px 0 8px;
    }
    .x {
      height: 22px;
      width: 22px;
      display: inline-grid;
      place-items: center;
    }
    .pop {
      position: static;
      width: 260px;
      display: flex;
      flex-direction: column;
      gap: 4px;
    }
    .range {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px;
    }
    .field,
    .field input,
    .field select {
      width: 100%;
      min-width: 0;
    }
    p {
      margin: 2px 0;
    }
    .acts {
      margin-top: 6px;
    }
    input[type='range'] {
      width: 100%;
      accent-color: var(--hl-accent);
    }
  `,
})
export class ColumnFilters {
  readonly columns = input.required<readonly Pick<TableColumn<never>, 'label' | 'sort' | 'filter'>[]>();
  /** As the address holds them. */
  readonly value = input<readonly string[]>([]);
  readonly valueChange = output<readonly string[]>();
  protected readonly filterable = computed(() => filterableOf(this.columns()));
  protected readonly set = computed(() => readColumnFilters(this.value(), this.filterable()));
  /** The column whose form is open. */
  protected readonly column = signal<string | null>(null);
  readonly #typed = signal<Readonly<Partial<Record<FilterWay, string>>>>({});
  protected readonly kind = computed(() => this.filterable().find(({ column }) => column === this.column())?.kind);
  protected readonly label = computed(() => this.filterable().find(({ column }) => column === this.column())?.label ?? '');
  protected readonly fault = computed(() => formFault(this.#typed()));
  protected readonly step = computed(() =>
    Math.max(
      0,
      spans.findIndex(({ text }) => text === (this.#typed().within ?? '')),
    ),
  );
  protected readonly spans = spans;
  protected readonly below: ConnectedPosition[] = [
    { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
    { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
  ];

  protected words(one: ColumnFilter): string {
    return filterWords(one, this.filterable());
  }
  protected field(way: FilterWay): string {
    return this.#typed()[way] ?? '';
  }
  protected type(way: FilterWay, text: string): void {
    this.#typed.update((typed) => ({ ...typed, [way]: text }));
  }
  protected slide(step: string): void {
    this.#typed.set({ within: spans[Number(step)]?.text ?? '' });
  }
  protected open(column: string | null): void {
    this.choose(column ?? this.filterable()[0]?.column ?? '');
  }
  protected choose(column: string): void {
    this.column.set(column);
    this.#typed.set(Object.fromEntries(this.set().flatMap((one) => (one.column === column ? [[one.way, one.text]] : []))));
  }
  protected close(): void {
    this.column.set(null);
  }
  protected apply(event: Event): void {
    event.preventDefault();
    const column = this.column();
    if (column === null || this.fault() !== null) return;
    this.#say(withColumn(this.set(), column, this.#typed()));
    this.close();
  }
  protected remove(one: ColumnFilter): void {
    this.#say(this.set().filter((each) => each !== one));
  }
  #say(next: readonly ColumnFilter[]): void {
    this.valueChange.emit(next.map(writeColumnFilter));
  }
}
