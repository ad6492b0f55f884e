import { Component, computed, effect, inject, input, model, output, signal, untracked, viewChild, type ElementRef } from '@angular/core';
import { Icon } from '../../../kernel/parts/icon';
import { MenuButton, type MenuItem } from '../../../kernel/parts/menu-button';
import { BASE, type DraftVariant } from '../../editing/draft';
import type { GridRow, ParameterRow } from '../../editing/grid-rows';
import { moved, stepOfKey, type Field, type Standing } from '../../editing/movement';
import { pastedWords } from '../../editing/paste';
import { extended } from '../../editing/range';
import { axisOfWidth, editPart, partsOf, resized, toggled, type AxisChoice } from '../../editing/value-parts';
import { WagonEditorStore } from '../../editing/wagon-editor.store';
import type { CellView } from './cell-view';
import { GridCell, type Typed } from './grid-cell';
import { GridClipboard } from './grid-clipboard';
import { GridLines } from './grid-lines';
import { GridRange } from './grid-range';
import { GridWindow } from './grid-window';
import { HoverCard } from './hover-card';

/** Ask the tab for a name, to make or to rename a subwagon. */
export type SubwagonAsked = { readonly act: 'add' | 'rename' | 'remove'; readonly id: string };

/** Base and subwagons as columns, parameters as lines; only lines in sight are drawn. */
@Component({
  selector: 'hl-configuration-grid',
  imports: [Icon, MenuButton, GridCell, HoverCard],
  templateUrl: './configuration-grid.html',
  styleUrl: './configuration-grid.css',
  host: { '(document:paste)': 'paste($event)', '(document:copy)': 'copy($event)' },
})
export class ConfigurationGrid {
  protected readonly store = inject(WagonEditorStore);
  readonly rows = input.required<readonly GridRow[]>();
  readonly mayEdit = input(false);
  readonly why = input<string | null>(null);
  readonly empty = input('');
  /** Where one stands, for the panel beside it. */
  readonly standing = model<Standing | null>(null);
  readonly folded = output<string>();
  /** What became of a paste, as a sentence. */
  readonly pasted = output<string>();
  readonly asked = output<SubwagonAsked>();

  protected readonly port = viewChild.required<ElementRef<HTMLElement>>('port');
  protected readonly editing = signal(false);
  protected readonly begunWith = signal<string | null>(null);
  protected readonly hovered = signal<{ view: CellView; variant: DraftVariant; x: number; y: number } | null>(null);
  #hoverTimer: ReturnType<typeof setTimeout> | undefined;

  protected readonly variants = this.store.draft;
  protected readonly window = new GridWindow(
    this.port,
    this.rows,
    computed(() => this.variants().length),
  );
  protected readonly lines = new GridLines(this.store, this.rows, this.window);
  readonly #byId = computed(() => new Map(this.rows().flatMap((row) => (row.kind === 'parameter' ? [[row.id, row] as const] : []))));
  readonly #field = computed<Field>(() => ({
    rows: [...this.#byId().keys()],
    variants: this.variants().map(({ id }) => id),
    shapeAt: (row, variant) => {
      const [line, one] = [this.#byId().get(row), this.store.draftById().get(variant)];
      return line === undefined || one === undefined
        ? [1]
        : partsOf(line.declaration, this.store.heldIn(one, row)).map((parts) => parts.length);
    },
  }));

  protected readonly ranged = new GridRange(this.standing, this.#field);
  readonly #clipboard = new GridClipboard(this.store, this.ranged, {
    rows: () => this.#field().rows,
    declarationOf: (row) => this.#byId().get(row)?.declaration ?? null,
  });

  constructor() {
    // What is stood in comes into sight, also when a link brought it.
    effect(() => {
      const row = this.standing()?.row;
      if (row !== undefined) untracked(() => this.#reveal(row));
    });
  }

  protected scrolled(): void {
    this.window.scrolled();
    this.hovered.set(null);
  }
  protected standingIn(row: string, variant: string): string | null {
    const now = this.standing();
    return now?.row === row && now.variant === variant ? `${String(now.line)},${String(now.at)}` : null;
  }
  protected menuOf(variant: DraftVariant): readonly MenuItem[] {
    return [
      { label: 'Rename…', icon: 'pencil', run: () => this.asked.emit({ act: 'rename', id: variant.id }) },
      { label: 'Remove subwagon', icon: 'trash', danger: true, run: () => this.asked.emit({ act: 'remove', id: variant.id }) },
    ];
  }
  /** `float`, `array 4`, `labelled 2×3`: the size is Base's. */
  protected typeOf({ declaration, id }: ParameterRow): string {
    const { type, kind } = declaration;
    if (kind === 'axis') return 'axis';
    if (kind === 'processSwitch') return 'switch';
    const base = this.store.baseOf(id);
    if (base?.form === 'array') return `array ${String(base.cells.length)}`;
    if (base?.form === 'matrix')
      return `${type.startsWith('Labeled') ? 'labelled' : 'matrix'} ${String(base.rows.length)}×${String(base.rows[0]?.length ?? 0)}`;
    return type.toLowerCase();
  }
  protected typeInFull({ declaration }: ParameterRow): string {
    const { type, kind, fixedLength } = declaration;
    return `${kind === 'processSwitch' ? 'Process switch' : kind === 'axis' ? `Axis, ${type}` : type}${fixedLength === undefined ? '' : `, its length is fixed to ${String(fixedLength)}`}`;
  }

  protected pressed(event: MouseEvent): void {
    // A name leads to the value of Base, so that its help and who set it stand beside.
    const name = (event.target as Element).closest<HTMLElement>('[data-name]')?.dataset['name'];
    if (name !== undefined) {
      this.editing.set(false);
      this.standing.set({ row: name, variant: BASE, line: 0, at: 0 });
      return this.#focus();
    }
    const part = (event.target as Element).closest<HTMLElement>('[data-part]');
    const cell = part?.closest<HTMLElement>('[data-row]');
    if (part == null || cell == null) return;
    const [line = '0', at = '0'] = (part.dataset['part'] ?? '').split(',');
    const to: Standing = { row: cell.dataset['row'] ?? '', variant: cell.dataset['variant'] ?? BASE, line: Number(line), at: Number(at) };
    this.editing.set(false);
    if (event.shiftKey) {
      event.preventDefault();
      this.#extendTo({ ...to, line: 0, at: 0 });
      return this.#focus();
    }
    this.standing.set(to);
    if (part instanceof HTMLSelectElement) return;
    if (this.#isBool(to)) {
      if ((event.target as Element).closest('[data-box]') !== null) this.#toggle(to);
      this.#focus();
    } else if (this.mayEdit()) this.#begin(null);
    else this.#focus();
  }

  protected key(event: KeyboardEvent): void {
    // Menus, boxes of the heads and lists of widths have keys of their own.
    if (event.target !== this.port().nativeElement || event.altKey) return;
    const step = stepOfKey(event.key);
    const now = this.standing();
    if (step !== null) {
      event.preventDefault();
      const first = this.#field().rows[0];
      if (now === null) {
        if (first !== undefined) this.standing.set({ row: first, variant: BASE, line: 0, at: 0 });
      } else if (event.shiftKey) this.#extendTo(extended(now, step, this.#field()));
      else this.standing.set(moved(now, step, this.#field()));
      return;
    }
    if (event.ctrlKey || event.metaKey) return this.#takenBack(event);
    if (now === null) return;
    if (event.key === 'Escape') this.standing.set(null);
    else if (this.mayEdit()) this.#editKey(event, now);
  }

  #extendTo(to: Standing): void {
    this.ranged.extendTo(to);
    this.standing.set(to);
  }
  /** Ctrl Z, and Ctrl Shift Z or Ctrl Y, as everywhere. */
  #takenBack(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (!this.mayEdit() || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) this.store.redoEdit();
    else this.store.undoEdit();
  }

  #editKey(event: KeyboardEvent, now: Standing): void {
    const isBool = this.#isBool(now);
    // Typed faster than the field is drawn: the keys are kept here.
    const begun = this.begunWith();
    if (event.key === 'Delete' || event.key === 'Backspace') this.#clear(now);
    else if (isBool && (event.key === 'Enter' || event.key === ' ')) this.#toggle(now);
    else if (event.key === 'Enter' && this.editing() && begun !== null) this.finished({ text: begun, then: 'down' });
    else if (event.key === 'Enter' || event.key === 'F2') this.#begin(null);
    else if (event.key.length === 1 && !isBool) {
      event.stopPropagation();
      // Typing over a value begins anew with that key; keys that come before the field is drawn are kept.
      this.#begin(this.editing() ? (begun ?? '') + event.key : event.key);
    } else return;
    event.preventDefault();
  }

  /** A block of a spreadsheet, put down where one stands; what was not taken is told (rules 38, 41). */
  protected paste(event: ClipboardEvent): void {
    const standing = this.standing();
    // Inside a field that is being typed in the browser pastes as everywhere.
    if (!this.#isFocused() || standing === null || !this.mayEdit()) return;
    event.preventDefault();
    const result = this.#clipboard.pasted(event.clipboardData?.getData('text/plain') ?? '', standing);
    this.store.setValues(result.changes);
    this.pasted.emit(pastedWords(result));
  }
  /** The grid itself, not a field in it: browsers tell of the clipboard at the body then. */
  #isFocused(): boolean {
    return this.port().nativeElement.ownerDocument.activeElement === this.port().nativeElement;
  }
  protected copy(event: ClipboardEvent): void {
    const standing = this.standing();
    const text = !this.#isFocused() || standing === null ? null : this.#clipboard.copied(standing);
    if (text === null) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  }
  protected finished(typed: Typed): void {
    const now = this.standing();
    if (now === null || !this.editing()) return;
    this.editing.set(false);
    this.#set(now, typed.text);
    if (typed.then === 'stay') return;
    this.#focus();
    this.standing.set(moved(now, typed.then, this.#field()));
  }
  protected leftField(): void {
    this.editing.set(false);
    this.#focus();
  }
  protected chooseWidth(view: CellView, choice: AxisChoice): void {
    this.store.setValue({ variant: view.variantId, key: view.row.id }, axisOfWidth(choice, view.held));
    this.#focus();
  }
  protected resize(view: CellView, by: 1 | -1): void {
    this.store.setValue({ variant: view.variantId, key: view.row.id }, resized(view.row.declaration, view.held, by));
    this.#focus();
  }

  protected entered(event: MouseEvent): void {
    clearTimeout(this.#hoverTimer);
    const cell = (event.target as Element).closest<HTMLElement>('[data-row]');
    const view = cell === null ? undefined : this.lines.viewAt(cell.dataset['row'] ?? '', cell.dataset['variant'] ?? '');
    const variant = view === undefined ? undefined : this.store.draftById().get(view.variantId);
    if (cell === null || view === undefined || variant === undefined || this.editing()) return this.hovered.set(null);
    if (this.hovered()?.view === view) return;
    this.hovered.set(null);
    const speaks = view.unsaved || view.problem !== null || this.store.givenAt(variant, view.row.id) !== null;
    if (!speaks) return;
    this.#hoverTimer = setTimeout(() => {
      const box = cell.getBoundingClientRect();
      this.hovered.set({ view, variant, x: box.left, y: box.bottom });
    }, 300);
  }
  protected gone(): void {
    clearTimeout(this.#hoverTimer);
    this.hovered.set(null);
  }

  #begin(text: string | null): void {
    const now = this.standing();
    if (now === null || !this.mayEdit()) return;
    const width = this.#partAt(now)?.kind === 'width';
    if (width) {
      const select = this.port().nativeElement.querySelector<HTMLSelectElement>(
        `[data-row="${CSS.escape(now.row)}"][data-variant="${CSS.escape(now.variant)}"] select`,
      );
      select?.focus();
      return;
    }
    this.begunWith.set(text);
    this.editing.set(true);
    this.gone();
  }
  #partAt({ row, variant, line, at }: Standing) {
    const [one, parameter] = [this.store.draftById().get(variant), this.#byId().get(row)];
    return one === undefined || parameter === undefined
      ? undefined
      : partsOf(parameter.declaration, this.store.heldIn(one, row))[line]?.[at];
  }
  #isBool(at: Standing): boolean {
    return this.#partAt(at)?.kind === 'bool';
  }
  #clear(now: Standing): void {
    const range = this.ranged.range();
    if (range === null) return this.#set(now, null);
    this.store.setValues(range.variants.flatMap((variant) => range.rows.map((key) => ({ place: { variant, key }, value: null }))));
  }
  #toggle(at: Standing): void {
    const part = this.#partAt(at);
    if (part !== undefined && this.mayEdit()) this.#set(at, toggled(part.text));
  }
  #set(at: Standing, text: string | null): void {
    const [variant, row, part] = [this.store.draftById().get(at.variant), this.#byId().get(at.row), this.#partAt(at)];
    if (variant === undefined || row === undefined || part === undefined) return;
    const held = this.store.heldIn(variant, row.id);
    const value = part.kind === 'width' ? null : editPart(row.declaration, held, part, text);
    this.store.setValue({ variant: variant.id, key: row.id }, value);
  }
  #focus(): void {
    this.port().nativeElement.focus({ preventScroll: true });
  }
  #reveal(row: string): void {
    this.window.reveal(
      row,
      this.variants().findIndex(({ id }) => id === this.standing()?.variant),
    );
  }
}
