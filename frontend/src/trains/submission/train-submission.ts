import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { trainTypes, type TrainType } from '@hyperloop/contracts/test-runs';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { age, bytes, counted, cpuDays, number, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { optionsOf } from '../../kernel/parts/filters';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Status } from '../../kernel/parts/status';
import { testStatus } from '../../kernel/parts/status-words';
import { Table } from '../../kernel/parts/table';
import type { TableColumn, TableSource } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { RemotePart } from '../../kernel/remote/remote-part';
import { here } from '../../kernel/remote/remote';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { urlFlag, urlList, urlState, urlText } from '../../kernel/url/url-state';
import { cpuNeed } from '../acts/cpu-need';
import { tagWords } from '../acts/tag-words';
import { dayOf, startOfDay } from '../runs/days';
import { CompositionDock } from './composition-dock';
import { composing } from './composing';
import { DatasetTabs } from './dataset-tabs';
import { FitMark } from './fit-mark';
import { producersOf } from './producers';
import { TestedFigures } from './tested-figures.store';
import { ages, anyAge, matches, sorted, WEEK } from './wagon-filter';
import { WaitingTrains } from './waiting-trains';

/** Rule 91: newer, fixed or pull request. */
const typeOf = ({ packageMode, pull }: WagonCellRow): string =>
  packageMode === 'pull' ? `pull request #${String(pull ?? '')}` : (packageMode ?? '–');

/** Where operators put trains together: wagons of one dataset, what fits with what, and what it will need. */
@Component({
  selector: 'hl-train-submission',
  imports: [
    DerivedMark,
    Cell,
    CompositionDock,
    DatasetTabs,
    FilterBar,
    FilterChip,
    FitMark,
    Icon,
    Panel,
    RemotePart,
    RouterLink,
    SearchField,
    Status,
    Table,
    WaitingTrains,
  ],
  templateUrl: './train-submission.html',
  styles: `
    :host {
      gap: 12px;
    }
    .pagehead,
    .about,
    hl-dataset-tabs {
      margin-bottom: -12px;
    }
    .about {
      height: 40px;
      flex: none;
      overflow: hidden;
    }
    .foot {
      border-top: 1px solid var(--hl-line);
      flex: none;
    }
    hl-filter-bar {
      margin-bottom: -12px;
    }
    hl-panel.grow {
      min-height: 180px;
    }
  `,
  providers: [TestedFigures],
  host: { class: 'col grow' },
})
export class TrainSubmission {
  protected readonly url = urlState({
    dataset: urlText(),
    q: urlText(),
    within: urlText(WEEK),
    test: urlList(),
    mode: urlList(),
    sort: urlText('fits'),
    wagons: urlList(),
    target: urlText(),
    type: urlText('analysis'),
    slow: urlFlag(),
    auto: urlFlag(),
  });
  protected readonly figures = inject(TestedFigures);
  readonly #moment = inject(Moment);
  protected readonly past = computed(() => this.#moment.at() !== null);
  readonly #now = computed(() => this.#moment.time() ?? Date.now());
  protected readonly today = dayOf(this.#now());

  protected readonly datasets = liveView('datasets', () => ({
    filter: [{ column: 'enabledWagons', op: 'from', value: 1 }],
    sort: '-enabledWagons',
  }));
  protected readonly datasetId = computed(() => this.url.dataset() || (this.datasets.rows()[0]?.datasetId ?? ''));
  protected readonly dataset = computed(() => this.datasets.byKey().get(this.datasetId()));
  protected readonly cells = liveView('wagon-cells', () =>
    this.datasetId() === ''
      ? null
      : {
          filter: [
            { column: 'datasetId', op: 'is', value: this.datasetId() },
            { column: 'enabled', op: 'is', value: true },
          ],
          sort: '-enabledAt',
          limit: 1000,
        },
  );
  readonly #today = liveView('train-runs', () => ({
    filter: [{ column: 'composedAt', op: 'from', value: startOfDay(this.today) ?? this.today }],
    limit: 1,
  }));
  protected readonly composedToday = computed(() => number(this.#today.total()));

  /** An address may say anything: what is no type is an analysis train. */
  protected readonly trainType = computed<TrainType>(() => trainTypes.find((one) => one === this.url.type()) ?? 'analysis');
  readonly #producers = producersOf(this.cells.rows, this.trainType);
  protected readonly train = composing({
    cells: this.cells.rows,
    dataset: this.dataset,
    wagonIds: this.url.wagons,
    picked: this.url.target,
    terms: computed(() => ({ trainType: this.trainType(), producers: this.#producers() })),
    figures: this.figures,
  });
  protected readonly chosenKeys = computed<ReadonlySet<string>>(() => new Set(this.train.chosen().map(({ wagonId }) => wagonId)));
  readonly #wish = computed(() => ({ words: this.url.q(), within: this.url.within(), tests: this.url.test(), modes: this.url.mode() }));
  protected readonly shown = computed(() => this.cells.rows().filter((cell) => matches(this.#wish(), cell, this.#now())));
  readonly #rows = computed(() => sorted(this.shown(), this.url.sort(), (cell) => this.train.usable(cell)));
  /** Filtered and sorted here: every enabled wagon of the dataset is known, and the order follows the train being made. */
  protected readonly wagons: TableSource<WagonCellRow> = {
    remote: computed(() => {
      const remote = this.cells.remote();
      return remote.phase === 'here' ? here(this.#rows()) : remote;
    }),
    rows: this.#rows,
    total: this.cells.total,
    query: computed(() => this.cells.query()),
    changedKeys: computed(() => new Set([...this.cells.changedKeys()].flatMap((cellId) => this.cells.byKey().get(cellId)?.wagonId ?? []))),
    keyOf: ({ wagonId }) => wagonId,
  };

  /** The number of the Dashboard's tile: tested and in no train yet, over all datasets. */
  readonly #tested = liveView('wagon-cells', () => ({
    filter: [
      { column: 'enabled', op: 'is', value: true },
      { column: 'testState', op: 'in', value: ['done', 'warning'] },
      { column: 'trainId', op: 'is', value: '' },
    ],
    limit: 1,
  }));
  protected readonly waiting = computed(() => {
    if (this.datasets.remote().phase !== 'here' || this.#tested.remote().phase !== 'here') return '';
    const enabled = this.datasets.rows().reduce((sum, { enabledWagons }) => sum + enabledWagons, 0);
    return `${counted(enabled, 'wagon')} enabled on ${counted(this.datasets.total(), 'dataset')}, ${number(this.#tested.total())} waiting for a train`;
  });
  protected readonly filtered = computed(
    () => this.url.q() !== '' || this.url.test().length > 0 || this.url.mode().length > 0 || this.url.within() !== anyAge,
  );
  protected readonly emptyWhy = computed(() =>
    this.cells.rows().length === 0
      ? 'Its wagons were disabled or left with a train.'
      : `${counted(this.cells.rows().length, 'wagon is', 'wagons are')} hidden by the filters above.`,
  );
  protected readonly ages = ages;
  protected readonly tests = optionsOf(testStatus).filter(({ value }) => value !== 'cancelled');
  protected readonly modes = [
    { value: 'newer', word: 'newer' },
    { value: 'fixed', word: 'fixed' },
    { value: 'pull', word: 'pull request' },
  ];
  protected readonly bytes = bytes;
  protected readonly cpuDays = cpuDays;
  protected readonly counted = counted;
  protected readonly usable = (row: WagonCellRow): boolean => this.train.usable(row);
  protected readonly columns = computed<readonly TableColumn<WagonCellRow>[]>(() => [
    { id: 'wagon', label: 'Wagon', sort: 'wagon' },
    {
      id: 'analysis',
      label: 'Analysis',
      text: ({ analysisName }) => analysisName,
      title: ({ analysisName }) => analysisName,
      sort: 'analysis',
      look: 't2',
      width: '11%',
    },
    { id: 'user', label: 'User', text: ({ enabledBy }) => enabledBy ?? '–', sort: 'user', look: 't2' },
    {
      id: 'tag',
      label: 'Tag',
      text: ({ packageTag }) => tagWords(packageTag),
      title: ({ packageTag }) => packageTag ?? '',
      sort: 'tag',
      look: 't2',
    },
    { id: 'mode', label: 'Type', text: typeOf, look: 't2' },
    {
      id: 'enabled',
      label: 'Enabled',
      text: ({ enabledAt }) => age(enabledAt, this.#now()),
      title: ({ enabledAt }) => time(enabledAt),
      sort: 'enabled',
      look: 't2',
    },
    { id: 'test', label: 'Test', sort: 'test' },
    { id: 'cpu', label: 'CPU', text: (row) => cpuNeed(row.cpuDays), sort: 'cpu', numeric: true, hint: 'Expected for the whole dataset' },
    { id: 'pss', label: 'PSS', text: (row) => bytes(row.pssMaxBytes), sort: 'pss', numeric: true },
    { id: 'private', label: 'Private', text: (row) => bytes(row.privateMaxBytes), sort: 'private', numeric: true },
    { id: 'fits', label: 'Fits', sort: 'fits', width: '30%' },
  ]);

  constructor() {
    leads(this.cells);
    crumbs(() => [{ label: 'Train Submission' }]);
    // The list of datasets is ordered by a count that moves: once one is shown, the address holds it.
    effect(() => {
      const first = this.datasets.rows()[0];
      if (this.url.dataset() === '' && first !== undefined) untracked(() => this.url.set({ dataset: first.datasetId }, { replace: true }));
    });
    effect(() => {
      const composable = this.cells.rows().filter(({ testState }) => testState === 'done' || testState === 'warning');
      if (composable.length > 0) untracked(() => void this.figures.need(composable));
    });
  }

  protected tick(wished: ReadonlySet<string>): void {
    this.url.set({ wagons: this.train.tick(wished) }, { replace: true });
  }
  protected chooseAll(): void {
    this.url.set({ wagons: this.train.allCompatible(this.shown()) }, { replace: true });
  }
  protected clear(): void {
    this.url.set({ q: '', within: anyAge, test: [], mode: [] });
  }
  /** The train has its wagons: the next one starts empty, on the same target. */
  protected left(): void {
    this.url.clear('wagons');
  }
}
