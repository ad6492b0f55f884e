import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { Icon } from '../../kernel/parts/icon';
import { SearchField } from '../../kernel/parts/search-field';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { Session } from '../../kernel/session/session';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { urlState, urlText } from '../../kernel/url/url-state';
import { AnalysisPanel } from '../panel/analysis-panel';
import { ofAnalyses } from '../of-analyses';

/** One analysis, read only, at an address that stays (rules 8, 24). */
@Component({
  selector: 'hl-shared-analysis',
  imports: [AnalysisPanel, Here, Icon, RemotePart, RouterLink, SearchField],
  template: `
    <div class="pagehead">
      <h1 class="ell">{{ analysis.one()?.name ?? 'Analysis' }}</h1>
      <span class="muted small nowrap">Read only</span>
      <span class="push row">
        <hl-search placeholder="Wagon" [width]="160" [value]="url.wagon()" (valueChange)="url.set({ wagon: $event }, { replace: true })" />
        <hl-search
          placeholder="Dataset"
          [width]="160"
          [value]="url.dataset()"
          (valueChange)="url.set({ dataset: $event }, { replace: true })"
        />
        @if (mine() && !past()) {
          <a class="btn" routerLink="/"><hl-icon name="pencil" />Change it in My Analyses</a>
        }
      </span>
    </div>
    <div class="list">
      <hl-remote [of]="analysis.remote()" what="The analysis">
        <ng-template [hlHere]="analysis.remote()" let-rows>
          @if (rows[0]; as row) {
            <hl-analysis-panel
              [analysis]="row"
              [readOnly]="true"
              [foldable]="false"
              [wagonSearch]="url.wagon()"
              [datasetSearch]="url.dataset()"
            />
          } @else {
            <section class="panel">
              <div class="empty">
                <div class="strong">There is no analysis {{ id() }}</div>
                <div class="muted small">The link may be incomplete, or the analysis did not exist at this time.</div>
                <a class="btn sm" routerLink="/all-analyses">All Analyses</a>
              </div>
            </section>
          }
        </ng-template>
      </hl-remote>
    </div>
  `,
  styles: `
    .list {
      flex: 1;
      min-height: 0;
      overflow: auto;
      display: flex;
      flex-direction: column;
      margin: 0 -20px -16px;
      padding: 0 9px 16px 20px;
      scrollbar-width: thin;
      scrollbar-gutter: stable;
    }
    .panel {
      flex: none;
    }
    .empty .btn {
      margin-top: 10px;
    }
  `,
  host: { class: 'col grow' },
})
export class SharedAnalysis {
  readonly id = input.required<string>();
  readonly #moment = inject(Moment);
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly url = urlState({ wagon: urlText(), dataset: urlText() });
  protected readonly analysis = liveView('analyses', () => ({ key: this.id() }));
  readonly #session = inject(Session);
  protected readonly mine = computed(() => this.analysis.one()?.analyzers.includes(this.#session.person()?.personId ?? '') ?? false);
  constructor() {
    leads(this.analysis, ...ofAnalyses(() => [this.id()]));
    crumbs(() => [{ label: 'All Analyses', link: '/all-analyses' }, { label: this.analysis.one()?.name ?? this.id() }]);
  }
}
