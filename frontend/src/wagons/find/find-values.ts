import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { compareTags, shortTag } from '@hyperloop/contracts/packages';
import type { FindValues as AskedValues, ValueFrom, ValueOp } from '@hyperloop/contracts/wagons';
import { fullTime, number, shortTime } from '../../kernel/format';
import { everyOf, leads } from '../../kernel/live/page-lead';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { ViewDoor } from '../../kernel/live/view-door';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip, type FilterOption } from '../../kernel/parts/filter-chip';
import { Icon } from '../../kernel/parts/icon';
import { MenuButton, type MenuItem } from '../../kernel/parts/menu-button';
import { Panel } from '../../kernel/parts/panel';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { urlFlag, urlState, urlText } from '../../kernel/url/url-state';
import { CompletedField } from './completed-field';
import { findAddress, FindDoor, type FindQuestion, type FoundRow } from './find-door';
import { fromWord, fromWords, opWords, valueWord } from './find-words';
import { foundList } from './found-list';

const COMPLETED = 20;

/** `/values`: who runs with which value, and who still follows an old default (rules 45, 53). All of the question stands in the address. */
@Component({
  selector: 'hl-find-values',
  imports: [Cell, CompletedField, FilterBar, FilterChip, Icon, MenuButton, Panel, RouterLink, Table],
  templateUrl: './find-values.html',
  styleUrl: './find-values.css',
  host: { class: 'col grow' },
})
export class FindValues {
  readonly #door = inject(FindDoor);
  readonly #views = inject(ViewDoor);
  readonly #moment = inject(Moment);
  readonly #router = inject(Router);
  protected readonly url = urlState({
    ask: urlText('values'),
    parameter: urlText(),
    match: urlText('exact'),
    op: urlText(),
    value: urlText(),
    from: urlText('any'),
    task: urlText(),
    workflow: urlText(),
    package: urlText(),
    analysis: urlText(),
    enabled: urlFlag(),
    active: urlFlag(),
    newer: urlText(),
  });
  protected readonly ops = opWords;
  protected readonly froms = fromWords;
  protected readonly number = number;
  protected readonly short = shortTag;
  protected readonly fromWord = fromWord;
  protected readonly valueWord = valueWord;
  protected readonly oldDefaults = computed(() => this.url.ask() === 'defaults');
  protected readonly analyses = liveView('analyses', () => ({ limit: ROWS_AT_MOST, sort: 'name' }));
  protected readonly tags = liveView('package-tags', () => ({
    limit: ROWS_AT_MOST,
    filter: [{ column: 'catalogue', op: 'is', value: 'complete' }],
  }));
  /** Tags that can be compared with, the newest first. */
  protected readonly complete = computed(() =>
    this.tags
      .rows()
      .map(({ packageTag }) => packageTag)
      .toSorted((a, b) => compareTags(b, a)),
  );
  protected readonly newest = computed(() => this.url.newer() || (this.complete()[0] ?? ''));
  protected readonly analysisOptions = computed<readonly FilterOption[]>(() =>
    this.analyses.rows().map(({ analysisId, name }) => ({ value: analysisId, word: name })),
  );
  protected readonly tagOptions = computed<readonly FilterOption[]>(() =>
    this.complete().map((tag) => ({ value: tag, word: shortTag(tag) })),
  );

  /** Which wagons, for both questions. */
  readonly #wagons = computed(() => ({
    ...(this.url.task() === '' ? {} : { task: this.url.task() }),
    ...(this.url.workflow() === '' ? {} : { workflow: this.url.workflow() }),
    ...(this.url.package() === '' ? {} : { packageTag: this.url.package() }),
    ...(this.url.analysis() === '' ? {} : { analysisId: this.url.analysis() }),
    ...(this.url.enabled() ? { enabled: true } : {}),
    ...(this.url.active() ? { active: true } : {}),
  }));
  readonly #named = computed(() => ({
    parameter: this.url.parameter(),
    ...(this.url.match() === 'contains' ? { match: 'contains' as const } : {}),
  }));
  /** A comparison counts once it has its value. */
  readonly #compared = computed<Pick<AskedValues, 'op' | 'value' | 'from'>>(() => {
    const op = opWords.find(({ value }) => value === this.url.op())?.value ?? '';
    const from = fromWords.find(({ value }) => value === this.url.from())?.value ?? 'any';
    const compared = op === '' || this.url.value() === '' ? {} : { op: op satisfies ValueOp, value: this.url.value() };
    return { ...compared, ...(from === 'any' ? {} : { from: from satisfies ValueFrom }) };
  });
  readonly #question = computed<FindQuestion | null>(() => {
    const named = this.url.parameter() !== '';
    if (this.oldDefaults()) {
      const tag = this.url.newer() === '' ? {} : { tag: this.url.newer() };
      return { ask: 'old-defaults', asked: { ...(named ? this.#named() : {}), ...tag, ...this.#wagons() } };
    }
    return named ? { ask: 'values', asked: { ...this.#named(), ...this.#compared(), ...this.#wagons() } } : null;
  });
  protected readonly nothingAsked = computed(() => this.#question() === null);
  protected readonly list = foundList(
    () => this.#question(),
    () => this.#moment.at(),
  );

  protected readonly filtered = computed(
    () =>
      Object.keys(this.#wagons()).length > 0 ||
      this.url.parameter() !== '' ||
      this.url.op() !== '' ||
      this.url.from() !== 'any' ||
      this.url.newer() !== '',
  );
  protected readonly count = computed(() => {
    if (this.list.remote().phase !== 'here' || this.nothingAsked() || this.list.refused() !== null) return '';
    const total = this.list.total();
    return `${this.list.atLeast() ? 'at least ' : ''}${number(total)} ${total === 1 ? 'value' : 'values'}`;
  });
  protected readonly exports = computed<readonly MenuItem[]>(() => {
    const question = this.#question();
    if (question === null || this.list.rows().length === 0) return [];
    const at = this.#moment.at();
    const address = (format: string) => findAddress(question, { format, ...(at === null ? {} : { at }) });
    return [
      { label: 'CSV, for a spreadsheet', icon: 'table', href: address('csv') },
      { label: 'NDJSON, one row a line', icon: 'page', href: address('ndjson') },
    ];
  });
  protected readonly columns = computed<readonly TableColumn<FoundRow>[]>(() => [
    { id: 'wagon', label: 'Wagon', width: '14%', title: ({ wagonName, workflowName }) => `${wagonName}, ${workflowName}` },
    {
      id: 'analysis',
      label: 'Analysis',
      text: ({ analysisName }) => analysisName,
      title: ({ analysisName }) => analysisName,
      look: 't2',
      width: '13%',
    },
    { id: 'variant', label: 'Subwagon', width: '8%', title: ({ active }) => (active ? '' : 'Switched off: it does not run') },
    { id: 'parameter', label: 'Parameter', width: '17.5%', title: ({ task, parameter }) => `${parameter} of ${task}` },
    { id: 'value', label: this.oldDefaults() ? 'Follows' : 'Value', look: 'mono', width: '10%', title: valueWord, text: valueWord },
    ...(this.oldDefaults()
      ? [
          {
            id: 'newer',
            label: `Default in ${shortTag(this.list.last()?.tag ?? this.newest())}`,
            look: 'mono' as const,
            width: '12%',
            text: newWord,
            title: newWord,
          },
          {
            id: 'package',
            label: 'Package of the wagon',
            look: 't2' as const,
            width: '15%',
            text: ({ packageTag }: FoundRow) => shortTag(packageTag),
            title: ({ packageTag }: FoundRow) => packageTag,
          },
        ]
      : [
          { id: 'from', label: 'From', look: 't2' as const, width: '7.5%', text: fromWord },
          { id: 'setBy', label: 'Set by', look: 't2' as const, width: '7.5%', text: ({ setBy }: FoundRow) => setBy ?? '–' },
          {
            id: 'setAt',
            label: 'Set',
            look: 't2' as const,
            width: '8%',
            text: ({ setAt }: FoundRow) => (setAt === null ? '–' : shortTime(setAt)),
            title: ({ setAt }: FoundRow) => (setAt === null ? '' : fullTime(setAt)),
          },
        ]),
    {
      id: 'enabled',
      label: 'Enabled on',
      width: '13%',
      look: 't2',
      text: ({ enabledOn }) => (enabledOn.length === 0 ? '–' : enabledOn.join(', ')),
      title: ({ enabledOn }) => enabledOn.join(', '),
    },
  ]);
  protected readonly empty = computed(() => (this.oldDefaults() ? 'Nobody follows an old default' : 'No wagon runs with such a value'));
  protected readonly emptyWhy = computed(() => {
    if (this.oldDefaults()) return 'Every default that these wagons follow is the same in that tag, or somebody set the value.';
    return this.url.match() === 'contains'
      ? 'Take another piece of a name, or fewer filters.'
      : 'Names are compared to the letter. Choose “name contains” for a piece of one, or take fewer filters.';
  });

  /** Where the editor stands when one comes from here. */
  protected readonly placeOf = ({ task, parameter, variant }: FoundRow) => ({
    at_task: task,
    at_name: parameter,
    at_in: variant === '' ? null : variant,
  });
  protected open(row: FoundRow): void {
    void this.#router.navigate(['/wagon', row.wagonId], { queryParams: this.placeOf(row) });
  }
  protected readonly names = (text: string, signal: AbortSignal): Promise<readonly string[]> => this.#door.names(text, signal);
  protected readonly workflows = async (text: string, signal: AbortSignal): Promise<readonly string[]> => {
    const filter = [{ column: 'name', op: 'contains' as const, value: text }];
    const page = await this.#views.read<{ name: string }>(
      'workflows',
      { filter, sort: 'name', limit: COMPLETED * 5 },
      { at: this.#moment.at(), signal },
    );
    return [...new Set(page.rows.map(({ name }) => name))].slice(0, COMPLETED);
  };
  /** Tasks of what was found: others would find nothing. */
  protected readonly tasks = (): Promise<readonly string[]> =>
    Promise.resolve([...new Set(this.list.rows().map(({ task }) => task))].toSorted().slice(0, COMPLETED));

  constructor() {
    leads(everyOf('wagon-values'));
    crumbs(() => [{ label: 'Find values' }]);
  }
}

const newWord = ({ newValue, newText = '' }: FoundRow): string => valueWord({ value: newValue, text: newText });
