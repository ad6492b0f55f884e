import { DOCUMENT, Location } from '@angular/common';
import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { AnalysisNotifications } from '../../kernel/notifications/analysis-notifications';
import { Dialogs } from '../../kernel/parts/dialogs';
import { Icon } from '../../kernel/parts/icon';
import { Session } from '../../kernel/session/session';
import { Moment } from '../../kernel/url/moment';
import { CopyText } from '../copy-button';
import { WagonMatrix } from '../matrix/wagon-matrix';
import { DatasetsDialog } from '../settings/datasets-dialog';
import { AnalysisTrains } from './analysis-trains';
import { FoldedSummary } from './folded-summary';
import { PackageChoice } from './package-choice';

/** Tickets of all analyses stand here (rule 4). */
const TICKETS = 'https://its.cern.ch/jira/browse/';

/** One analysis: its head (rule 15), the matrix (rule 16) and its trains (rule 20); folded it is one line. */
@Component({
  selector: 'hl-analysis-panel',
  imports: [AnalysisNotifications, AnalysisTrains, CopyText, FoldedSummary, Icon, PackageChoice, RouterLink, WagonMatrix],
  template: `
    @let it = analysis();
    <section class="panel" [attr.aria-label]="it.name">
      <div class="anh">
        @if (movable()) {
          <span class="grip muted" draggable="true" title="Drag to another place" aria-hidden="true" (dragstart)="grabbed.emit($event)"
            ><hl-icon name="grip" [small]="true"
          /></span>
        }
        @if (foldable()) {
          <button
            type="button"
            class="btn sm icon ghost"
            [attr.aria-label]="(folded() ? 'Expand ' : 'Collapse ') + it.name"
            [attr.aria-expanded]="!folded()"
            (click)="foldedChange.emit(!folded())"
          >
            <hl-icon [name]="folded() ? 'right' : 'down'" [small]="true" />
          </button>
        }
        @if (foldable()) {
          <a class="b6 title ell" [class.large]="!folded()" [routerLink]="['/analysis', it.analysisId]" [attr.title]="it.name">{{
            it.name
          }}</a>
        }
        <a class="link nowrap" [href]="ticket()" target="_blank" rel="noreferrer">{{ it.jiraKey }}</a>
        @if (it.service) {
          <span class="muted nowrap">{{ readOnly() ? 'Service wagons, everyone, read only' : 'Service wagons' }}</span>
        }
        @if (!folded() && it.analyzers.length > 0) {
          <span class="row t4 faces" aria-hidden="true">
            @for (person of it.analyzers.slice(0, 5); track person) {
              <span class="avatar xs">{{ person.slice(0, 2).toUpperCase() }}</span>
            }
          </span>
          <span class="t2 ell people" [attr.title]="it.analyzers.join(', ')">{{ it.analyzers.join(', ') }}</span>
          <hl-copy-text [text]="it.analyzers.join(', ')" label="Copy analyzers" />
        }
        <span class="push row t4">
          @if (folded()) {
            <hl-folded-summary [analysis]="it" />
          }
          @if (movable()) {
            <button
              type="button"
              class="btn sm ghost icon"
              aria-label="Move up"
              title="Move up (Alt ↑)"
              [disabled]="first()"
              (click)="moved.emit(-1)"
            >
              <hl-icon name="up" [small]="true" />
            </button>
            <button
              type="button"
              class="btn sm ghost icon"
              aria-label="Move down"
              title="Move down (Alt ↓)"
              [disabled]="last()"
              (click)="moved.emit(1)"
            >
              <hl-icon name="down" [small]="true" />
            </button>
          }
          @if (!folded()) {
            <hl-copy-text [text]="share()" label="Copy a link that shows this analysis read only" word="Share" icon="link" />
            @if (acting()) {
              <button type="button" class="btn sm" (click)="settings()">
                <hl-icon name="sliders" [small]="true" />Datasets and settings
              </button>
            }
          }
        </span>
      </div>
      @if (!folded()) {
        <div class="meta" [class.flush]="!foldable()"><hl-package-choice [analysis]="it" [readOnly]="readOnly()" /></div>
        @if (!readOnly()) {
          <hl-analysis-notifications [analysisId]="it.analysisId" />
        }
        <hl-wagon-matrix [analysis]="it" [readOnly]="readOnly()" [wagonSearch]="wagonSearch()" [datasetSearch]="datasetSearch()" />
      }
    </section>
    @if (!folded()) {
      <hl-analysis-trains [analysisId]="it.analysisId" />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 8px;
      flex: none;
      min-width: 0;
    }
    .grip {
      display: inline-flex;
      cursor: grab;
      margin: 0 -4px 0 -8px;
    }
    .panel {
      flex: none;
    }
    .anh {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 40px;
      padding: 0 12px 0 8px;
      flex: none;
      min-width: 0;
    }
    .title {
      min-width: 80px;
    }
    .title.large {
      font-size: 14px;
    }
    .faces {
      margin-left: 8px;
      flex: none;
    }
    .people {
      min-width: 0;
      flex: 0 1 auto;
    }
    .anh > .push {
      flex: none;
    }
    .meta {
      padding: 0 12px 10px 36px;
    }
    .meta.flush {
      padding-left: 12px;
    }
    .anh > a:first-child {
      padding-left: 4px;
    }
    hl-folded-summary {
      margin-right: 4px;
    }
  `,
  host: { '(keydown)': 'pressed($event)' },
})
export class AnalysisPanel {
  readonly analysis = input.required<AnalysisRow>();
  readonly readOnly = input(false);
  /** Alone on its page it is not folded, and its name is the title of the page. */
  readonly foldable = input(true);
  readonly folded = input(false);
  /** One of several that the person orders. */
  readonly movable = input(false);
  readonly first = input(false);
  readonly last = input(false);
  readonly wagonSearch = input('');
  readonly datasetSearch = input('');
  readonly foldedChange = output<boolean>();
  /** −1 up, 1 down. */
  /** Its handle was taken: the page moves it. */
  readonly grabbed = output<DragEvent>();
  readonly moved = output<-1 | 1>();

  readonly #dialogs = inject(Dialogs);
  readonly #session = inject(Session);
  readonly #moment = inject(Moment);
  readonly #origin = inject(DOCUMENT).location.origin;
  readonly #location = inject(Location);
  protected readonly ticket = computed(() => TICKETS + encodeURIComponent(this.analysis().jiraKey));
  /** A share link keeps the moment that is shown (rule 24). */
  protected readonly share = computed(() => {
    const at = this.#moment.at();
    return `${this.#origin}${this.#location.prepareExternalUrl(`/analysis/${this.analysis().analysisId}`)}${at === null ? '' : `?at=${encodeURIComponent(at)}`}`;
  });
  protected readonly acting = computed(() => !this.readOnly() && this.#moment.at() === null && this.#session.person() !== null);

  protected settings(): void {
    void this.#dialogs.open(DatasetsDialog, { analysisId: this.analysis().analysisId }, `Datasets and settings of ${this.analysis().name}`);
  }
  protected pressed(event: KeyboardEvent): void {
    if (!this.movable() || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'ArrowUp' ? !this.first() : !this.last()) this.moved.emit(event.key === 'ArrowUp' ? -1 : 1);
  }
}
