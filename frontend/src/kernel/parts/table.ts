import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  contentChild,
  contentChildren,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  model,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Here, RemotePart } from '../remote/remote-part';
import { ThemeChoice } from '../shell/theme';
import { Icon } from './icon';
import { heldOrder, nextSort, seated, windowOf, type RowAction, type Seats, type TableColumn, type TableSource } from './table-model';
import { Cell, Detail } from './table-templates';

const WINDOWED_OVER = 100;
/** A list that was asked for anew is here by then. */
const ANSWER_MS = 1_000;
const none: ReadonlySet<string> = new Set();

/**
 * The table of all screens: sticky head, sort through the address, keyboard (J K Enter .), row actions on hover and on
 * focus, long lists drawn in part. While the pointer or the focus is in it rows keep their place and new ones wait.
 */
@Component({
  selector: 'hl-table',
  imports: [Icon, NgTemplateOutlet, RemotePart, Here, RouterLink, CdkMenu, CdkMenuItem, CdkMenuTrigger],
  templateUrl: './table.html',
  styleUrl: './table.css',
})
export class Table<R> {
  readonly of = input.required<TableSource<R>>();
  readonly columns = input.required<readonly TableColumn<R>[]>();
  readonly label = input('The list');
  readonly sort = input('');
  readonly sortChange = output<string>();
  readonly empty = input('Nothing here');
  readonly emptyWhy = input('');
  readonly tight = input(false);
  readonly dim = input<(row: R) => boolean>();
  readonly actions = input<(row: R) => readonly RowAction[]>();
  /** Where a row leads: Enter, a click and the first column go there. */
  readonly linkOf = input<(row: R) => string | readonly unknown[] | null>();
  /** A row was opened that leads nowhere else: the screen shows it. */
  readonly opened = output<R>();
  readonly openable = input(false);
  /** Key of the row that is shown elsewhere on the page. */
  readonly selected = input<string | null>(null);
  readonly selectable = input(false);
  readonly chosen = model<ReadonlySet<string>>(none);
  readonly choosable = input<(row: R) => boolean>(() => true);
  readonly expanded = model<ReadonlySet<string>>(none);

  protected readonly cells = contentChildren(Cell);
  protected readonly detail = contentChild(Detail);
  protected readonly box = viewChild.required<ElementRef<HTMLElement>>('box');
  protected readonly current = signal<string | null>(null);
  protected readonly frozen = signal<readonly (string | undefined)[]>([]);
  readonly #router = inject(Router);
  readonly #theme = inject(ThemeChoice);
  readonly #held = signal<{ token: string; keys: readonly string[] } | null>(null);
  /** A menu lies over the page, so the focus is not in the table while one is open. */
  protected readonly menusOpen = signal(0);
  readonly #sight = signal({ top: 0, height: 800 });
  #askedAnewAt = 0;

  readonly #token = computed(() => JSON.stringify([this.of().query(), this.sort()]));
  protected readonly order = computed(() => {
    const held = this.#held();
    return heldOrder(this.of().rows(), (row) => this.key(row), held !== null && held.token === this.#token() ? held.keys : null);
  });
  protected readonly rowHeight = computed(() => (this.tight() ? 28 : this.#theme.comfortable() ? 36 : 30));
  protected readonly windowed = computed(() => this.order().rows.length > WINDOWED_OVER && this.detail() === undefined);
  protected readonly part = computed(() => {
    const count = this.order().rows.length;
    return this.windowed() ? windowOf(this.#sight().top, this.#sight().height, this.rowHeight(), count) : { from: 0, to: count };
  });
  protected readonly visible = computed(() => this.order().rows.slice(this.part().from, this.part().to));
  /** Nobody is in the table: what is drawn may become another row without anybody pressing the wrong one. */
  readonly #unwatched = computed(() => this.#held() === null && this.menusOpen() === 0);
  readonly #seats = linkedSignal<{ keys: readonly string[]; reuse: boolean }, Seats>({
    source: () => ({ keys: this.visible().map((row) => this.key(row)), reuse: this.#unwatched() }),
    computation: ({ keys, reuse }, before) => seated(before?.value ?? { of: new Map(), next: 0 }, keys, reuse),
  });
  protected readonly drawn = computed(() => this.visible().map((row) => ({ row, seat: this.#seats().of.get(this.key(row)) })));
  protected readonly width = computed(
    () => this.columns().length + (this.selectable() ? 1 : 0) + (this.detail() ? 1 : 0) + (this.actions() ? 1 : 0),
  );
  protected readonly actionWidth = computed(() => {
    const row = this.of().rows()[0];
    const shown = row === undefined ? 0 : (this.actions()?.(row).filter(({ menuOnly }) => !menuOnly).length ?? 0);
    return (shown + 1) * 26 + 20;
  });
  readonly #choosable = computed(() => this.order().rows.filter((row) => this.choosable()(row)));
  protected readonly allChosen = computed(() => this.#choosable().length > 0 && this.#choosable().every((row) => this.isChosen(row)));
  protected readonly someChosen = computed(() => !this.allChosen() && this.#choosable().some((row) => this.isChosen(row)));

  constructor() {
    let before: string | null = null;
    effect(() => {
      const token = this.#token();
      if (before !== null) this.#askedAnewAt = Date.now();
      before = token;
    });
    // Widths must not move while one scrolls: once a long table is drawn, they are kept as they came out.
    effect(() => {
      const windowed = this.windowed();
      this.columns();
      untracked(() => this.#freeze(windowed));
    });
    const measure = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.scrolled());
    effect(() => measure?.observe(this.box().nativeElement));
    inject(DestroyRef).onDestroy(() => measure?.disconnect());
  }

  /** What a row is called where only its buttons are read out: its strong column, or the first that is text. */
  protected nameOf(row: R): string {
    const columns = this.columns();
    const named =
      columns.find(({ look, text }) => look === 'strong' && text !== undefined) ?? columns.find(({ text }) => text !== undefined);
    return named?.text?.(row) || this.key(row);
  }
  protected key(row: R): string {
    return this.of().keyOf(row);
  }
  protected templateOf(id: string) {
    return this.cells().find((cell) => cell.hlCell() === id)?.template ?? null;
  }

  protected sortedBy(column: TableColumn<R>): boolean {
    return column.sort !== undefined && (this.sort() === column.sort || this.sort() === `-${column.sort}`);
  }
  protected ariaSort(column: TableColumn<R>): string | null {
    if (column.sort === undefined) return null;
    if (!this.sortedBy(column)) return 'none';
    return this.sort().startsWith('-') ? 'descending' : 'ascending';
  }
  protected sortBy(column: TableColumn<R>): void {
    if (column.sort !== undefined) this.sortChange.emit(nextSort(this.sort(), column.sort, column.numeric ?? false));
  }

  /**
   * After a sort or a filter what stands here is still the old list, and the page may have moved under the pointer: the
   * new one is held once it is here.
   */
  protected hold(): void {
    if (this.#held()?.token !== this.#token() && Date.now() - this.#askedAnewAt > ANSWER_MS) this.#capture();
  }
  protected letGo(): void {
    if (!this.box().nativeElement.contains(document.activeElement)) this.#held.set(null);
  }
  protected left(event: FocusEvent): void {
    if (!(event.relatedTarget instanceof Node && this.box().nativeElement.contains(event.relatedTarget))) this.#held.set(null);
  }
  protected letIn(): void {
    this.#held.set(null);
    this.box().nativeElement.scrollTop = 0;
  }
  #capture(): void {
    const rows = this.of().rows();
    if (rows.length > 0) this.#held.set({ token: this.#token(), keys: rows.map((row) => this.key(row)) });
  }

  protected scrolled(): void {
    const box = this.box().nativeElement;
    this.#sight.set({ top: box.scrollTop, height: box.clientHeight });
  }
  #freeze(windowed: boolean): void {
    if (!windowed) return this.frozen.set([]);
    requestAnimationFrame(() => {
      const heads = [...this.box().nativeElement.querySelectorAll<HTMLElement>('thead th')].slice(
        (this.selectable() ? 1 : 0) + (this.detail() ? 1 : 0),
      );
      this.frozen.set(this.columns().map((column, i) => column.width ?? `${String(Math.ceil(heads[i]?.offsetWidth ?? 100))}px`));
    });
  }

  protected pressed(event: KeyboardEvent, row: R): void {
    const inControl = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null;
    if (inControl || event.ctrlKey || event.metaKey || event.altKey) return;
    const step: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
    const by = step[event.key];
    if (by !== undefined) this.#move(event, row, by);
    else if (event.key === 'Enter' && event.target === event.currentTarget) this.#open(row);
    else if (event.key === ' ' && event.target === event.currentTarget && this.selectable()) {
      event.preventDefault();
      this.choose(row);
    } else if (event.key === '.') (event.currentTarget as HTMLElement).querySelector<HTMLElement>('.actions button:last-child')?.click();
  }
  /** From outside (J and K of the page): the first row, when none has the focus yet. */
  focusRow(): void {
    const rows = this.order().rows;
    const row = rows.find((each) => this.key(each) === this.current()) ?? rows[0];
    if (row !== undefined) this.#focus(this.key(row));
  }
  #move(event: Event, row: R, by: number): void {
    event.preventDefault();
    const rows = this.order().rows;
    const at = rows.findIndex((each) => this.key(each) === this.key(row));
    const next = rows[at + by];
    if (next !== undefined) this.#focus(this.key(next), at + by);
  }
  #focus(key: string, index?: number): void {
    this.current.set(key);
    const box = this.box().nativeElement;
    const find = () => [...box.querySelectorAll<HTMLElement>('tr[data-key]')].find((row) => row.dataset['key'] === key);
    const now = find();
    if (now !== undefined) return now.focus();
    if (index !== undefined) box.scrollTop = index * this.rowHeight();
    setTimeout(() => find()?.focus());
  }

  protected clicked(event: MouseEvent, row: R): void {
    if (event.target instanceof HTMLElement && event.target.closest('a, button, input, label, select') !== null) return;
    if (document.getSelection()?.type === 'Range') return;
    if (this.openable() || this.linkOf() !== undefined) this.#open(row);
  }
  #open(row: R): void {
    const link = this.linkOf()?.(row) ?? null;
    if (link !== null) void this.#router.navigate(typeof link === 'string' ? [link] : [...link]);
    else if (this.openable()) this.opened.emit(row);
    else if (this.detail()) this.#toggle(row);
  }
  protected menuOpened(by: 1 | -1): void {
    this.menusOpen.update((open) => open + by);
  }
  protected act(event: Event | null, action: RowAction): void {
    event?.stopPropagation();
    if (!action.offBecause) action.run();
  }

  protected isChosen(row: R): boolean {
    return this.selectable() && this.chosen().has(this.key(row));
  }
  protected mayChoose(row: R): boolean {
    return this.choosable()(row) || this.isChosen(row);
  }
  protected choose(row: R): void {
    if (this.mayChoose(row)) this.chosen.set(toggled(this.chosen(), this.key(row)));
  }
  protected chooseAll(): void {
    this.chosen.set(this.allChosen() ? none : new Set(this.#choosable().map((row) => this.key(row))));
  }
  protected isOpen(row: R): boolean {
    return this.expanded().has(this.key(row));
  }
  protected toggleDetail(event: Event, row: R): void {
    event.stopPropagation();
    this.#toggle(row);
  }
  #toggle(row: R): void {
    this.expanded.set(toggled(this.expanded(), this.key(row)));
  }
}

const toggled = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
};
