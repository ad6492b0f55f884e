import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CommandButton } from '../kernel/commands/command-button';
import { counted, shortTime, time } from '../kernel/format';
import { liveView, ROWS_AT_MOST } from '../kernel/live/live-view';
import { leads } from '../kernel/live/page-lead';
import { MyNotifications } from '../kernel/notifications/my-notifications';
import { kindWords, toldOf, toneClass, type Told } from '../kernel/notifications/told';
import { ColumnFilters, columnFilters } from '../kernel/parts/column-filters';
import { ExportButton } from '../kernel/parts/export-button';
import { FilterBar } from '../kernel/parts/filter-bar';
import { FilterChip } from '../kernel/parts/filter-chip';
import { filters } from '../kernel/parts/filters';
import { Icon } from '../kernel/parts/icon';
import { Panel } from '../kernel/parts/panel';
import { Table } from '../kernel/parts/table';
import { tableOf, type RowAction, type TableColumn } from '../kernel/parts/table-model';
import { Cell, Detail } from '../kernel/parts/table-templates';
import { here, mapRemote, type Remote } from '../kernel/remote/remote';
import { crumbs } from '../kernel/shell/crumbs';
import { Moment } from '../kernel/url/moment';
import { urlFlag, urlList, urlState } from '../kernel/url/url-state';
import { NotificationDetail } from './notification-detail';

/** Everything one was told, the newest first; putting it away is one's own affair (rules 136, 137). */
@Component({
  selector: 'hl-notifications',
  imports: [
    Cell,
    ColumnFilters,
    CommandButton,
    Detail,
    ExportButton,
    FilterBar,
    FilterChip,
    Icon,
    NotificationDetail,
    Panel,
    RouterLink,
    Table,
  ],
  template: `
    <div class="pagehead">
      <h1>Notifications</h1>
      <span class="muted small">{{ head() }}</span>
      <span class="push row">
        <hl-export [of]="rows" />
        @if (!past()) {
          <hl-command-button [label]="allWords()" [send]="dismissAll" [offBecause]="offAll()" />
        }
      </span>
    </div>
    <hl-filter-bar
      [filtered]="filtered()"
      [shown]="told().length"
      [what]="told().length === 1 ? 'notification' : 'notifications'"
      (cleared)="url.clear('f', 'kind', 'analysis', 'dismissed')"
    >
      <hl-filter label="What" [options]="kinds" [chosen]="url.kind()" (chosenChange)="url.set({ kind: $event })" />
      <hl-filter label="Analysis" [options]="analyses()" [chosen]="url.analysis()" (chosenChange)="url.set({ analysis: $event })" />
      <label class="away"
        ><input type="checkbox" class="chk" [checked]="url.dismissed()" (change)="url.set({ dismissed: !url.dismissed() })" />Show
        dismissed</label
      >
      <hl-column-filters [columns]="filterColumns" [value]="url.f()" (valueChange)="url.set({ f: $event })" />
    </hl-filter-bar>
    @if (more()) {
      <p class="muted small older">Only the newest are shown. Filter by time, dataset or analysis to see older ones.</p>
    }
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Notifications"
        [of]="table"
        [columns]="columns"
        [actions]="past() ? undefined : actions"
        [dim]="isAway"
        [empty]="filtered() ? 'No notification matches these filters' : 'Nothing new'"
        [emptyWhy]="
          filtered()
            ? 'Clear a filter to see more.'
            : 'You are told when datasets of your analyses change, and when the system disables a wagon or cannot test it.'
        "
      >
        <ng-template hlCell="what" [hlCellOf]="table" let-one>
          <span class="row what"
            ><span class="mark" [class]="tones[one.tone]"><hl-icon [name]="one.icon" /></span
            ><span class="ell" [attr.title]="one.sentence">{{ one.sentence }}</span></span
          >
        </ng-template>
        <ng-template hlCell="analyses" [hlCellOf]="table" let-one>
          <span class="ell block" [attr.title]="names(one)">
            @for (analysis of one.analyses; track analysis.analysisId; let first = $first) {
              <ng-container
                >{{ first ? '' : ', ' }}<a [routerLink]="['/analysis', analysis.analysisId]">{{ analysis.name }}</a></ng-container
              >
            }
            @if (one.others > 0) {
              <span class="muted"> and {{ counted(one.others, 'other') }}</span>
            }
          </span>
        </ng-template>
        <ng-template hlCell="details" [hlCellOf]="table" let-one
          ><a class="link" [routerLink]="one.link">{{ one.linkWord }}</a></ng-template
        >
        <ng-template hlDetail [hlDetailOf]="table" let-one><hl-notification-detail [told]="one" /></ng-template>
      </hl-table>
    </hl-panel>
  `,
  styles: `
    .away {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      font: var(--hl-type-small);
      color: var(--hl-text-2);
      height: 24px;
      cursor: pointer;
    }
    .what {
      min-width: 0;
    }
    .mark {
      display: inline-flex;
      flex: none;
    }
    .older {
      margin: 0 0 8px;
    }
    .block {
      display: block;
    }
  `,
  host: { class: 'col grow' },
})
export class Notifications {
  protected readonly mine = inject(MyNotifications);
  readonly #moment = inject(Moment);
  protected readonly url = urlState({ f: urlList(), kind: urlList(), analysis: urlList(), dismissed: urlFlag() });
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly filterColumns: readonly TableColumn<Told>[] = [
    { id: 'dataset', label: 'Dataset', sort: 'datasetName', filter: 'text' },
    { id: 'wagon', label: 'Wagon', sort: 'wagonName', filter: 'text' },
    { id: 'by', label: 'By', sort: 'causedBy', filter: 'text' },
    { id: 'at', label: 'When', sort: 'happenedAt', filter: 'instant' },
  ];
  protected readonly narrowed = columnFilters(() => this.filterColumns, this.url.f);
  protected readonly rows = liveView('notifications', () => {
    const mine = this.mine.analysisIds();
    const asked = this.url.analysis().filter((id) => mine.includes(id));
    if (mine.length === 0 || this.mine.known().phase !== 'here') return null;
    return {
      limit: ROWS_AT_MOST,
      filter: filters(
        { column: 'analysisId', op: 'in', value: asked.length > 0 ? asked : mine },
        this.url.kind().length > 0 && { column: 'kind', op: 'in', value: this.url.kind() },
        !this.url.dismissed() && { column: 'number', op: 'from', value: this.mine.dismissals().upTo + 1 },
        ...this.narrowed(),
      ),
    };
  });
  protected readonly told = computed(() =>
    toldOf(this.rows.rows(), this.mine.dismissals()).filter(({ dismissed }) => this.url.dismissed() || !dismissed),
  );
  protected readonly table = {
    ...tableOf(
      () => this.told(),
      ({ notificationId }) => notificationId,
    ),
    query: this.rows.query,
    // Not here yet, or not to be read, is not “nothing new”.
    remote: computed<Remote<readonly Told[]>>(() => {
      if (this.mine.analysisIds().length === 0) return here([]);
      const known = this.mine.known();
      return known.phase === 'here' ? mapRemote(this.rows.remote(), () => this.told()) : known;
    }),
  };
  protected readonly kinds = Object.entries(kindWords).map(([value, word]) => ({ value, word }));
  readonly #known = liveView('analyses', () => (this.mine.analysisIds().length === 0 ? null : { limit: ROWS_AT_MOST }));
  protected readonly analyses = computed(() =>
    this.#known
      .rows()
      .filter(({ analysisId }) => this.mine.analysisIds().includes(analysisId))
      .map(({ analysisId, name }) => ({ value: analysisId, word: name })),
  );
  protected readonly filtered = computed(
    () => this.url.f().length > 0 || this.url.kind().length > 0 || this.url.analysis().length > 0 || this.url.dismissed(),
  );
  protected readonly head = computed(() => {
    const count = this.mine.open().length;
    return count === 0 ? '' : `${this.mine.atLeast() ? 'at least ' : ''}${counted(count, 'new one')}`;
  });
  /** More match than are shown: the rest is found by a filter, not by scrolling. */
  protected readonly more = computed(() => this.rows.total() > this.rows.rows().length);
  /** A filter hides some of what the button puts away, so it says how many that is. */
  protected readonly allWords = computed(() =>
    this.mine.open().length > 0 && this.url.f().length + this.url.kind().length + this.url.analysis().length > 0
      ? `Dismiss all ${this.mine.atLeast() ? '' : `${String(this.mine.open().length)}, `}also those hidden`
      : 'Dismiss all',
  );
  protected readonly counted = counted;
  protected readonly tones = toneClass;
  protected readonly isAway = (one: Told) => one.dismissed;
  protected readonly names = ({ analyses }: Told) => analyses.map(({ name }) => name).join(', ');
  protected readonly columns: readonly TableColumn<Told>[] = [
    { id: 'what', label: 'What happened', width: '46%' },
    { id: 'analyses', label: 'Your analyses', width: '24%' },
    { id: 'by', label: 'By', text: ({ causedBy }) => causedBy, look: 't2' },
    { id: 'at', label: 'When', text: ({ happenedAt }) => shortTime(happenedAt), title: ({ happenedAt }) => time(happenedAt), look: 't2' },
    { id: 'details', label: 'Details' },
  ];
  protected readonly actions = (one: Told): readonly RowAction[] =>
    one.dismissed
      ? []
      : [
          {
            id: 'dismiss',
            label: 'Dismiss, for you only',
            icon: 'close',
            offBecause: this.mine.blocked(),
            run: () => void this.mine.dismiss(one.notificationId),
          },
        ];
  protected readonly offAll = computed(() => (this.mine.open().length === 0 ? 'Nothing is new.' : null));
  protected readonly dismissAll = async () => {
    const newest = this.mine.open()[0];
    return newest === undefined ? null : this.mine.dismissAll(newest.notificationId);
  };

  constructor() {
    leads(this.rows);
    crumbs(() => [{ label: 'Notifications' }]);
  }
}
