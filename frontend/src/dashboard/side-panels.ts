import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { shortTime, time } from '../kernel/format';
import { liveView } from '../kernel/live/live-view';
import { Icon } from '../kernel/parts/icon';
import { Panel } from '../kernel/parts/panel';
import { Status } from '../kernel/parts/status';
import { Here, RemotePart } from '../kernel/remote/remote-part';
import { latestOf } from './latest';
import { nextSteps } from './next-steps';
import { workTiles } from './tiles';
import { queryOf } from './shown-tile';

/** What waits for an operator, the most pressing first. */
@Component({
  selector: 'hl-next-panel',
  imports: [Icon, Panel, RouterLink],
  template: `
    <hl-panel heading="Next for operators">
      <span hlPanelEnd class="muted small">{{ steps().length || '' }}</span>
      <div class="scroll list">
        @for (step of steps(); track step.key) {
          <div class="todo">
            <span [class]="step.tone"><hl-icon [name]="step.icon" /></span>
            <span
              ><b class="b6">{{ step.what }}</b
              >: {{ step.why }}</span
            >
            <a class="btn sm" [routerLink]="step.link" [queryParams]="step.params ?? null">{{ past() ? 'Open' : step.act }}</a>
          </div>
        } @empty {
          <div class="note t2">
            {{ trains.remote().phase === 'here' && cells.remote().phase === 'here' ? 'Nothing waits for an operator.' : '' }}
          </div>
        }
      </div>
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .list {
      max-height: 232px;
    }
    .todo {
      display: grid;
      grid-template-columns: 20px 1fr auto;
      gap: 6px;
      padding: 6px 12px;
      align-items: center;
      border-bottom: 1px solid var(--hl-line);
      overflow-wrap: anywhere;
    }
    .todo:last-child {
      border: 0;
    }
  `,
})
export class NextPanel {
  readonly past = input(false);
  protected readonly trains = liveView('train-runs', () => ({
    filter: [{ column: 'state', op: 'in', value: ['ready', 'test-failed'] }],
    sort: 'composedAt',
    limit: 50,
  }));
  protected readonly cells = liveView('wagon-cells', () => queryOf(workTiles.waitingWagons, ''));
  protected readonly steps = computed(() => nextSteps(this.trains.rows(), this.cells.rows()));
}

/** What ended last. */
@Component({
  selector: 'hl-latest-panel',
  imports: [Here, Panel, RemotePart, RouterLink, Status],
  template: `
    <hl-panel class="grow" heading="Latest finished">
      <hl-remote [of]="tests.remote()" what="The list of tests">
        <ng-template [hlHere]="tests.remote()">
          <ul class="scroll grow" tabindex="0" aria-label="What ended last">
            @for (each of latest(); track each.key) {
              <li [attr.title]="each.why || null">
                <span class="tm mono" [attr.title]="time(each.at)">{{ shortTime(each.at) }}</span>
                <span class="tx">
                  <a class="strong" [routerLink]="each.link">{{ each.what }}</a>
                  <span class="row how"
                    ><hl-status [kind]="each.kind" [state]="each.state" [word]="each.how" /><span class="muted small ell">{{
                      each.where
                    }}</span></span
                  >
                </span>
              </li>
            } @empty {
              <li class="t2">No test and no train has ended yet.</li>
            }
          </ul>
        </ng-template>
      </hl-remote>
    </hl-panel>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
    }
    li {
      display: grid;
      grid-template-columns: 42px minmax(0, 1fr);
      gap: 8px;
      padding: 5px 12px;
      list-style: none;
      line-height: 18px;
      border-bottom: 1px solid var(--hl-line);
    }
    li:last-child {
      border: 0;
    }
    li.t2 {
      display: block;
    }
    .tm {
      color: var(--hl-text-3);
      font-size: 11px;
      line-height: 18px;
      white-space: nowrap;
    }
    .tx {
      display: flex;
      flex-direction: column;
      min-width: 0;
    }
    .how {
      overflow: hidden;
    }
    .how hl-status {
      flex: none;
    }
  `,
})
export class LatestPanel {
  protected readonly tests = liveView('test-runs', () => ({
    filter: [{ column: 'state', op: 'in', value: ['done', 'warning', 'failed'] }],
    sort: '-endedAt',
    limit: 30,
  }));
  readonly #trains = liveView('train-runs', () => ({
    filter: [{ column: 'state', op: 'in', value: ['done', 'closed', 'killed'] }],
    sort: '-endedAt',
    limit: 30,
  }));
  protected readonly latest = computed(() => latestOf(this.tests.rows(), this.#trains.rows(), 30));
  protected readonly shortTime = shortTime;
  protected readonly time = time;
}
