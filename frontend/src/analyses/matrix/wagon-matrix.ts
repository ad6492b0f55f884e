import { CdkConnectedOverlay, type ConnectedPosition } from '@angular/cdk/overlay';
import { Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import type { WagonCellRow, WagonRow } from '@hyperloop/contracts/wagons';
import { CommandClient } from '../../kernel/commands/command-client';
import { age, counted, time } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { Icon } from '../../kernel/parts/icon';
import { icons } from '../../kernel/parts/icons';
import { Status } from '../../kernel/parts/status';
import { lookOf } from '../../kernel/parts/status-words';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { Session } from '../../kernel/session/session';
import { Moment } from '../../kernel/url/moment';
import { clock } from '../clock';
import { CellFacts } from './cell-facts';
import { ColumnFacts } from './column-facts';
import { wagonActs } from './wagon-acts';
import { CELL_PARTS, cellIdOf, cellQuestions, named, testWords } from './matrix-model';
import { ToggleStore } from './toggle.store';

type Offered = AnalysisRow['datasets'][number];
/** A state drawn flat: a thousand small components and router links would be felt at every key of the search. */
type Look = { tone: string; path: string; fill: 'currentColor' | null; spin: boolean; word: string };
type CellView = {
  cellId: string;
  dataset: Offered;
  cell: WagonCellRow | undefined;
  enabled: boolean;
  busy: boolean;
  refused: boolean;
  off: string | null;
  look: Look | null;
  more: string;
  test: { id: string; href: string } | null;
};
type RowView = { wagon: WagonRow; cells: readonly CellView[] };
const below: ConnectedPosition = { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4, offsetX: 4 };
const above: ConnectedPosition = { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4, offsetX: 4 };
const belowEnd: ConnectedPosition = { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 };
const aboveEnd: ConnectedPosition = { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -4 };
const ofCell = [below, above, belowEnd];
/** Above the head: below it they would lie over the switches that one is on the way to. */
const ofColumn = [above, aboveEnd];
const FACTS_AFTER_MS = 180;
const FACTS_STAY_MS = 220;

/** Wagons × datasets (rule 16): the switch, the state of the test in words, and all facts of a cell on hover and focus. */
@Component({
  selector: 'hl-wagon-matrix',
  imports: [CdkConnectedOverlay, CellFacts, ColumnFacts, DerivedMark, Here, Icon, RemotePart, RouterLink, Status],
  providers: [ToggleStore],
  templateUrl: './wagon-matrix.html',
  styleUrl: './wagon-matrix.css',
  // One listener for all cells of each kind; the cells' own controls stay plain buttons and links.
  host: {
    '(mouseover)': 'over($event)',
    '(focusin)': 'over($event)',
    '(mouseleave)': 'away()',
    '(focusout)': 'away()',
    '(keydown)': 'pressed($event)',
    '(click)': 'clicked($event)',
  },
})
export class WagonMatrix {
  readonly analysis = input.required<AnalysisRow>();
  /** Nobody switches here: service wagons, All Analyses, shared links. */
  readonly readOnly = input(false);
  readonly wagonSearch = input('');
  readonly datasetSearch = input('');

  readonly #session = inject(Session);
  readonly #commands = inject(CommandClient);
  readonly #moment = inject(Moment);
  readonly #router = inject(Router);
  protected readonly toggles = inject(ToggleStore);

  protected readonly wagons = liveView('wagons', () => ({
    filter: [{ column: 'analysisId', op: 'is', value: this.analysis().analysisId }],
    sort: 'name',
    limit: ROWS_AT_MOST,
  }));
  readonly #questions = computed(() =>
    cellQuestions(
      this.analysis().analysisId,
      this.#offered().map(({ datasetId }) => datasetId),
      this.analysis().wagonCount,
    ),
  );
  readonly #parts = Array.from({ length: CELL_PARTS }, (_, part) =>
    liveView('wagon-cells', () => this.#questions().questions[part] ?? null),
  );
  /** Kind, system and state of the columns; asked by name, which a view can filter by. */
  readonly #datasets = liveView('datasets', () => {
    const names = this.analysis().datasets.map(({ name }) => name);
    return names.length === 0 ? null : { filter: [{ column: 'name', op: 'in', value: names.slice(0, 500) }] };
  });

  readonly #offered = computed(() => named(this.analysis().datasets, this.datasetSearch()));
  protected readonly beyond = computed(() => this.#questions().beyond);
  protected readonly cellsFailed = computed(() => this.#parts.map((part) => part.remote()).find((remote) => remote.phase === 'failed'));
  readonly #cells = computed(() => new Map(this.#parts.flatMap((part) => [...part.byKey()])));
  protected readonly fresh = computed(() => new Set(this.#parts.flatMap((part) => [...part.changedKeys()])));
  protected readonly columns = computed(() => {
    const cells = [...this.#cells().values()];
    return this.#offered()
      .slice(0, this.#offered().length - this.beyond())
      .map((dataset) => {
        const row = this.#datasets.byKey().get(dataset.datasetId);
        return { ...dataset, row, enabled: cells.filter((cell) => cell.enabled && cell.datasetId === dataset.datasetId).length };
      });
  });
  protected readonly rows = computed<readonly RowView[]>(() => {
    const cells = this.#cells();
    const [busy, refused, off] = [this.toggles.busy(), this.toggles.refused(), this.#offFor()];
    return named(this.wagons.rows(), this.wagonSearch()).map((wagon) => ({
      wagon,
      cells: this.columns().map((dataset): CellView => {
        const cellId = cellIdOf(wagon.wagonId, dataset.datasetId);
        const cell = cells.get(cellId);
        const enabled = cell?.enabled ?? false;
        const inactive =
          !enabled && dataset.row !== undefined && dataset.row.state !== 'active'
            ? `${dataset.name} is not active, so no wagon can be enabled on it.`
            : null;
        return {
          cellId,
          dataset,
          cell,
          enabled,
          busy: busy.has(cellId),
          refused: refused.has(cellId),
          off: enabled ? off.disable : (off.enable ?? inactive),
          ...this.#shownOf(cell),
        };
      }),
    }));
  });
  #shownOf(cell: WagonCellRow | undefined): Pick<CellView, 'look' | 'more' | 'test'> {
    if (!cell?.enabled) return { look: null, more: '', test: null };
    const { icon, tone, word: standard, spin = false } = lookOf('test', cell.waitsForPull ? 'queued' : cell.testState);
    const { word, more } = testWords(cell);
    const { path, fill } = icons[icon];
    return {
      look: { tone, path, fill: fill ? 'currentColor' : null, spin, word: word || standard },
      more,
      test: cell.testRunId === null ? null : { id: cell.testRunId, href: `/wagon-test/${cell.testRunId}${this.#atNow()}` },
    };
  }
  readonly #atNow = computed(() => {
    const at = this.#moment.at();
    return at === null ? '' : `?at=${encodeURIComponent(at)}`;
  });
  /** The same for every cell of the analysis: what the person or the analysis does not allow. */
  readonly #offFor = computed(() => {
    const { analysisId, service, packageTag } = this.analysis();
    const blocked = this.#commands.blocked();
    return {
      enable:
        this.#session.mayNot('EnableWagon', { analysisId, service }) ??
        blocked ??
        (packageTag === null ? 'This analysis has no package yet. Choose one above.' : null),
      disable: this.#session.mayNot('DisableWagon', { analysisId, service }) ?? blocked,
    };
  });
  protected readonly acting = computed(() => !this.readOnly() && this.#moment.at() === null);
  protected readonly width = computed(() => 256 + this.columns().length * 156 + 84);
  protected readonly now = clock();
  protected readonly age = (moment: string) => age(moment, this.#moment.at() ?? this.now());
  protected readonly time = time;
  protected readonly counted = counted;

  protected readonly current = signal<string | null>(null);
  protected readonly shown = signal<{ cellId: string; origin: Element } | null>(null);
  /** Of a cell, or of the head of a column. */
  protected readonly facts = computed(() => {
    const shown = this.shown();
    if (shown === null) return null;
    const { cellId, origin } = shown;
    const cell = this.#cells().get(cellId);
    const dataset = this.columns().find(({ datasetId }) => `column ${datasetId}` === cellId)?.row;
    return cell === undefined && dataset === undefined
      ? null
      : { cell, dataset, origin, places: cell === undefined ? ofColumn : ofCell, refused: this.toggles.refused().get(cellId) ?? null };
  });
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#waiting));
  }

  readonly #acts = wagonActs();
  /** Cloning is everybody's, also out of All Analyses; deleting is for members (rules 8, 28, 33). */
  protected readonly mayClone = computed(() => this.#moment.at() === null && this.#session.person() !== null);
  protected readonly mayNotDelete = computed(() => {
    const { analysisId, service } = this.analysis();
    return this.#session.mayNot('DeleteWagon', { analysisId, service }) ?? this.#commands.blocked();
  });
  protected async clone({ wagon }: RowView): Promise<void> {
    await (await this.#acts()).clone(wagon);
  }
  protected async delete({ wagon }: RowView): Promise<void> {
    if (this.mayNotDelete() === null) await (await this.#acts()).delete(wagon);
  }

  protected label(row: RowView, cell: CellView): string {
    return `${row.wagon.name} on ${cell.dataset.name}`;
  }
  protected toggle(row: RowView, cell: CellView): void {
    if (cell.off === null && !cell.busy) void this.toggles.toggle(row.wagon, cell.dataset, !cell.enabled);
  }
  protected isCurrent(cellId: string, row: number, column: number): boolean {
    const current = this.current();
    return current === null ? row === 0 && column === 0 : current === cellId;
  }

  /** One listener for all cells: the facts open where the pointer rests or the focus stands. */
  protected over(event: Event): void {
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cell]') : null;
    const cellId = place?.dataset['cell'];
    clearTimeout(this.#waiting);
    if (place === null || cellId === undefined) return this.away();
    if (event.type === 'focusin' && place instanceof HTMLTableCellElement && place.tagName === 'TD') this.current.set(cellId);
    if (this.shown()?.cellId === cellId) return;
    this.#waiting = setTimeout(() => this.shown.set({ cellId, origin: place }), FACTS_AFTER_MS);
  }
  /** Long enough to move the pointer into the facts and follow their link. */
  protected away(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.shown.set(null), FACTS_STAY_MS);
  }
  protected stay(): void {
    clearTimeout(this.#waiting);
  }

  /** The links of the cells are plain; opening them in another tab stays the browser's. */
  protected clicked(event: MouseEvent): void {
    const test = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-test]')?.dataset['test'] : undefined;
    if (test === undefined || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.#router.navigate(['/wagon-test', test]);
  }
  protected pressed(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (event.key === 'Escape') return this.shown.set(null);
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>('td[data-cell]') : null;
    if (step === undefined || place === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const line = place.parentElement as HTMLTableRowElement;
    const next = (line.parentElement as HTMLTableSectionElement).rows[line.sectionRowIndex + step[0]]?.cells[
      (place as HTMLTableCellElement).cellIndex + step[1]
    ];
    if (next?.dataset['cell'] === undefined) return;
    event.preventDefault();
    (next.querySelector<HTMLElement>('button, a') ?? next).focus();
  }
}
