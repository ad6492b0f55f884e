import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { counted } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { Icon } from '../../kernel/parts/icon';
import { SearchField } from '../../kernel/parts/search-field';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { Session } from '../../kernel/session/session';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { urlState, urlText } from '../../kernel/url/url-state';
import { LastSync } from '../directory/last-sync';
import { AnalysisPanel } from '../panel/analysis-panel';
import { foldedTo, inOrder, isFolded, moved, placed, type DropPlace } from './arrangement';
import { ofAnalyses } from '../of-analyses';
import { MyArrangement } from './my-arrangement';

/** Where every analyzer begins: service wagons read only on top (rule 14), then the own analyses in one's own order (rule 13). */
@Component({
  selector: 'hl-my-analyses',
  imports: [AnalysisPanel, CdkMenu, CdkMenuItem, CdkMenuTrigger, Here, Icon, LastSync, RemotePart, RouterLink, SearchField],
  providers: [MyArrangement],
  template: `
    <div class="pagehead">
      <h1>My Analyses</h1>
      @if (own().length > 0) {
        <span class="muted small">{{ counted(own().length, 'analysis', 'analyses') }}</span>
      }
      <hl-last-sync />
      <span class="push row">
        <hl-search placeholder="Wagon" [width]="160" [value]="url.wagon()" (valueChange)="url.set({ wagon: $event }, { replace: true })" />
        <hl-search
          placeholder="Dataset"
          [width]="160"
          [value]="url.dataset()"
          (valueChange)="url.set({ dataset: $event }, { replace: true })"
        />
        @if (own().length > 0) {
          <button type="button" class="btn ghost" (click)="foldAll(!allFolded())">{{ allFolded() ? 'Expand all' : 'Collapse all' }}</button>
        }
        @if (acting() && own().length === 1) {
          <a class="btn pri" routerLink="/new-wagon" [queryParams]="{ analysis: own()[0]?.analysisId }"><hl-icon name="plus" />New wagon</a>
        } @else if (acting() && own().length > 1) {
          <button type="button" class="btn pri" [cdkMenuTriggerFor]="where"><hl-icon name="plus" />New wagon</button>
          <ng-template #where>
            <div class="menu" cdkMenu aria-label="Analysis of the new wagon">
              <span class="mt">In which analysis?</span>
              @for (analysis of own(); track analysis.analysisId) {
                <a class="mi" cdkMenuItem routerLink="/new-wagon" [queryParams]="{ analysis: analysis.analysisId }"
                  ><span class="grow ell">{{ analysis.name }}</span
                  ><span class="muted">{{ analysis.jiraKey }}</span></a
                >
              }
            </div>
          </ng-template>
        }
      </span>
    </div>
    <div class="list">
      <hl-remote [of]="analyses.remote()" what="Your analyses" [skeletonRows]="6">
        <ng-template [hlHere]="analyses.remote()">
          @if (arrangement.known()) {
            @for (analysis of service(); track analysis.analysisId) {
              <hl-analysis-panel
                [analysis]="analysis"
                [readOnly]="true"
                [folded]="folded(analysis.analysisId, false)"
                (foldedChange)="fold([analysis.analysisId], $event)"
                [wagonSearch]="url.wagon()"
                [datasetSearch]="url.dataset()"
              />
            }
            @for (analysis of own(); track analysis.analysisId; let first = $first, last = $last) {
              <hl-analysis-panel
                [analysis]="analysis"
                [folded]="folded(analysis.analysisId, true)"
                (foldedChange)="fold([analysis.analysisId], $event)"
                [movable]="own().length > 1 && acting()"
                [first]="first"
                [last]="last"
                (moved)="move(analysis.analysisId, $event)"
                (grabbed)="grab(analysis.analysisId, $event)"
                (dragover)="over(analysis.analysisId, $event)"
                (drop)="putDown($event)"
                (dragend)="letGo()"
                [class.before]="drop()?.id === analysis.analysisId && !drop()?.behind"
                [class.behind]="drop()?.id === analysis.analysisId && drop()?.behind"
                [wagonSearch]="url.wagon()"
                [datasetSearch]="url.dataset()"
              />
            } @empty {
              <section class="panel none">
                <div class="empty">
                  @if (session.person() === null) {
                    <div class="strong">Nobody is signed in</div>
                    <div class="muted small">Your analyses are shown once you sign in.</div>
                    <a class="btn sm" routerLink="/sign-in">Sign in</a>
                  } @else {
                    <div class="strong">You are in no analysis</div>
                    <div class="muted small">
                      Membership comes from the analysis’s JIRA ticket. An analyzer of it can have you added there.
                    </div>
                    <a class="btn sm" routerLink="/all-analyses">All Analyses</a>
                  }
                </div>
              </section>
            }
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
      gap: 8px;
      margin: 0 -20px -16px;
      padding: 0 9px 16px 20px;
      scrollbar-width: thin;
      scrollbar-color: var(--hl-line-strong) transparent;
      scrollbar-gutter: stable;
    }
    .before {
      box-shadow: 0 -3px 0 -1px var(--hl-accent);
    }
    .behind {
      box-shadow: 0 3px 0 -1px var(--hl-accent);
    }
    .none {
      flex: none;
    }
    .empty .btn {
      margin-top: 10px;
    }
  `,
  host: { class: 'col grow' },
})
export class MyAnalyses {
  protected readonly session = inject(Session);
  protected readonly arrangement = inject(MyArrangement);
  readonly #moment = inject(Moment);
  protected readonly url = urlState({ wagon: urlText(), dataset: urlText() });
  protected readonly analyses = liveView('analyses', () => ({ limit: ROWS_AT_MOST }));
  /** Members, as the tickets say; a service-wagon expert works on service wagons too (rule 3). */
  protected readonly own = computed(() => {
    const person = this.session.person();
    if (person === null) return [];
    return inOrder(
      this.analyses
        .rows()
        .filter(({ analyzers, service }) => analyzers.includes(person.personId) || (service && person.roles.includes('service-expert'))),
      this.arrangement.now(),
    );
  });
  protected readonly service = computed(() => {
    const own = new Set(this.own().map(({ analysisId }) => analysisId));
    return this.analyses.rows().filter(({ service, analysisId }) => service && !own.has(analysisId));
  });
  protected readonly acting = computed(() => this.#moment.at() === null && this.session.person() !== null);
  protected readonly allFolded = computed(() => this.own().every(({ analysisId }) => this.folded(analysisId, true)));
  protected readonly counted = counted;
  readonly #dragged = signal<string | null>(null);
  protected readonly drop = signal<DropPlace | null>(null);

  constructor() {
    leads(this.analyses, ...ofAnalyses(() => this.own().map(({ analysisId }) => analysisId)));
    crumbs(() => [{ label: 'My Analyses' }]);
    // Added to an analysis, or taken out of one, while the page stands open: what may be done here changes with it.
    effect(() => {
      const rows = this.analyses.rows();
      const person = untracked(this.session.person);
      if (person === null || this.#moment.at() !== null) return;
      const changed = rows.some(
        ({ analysisId, analyzers }) => analyzers.includes(person.personId) !== person.analyses.includes(analysisId),
      );
      if (changed) untracked(() => void this.session.load());
    });
  }
  protected folded(analysisId: string, opensByItself: boolean): boolean {
    return isFolded(analysisId, opensByItself, this.arrangement.now());
  }
  protected fold(ids: readonly string[], fold: boolean): void {
    void this.arrangement.arrange(foldedTo(this.arrangement.now(), this.#ids(), ids, fold));
  }
  protected foldAll(fold: boolean): void {
    this.fold(this.#ids(), fold);
  }
  protected move(id: string, by: -1 | 1): void {
    const now = this.arrangement.now();
    const shown = this.#ids();
    void this.arrangement.arrange({ ...now, order: [...moved(shown, id, by), ...now.order.filter((each) => !shown.includes(each))] });
  }
  /** By its handle; the browser draws what is dragged. */
  protected grab(id: string, event: DragEvent): void {
    event.dataTransfer?.setData('text/plain', id);
    this.#dragged.set(id);
  }
  /** The upper half of an analysis means before it, the lower half behind it. */
  protected over(id: string, event: DragEvent): void {
    const dragged = this.#dragged();
    if (dragged === null) return;
    event.preventDefault();
    const { top, height } = (event.currentTarget as Element).getBoundingClientRect();
    const drop = { id, behind: event.clientY > top + height / 2 };
    const stays = placed(this.#ids(), dragged, drop).every((each, index) => each === this.#ids()[index]);
    this.drop.set(stays ? null : drop);
  }
  protected putDown(event: DragEvent): void {
    event.preventDefault();
    const [dragged, drop] = [this.#dragged(), this.drop()];
    this.letGo();
    if (dragged === null || drop === null) return;
    const now = this.arrangement.now();
    const shown = this.#ids();
    void this.arrangement.arrange({
      ...now,
      order: [...placed(shown, dragged, drop), ...now.order.filter((each) => !shown.includes(each))],
    });
  }
  protected letGo(): void {
    this.#dragged.set(null);
    this.drop.set(null);
  }
  #ids(): readonly string[] {
    return this.own().map(({ analysisId }) => analysisId);
  }
}
