import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { comparePositions } from '@hyperloop/contracts/kernel';
import type { WagonChangeRow, WagonRow } from '@hyperloop/contracts/wagons';
import { CommandButton } from '../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { clockTime, fullTime, shortTime, time } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { Dialogs } from '../../kernel/parts/dialogs';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { Icon } from '../../kernel/parts/icon';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { Session } from '../../kernel/session/session';
import { crumbs } from '../../kernel/shell/crumbs';
import { urlFlag, urlList, urlNumber, urlState, urlText } from '../../kernel/url/url-state';
import { variantName } from '../editing/draft';
import { blameOf } from './blame';
import { changeWords, partsOf, type NamesOf } from './change-words';
import { ChooseWagonDialog, type WagonChosen, type WagonChoosing } from './choose-wagon-dialog';
import type { PlainLine, WagonComparison } from './comparison';
import { ComparedStore } from './compared.store';
import { readEnd, writeEnd, type End } from './ends';
import { usedIn } from './used-in';
import { drawLine, textOf } from './value-pieces';

/** Changes after which the wagon runs with something else: what is worth comparing by itself. */
const STATES: readonly WagonChangeRow['kind'][] = ['registered', 'configured', 'derived-data', 'dependencies', 'synced', 'restored'];
const PARTS: readonly { value: string; word: string; kinds: readonly WagonChangeRow['kind'][] }[] = [
  { value: 'configuration', word: 'configuration', kinds: ['configured', 'synced', 'restored'] },
  { value: 'derived', word: 'derived data', kinds: ['derived-data', 'synced', 'restored'] },
  { value: 'dependencies', word: 'dependencies', kinds: ['dependencies', 'restored'] },
  { value: 'enabling', word: 'enabling', kinds: ['enabled', 'package-resolved', 'disabled'] },
  { value: 'life', word: 'names and life', kinds: ['registered', 'renamed', 'deleted'] },
];

const headings: Readonly<Record<string, string>> = { settings: 'Setting', dependencies: 'Wagon', derived: 'Derived data' };
const plainPart = (part: string, comparison: WagonComparison | null): readonly PlainLine[] | undefined => {
  if (part === 'settings' || part === 'dependencies' || part === 'derived') return comparison?.[part];
  return comparison?.subwagons;
};

/** Which state an end is: when it began, its revision, and whose it is when it is another wagon’s. */
const endWords = (change: WagonChangeRow | undefined, row: WagonRow | undefined, own: boolean): { title: string; detail: string } => {
  const at = change?.at ?? row?.changedAt;
  const [revision, by] = [change?.revision ?? row?.revision, change?.by ?? row?.changedBy];
  if (at === undefined || revision === undefined || by === undefined) return { title: '', detail: '' };
  return { title: fullTime(at), detail: `${own ? '' : `${row?.name ?? ''}, `}revision ${String(revision)}, by ${by}` };
};

/** `/wagon/:id/history`: every change of a wagon, and any two states side by side (rules 212, 213). */
@Component({
  selector: 'hl-wagon-history',
  imports: [CommandButton, ExportButton, FilterChip, Here, Icon, RemotePart, RouterLink],
  providers: [ComparedStore],
  templateUrl: './wagon-history.html',
  styleUrl: './wagon-history.css',
  host: { class: 'col grow' },
})
export class WagonHistory {
  readonly #commands = inject(CommandClient);
  readonly #dialogs = inject(Dialogs);
  readonly #session = inject(Session);
  readonly #clipboard = inject(Clipboard);
  readonly id = input.required<string>();
  protected readonly compared = inject(ComparedStore);
  protected readonly url = urlState({
    a: urlText(),
    b: urlText(),
    /** Of the wagon’s stream, as a train froze it: A is the state it had then. */
    since: urlNumber(),
    part: urlText(),
    kinds: urlList(),
    by: urlList(),
    equal: urlFlag(),
  });
  protected readonly changes = liveView('wagon-changes', () => ({
    filter: [{ column: 'wagonId', op: 'is', value: this.id() }],
    sort: '-revision',
    limit: ROWS_AT_MOST,
  }));
  protected readonly wagons = liveView('wagons', () => ({ key: this.id() }));
  readonly #analysisId = computed(() => this.changes.rows()[0]?.analysisId ?? null);
  readonly #analysis = liveView('analyses', () => (this.#analysisId() === null ? null : { key: this.#analysisId() ?? '' }));
  readonly #siblings = liveView('wagons', () =>
    this.#analysisId() === null
      ? null
      : { filter: [{ column: 'analysisId', op: 'is', value: this.#analysisId() ?? '' }], limit: ROWS_AT_MOST },
  );
  readonly #trains = liveView('analysis-trains', () =>
    this.#analysisId() === null
      ? null
      : { filter: [{ column: 'analysisId', op: 'is', value: this.#analysisId() ?? '' }], limit: ROWS_AT_MOST },
  );
  readonly #services = liveView('wagons', () => ({ filter: [{ column: 'service', op: 'is', value: true }], limit: ROWS_AT_MOST }));

  protected readonly clock = clockTime;
  protected readonly when = time;
  protected readonly day = shortTime;
  protected readonly exactly = fullTime;
  protected readonly variantName = variantName;
  protected readonly parts = PARTS;
  protected readonly folded = signal<ReadonlySet<string>>(new Set());
  protected readonly copied = signal(false);

  /** What it is called now, or was called when it was deleted. */
  protected readonly name = computed(
    () =>
      this.wagons.one()?.name ??
      this.changes
        .rows()
        .map(({ name }) => name)
        .find((name) => name !== null) ??
      `Wagon ${this.id()}`,
  );
  protected readonly since = computed(() => {
    const [first, total] = [this.changes.rows().at(-1), this.changes.total()];
    return first === undefined ? '' : `, ${String(total)} ${total === 1 ? 'change' : 'changes'} since ${time(first.at)}`;
  });
  protected readonly deleted = computed(() => this.changes.rows().find(({ kind }) => kind === 'deleted'));
  protected readonly people = computed(() =>
    [...new Set(this.changes.rows().map(({ by }) => by))].toSorted((x, y) => x.localeCompare(y)).map((value) => ({ value, word: value })),
  );
  readonly #names = computed<NamesOf>(() => {
    const wagons = new Map([...this.#siblings.rows(), ...this.#services.rows()].map(({ wagonId, name }) => [wagonId, name]));
    const datasets = new Map([
      ...(this.#analysis.one()?.datasets ?? []).map(({ datasetId, name }) => [datasetId, name] as const),
      ...this.changes
        .rows()
        .flatMap(({ datasetId, datasetName }) => (datasetId === null || datasetName === null ? [] : [[datasetId, datasetName] as const])),
    ]);
    return { wagon: (id) => wagons.get(id) ?? `wagon ${id}`, dataset: (id) => datasets.get(id) ?? `dataset ${id}` };
  });
  /** Days, newest first, each with its changes. */
  protected readonly days = computed(() => {
    const [kinds, by] = [this.url.kinds(), this.url.by()];
    const wanted = new Set(PARTS.filter(({ value }) => kinds.includes(value)).flatMap((part) => part.kinds));
    const shown = this.changes
      .rows()
      .filter((row) => (wanted.size === 0 || wanted.has(row.kind)) && (by.length === 0 || by.includes(row.by)));
    const days: { day: string; changes: ReturnType<WagonHistory['lineOf']>[] }[] = [];
    for (const row of shown) {
      const day = fullTime(row.at).split(',')[0] ?? '';
      if (days.at(-1)?.day !== day) days.push({ day, changes: [] });
      days.at(-1)?.changes.push(this.lineOf(row));
    }
    return days;
  });
  protected lineOf(row: WagonChangeRow) {
    return { row, words: changeWords(row, this.#names()), parts: partsOf(row) };
  }

  /** B is the newest state unless one is chosen, A the one before it. */
  readonly #states = computed(() => this.changes.rows().filter(({ kind }) => STATES.includes(kind)));
  protected readonly b = computed<End | null>(() => readEnd(this.url.b(), this.id()) ?? this.#endOf(this.#states()[0]));
  protected readonly a = computed<End | null>(() => {
    const chosen = readEnd(this.url.a(), this.id());
    const b = this.b();
    if (chosen !== null || b === null) return chosen;
    const since = this.url.since();
    if (since !== null) return this.#endOf(this.#states().find(({ revision }) => revision <= since)) ?? b;
    const before = this.#states().filter(({ position }) => b.wagonId === this.id() && comparePositions(position, b.position) < 0);
    return this.#endOf(before[0]) ?? b;
  });
  #endOf(row: WagonChangeRow | undefined): End | null {
    return row === undefined ? null : { wagonId: this.id(), position: row.position };
  }
  protected isEnd(row: WagonChangeRow, end: End | null): boolean {
    return end !== null && end.wagonId === this.id() && end.position === row.position;
  }
  protected readonly ends = computed(() => {
    const sides = this.compared.sides();
    return (
      [
        ['A', this.a(), sides?.a],
        ['B', this.b(), sides?.b],
      ] as const
    ).map(([letter, end, side]) => {
      const change = this.changes.rows().find((row) => this.isEnd(row, end));
      return { letter, ...endWords(change, side?.row, end?.wagonId === this.id()), trains: this.#trainsWith(change) };
    });
  });

  /** Null where it is not known: of another wagon, or of a change that leaves what it runs with as it was. */
  #trainsWith(change: WagonChangeRow | undefined): readonly string[] | null {
    if (change === undefined || !STATES.includes(change.kind) || this.#trains.remote().phase !== 'here') return null;
    return usedIn(change, { changes: this.changes.rows(), states: this.#states(), trains: this.#trains.rows() });
  }

  /** Only between states of this wagon: what happened to another one says nothing about the difference. */
  readonly #between = computed<readonly WagonChangeRow[]>(() => {
    const [a, b] = [this.a(), this.b()];
    if (a === null || b === null || a.wagonId !== this.id() || b.wagonId !== this.id()) return [];
    return this.changes
      .rows()
      .filter(({ position }) => comparePositions(position, a.position) > 0 && comparePositions(position, b.position) <= 0);
  });
  protected readonly lines = computed(() => {
    const [comparison, sides] = [this.compared.comparison(), this.compared.sides()];
    if (comparison === null || sides === null) return [];
    const shown = comparison.parameters.filter(({ equal }) => this.url.equal() || !equal);
    const tasks = [...new Set(shown.map(({ task }) => task))];
    return tasks.map((task) => {
      const lines = shown.filter((line) => line.task === task);
      return {
        task,
        differences: lines.filter(({ equal }) => !equal).length,
        lines: lines.map((line) => ({
          ...line,
          drawn: drawLine(line),
          blame: line.equal ? null : blameOf(line, this.#between(), sides.b.row),
        })),
      };
    });
  });
  protected readonly equalCount = computed(() => this.compared.comparison()?.parameters.filter(({ equal }) => equal).length ?? 0);
  protected readonly tabs = computed(() => {
    const comparison = this.compared.comparison();
    const count = (lines: readonly { equal: boolean }[] | undefined) => lines?.filter(({ equal }) => !equal).length ?? 0;
    return [
      { id: 'parameters', label: 'Configuration', count: count(comparison?.parameters) },
      { id: 'settings', label: 'Settings', count: count(comparison?.settings) },
      { id: 'dependencies', label: 'Dependencies', count: count(comparison?.dependencies) },
      { id: 'subwagons', label: 'Subwagons', count: count(comparison?.subwagons) },
      { id: 'derived', label: 'Derived data', count: count(comparison?.derived) },
    ];
  });
  /** The part asked for, else the first that differs: nobody has to look for the difference. */
  protected readonly part = computed(() => this.url.part() || (this.tabs().find(({ count }) => count > 0)?.id ?? 'parameters'));
  protected readonly partHeading = computed(() => headings[this.part()] ?? 'Subwagon');
  /** Where else to look, when the parameters are the same. */
  protected readonly elsewhere = computed(() => {
    const others = this.tabs().filter(({ id, count }) => id !== 'parameters' && count > 0);
    return others.length === 0 ? '' : ` They differ in ${others.map(({ label }) => label.toLowerCase()).join(' and ')}.`;
  });
  protected readonly plainLines = computed(() => {
    const comparison = this.compared.comparison();
    const part = this.part();
    const all = plainPart(part, comparison);
    const { wagon } = this.#names();
    const named = (id: string | null) => (id === null || part !== 'dependencies' ? id : wagon(id));
    return (all ?? [])
      .filter(({ equal }) => this.url.equal() || !equal)
      .map((line) => ({
        ...line,
        label: part === 'dependencies' ? wagon(line.id) : part === 'subwagons' ? variantName(line.id) : line.id,
        a: named(line.a),
        b: named(line.b),
        link: part === 'dependencies' ? line.id : null,
      }));
  });
  /** Outputs carry the names of subwagons: who reads them has to know (rules 48, 49). */
  protected readonly outputs = computed(() => {
    const lines = this.compared.comparison()?.subwagons.filter(({ id }) => id !== '') ?? [];
    const [fresh, gone] = [lines.filter(({ a }) => a === null), lines.filter(({ b }) => b === null)];
    return [...fresh.map(({ id }) => `_${id} is new`), ...gone.map(({ id }) => `_${id} is gone`)].join(', ');
  });

  protected readonly mayNot = computed(() => {
    const row = this.wagons.one();
    return row === undefined
      ? 'The wagon was deleted.'
      : this.#session.mayNot('RestoreWagon', { analysisId: row.analysisId, service: row.service });
  });
  /** The state that would come back: A, when it is a state of this wagon and another one than now. */
  protected readonly restorable = computed(() => {
    const [a, side, now] = [this.a(), this.compared.sides()?.a, this.wagons.one()];
    if (a?.wagonId !== this.id() || side === undefined || now === undefined || side.row.revision === now.revision) return null;
    return side.row.revision;
  });

  constructor() {
    leads(this.changes, this.wagons);
    crumbs(() => [
      { label: 'My Analyses', link: '/' },
      ...(this.#analysis.one() === undefined
        ? []
        : [{ label: this.#analysis.one()?.name ?? '', link: `/analysis/${this.#analysisId() ?? ''}` }]),
      { label: this.name(), link: `/wagon/${this.id()}` },
      { label: 'History' },
    ]);
    effect(() => {
      const [a, b] = [this.a(), this.b()];
      if (a !== null && b !== null) untracked(() => void this.compared.look(a, b));
    });
  }

  /** A row becomes B, with Shift A; A is always the older one of a wagon’s own states. */
  protected choose(row: WagonChangeRow, event: MouseEvent | KeyboardEvent): void {
    const chosen: End = { wagonId: this.id(), position: row.position };
    const [a, b] = event.shiftKey ? [chosen, this.b()] : [this.a(), chosen];
    this.#show(a, b);
  }
  #show(a: End | null, b: End | null): void {
    const swap = a !== null && b !== null && a.wagonId === b.wagonId && comparePositions(a.position, b.position) > 0;
    const [older, newer] = swap ? [b, a] : [a, b];
    this.url.set({ a: older === null ? '' : writeEnd(older, this.id()), b: newer === null ? '' : writeEnd(newer, this.id()) });
  }
  protected unfold(row: WagonChangeRow): void {
    const folded = new Set(this.folded());
    if (!folded.delete(row.changeId)) folded.add(row.changeId);
    this.folded.set(folded);
  }

  protected async other(): Promise<void> {
    const chosen = await this.#dialogs.open<WagonChosen, WagonChoosing, ChooseWagonDialog>(
      ChooseWagonDialog,
      { title: `Compare ${this.name()} with`, without: this.id() },
      'Another wagon',
    );
    if (chosen !== null) this.#show({ wagonId: chosen.wagonId, position: this.changes.position() }, this.b());
  }
  protected copy(): void {
    const lines = this.lines().flatMap(({ task, lines: of }) => [
      task,
      ...of.map(
        (line) => `  ${line.parameter}\t${variantName(line.variant)}\t${textOf(line.a)}\t${textOf(line.b)}\t${line.blame?.by ?? ''}`,
      ),
    ]);
    this.copied.set(this.#clipboard.copy(lines.join('\n')));
    setTimeout(() => this.copied.set(false), 1_500);
  }
  protected readonly restore = async (): Promise<Outcome | null> => {
    const [row, revision] = [this.wagons.one(), this.restorable()];
    if (row === undefined || revision === null) return null;
    const confirmed = await this.#dialogs.confirm({
      title: `Restore revision ${String(revision)} of ${row.name}?`,
      consequences: [
        'Configuration, subwagons, derived data, package and dependencies become what they were then. That is a new change; nothing of the history goes.',
        'The tests of every dataset it is enabled on start anew, and those of wagons that depend on it.',
      ],
      act: `Restore revision ${String(revision)}`,
      keep: 'Keep it as it is',
      reason: { label: 'Reason, if you like', required: false },
    });
    if (confirmed === null) return null;
    const { wagonId, revision: expectedRevision, name } = row;
    return this.#commands.send(
      'RestoreWagon',
      { wagonId, expectedRevision, restoredRevision: revision, ...(confirmed.reason === '' ? {} : { reason: confirmed.reason }) },
      { label: name, done: `${name} is as it was in revision ${String(revision)}.` },
    );
  };
}
