import { Component } from '@angular/core';
import { ConnectionBadge } from '../../shell/connection-badge';
import type { Connection } from '../../live/connection';
import { Status } from '../status';
import { datasetStatus, jobStatus, mergeStatus, testStatus, trainStatus, type StatusKind } from '../status-words';

@Component({
  selector: 'hl-status-parts',
  imports: [Status, ConnectionBadge],
  template: `
    @for (kind of kinds; track kind.id) {
      <section class="ps">
        <div class="head">
          <h2>Status: {{ kind.title }}</h2>
          <span class="muted small">{{ kind.note }}</span>
        </div>
        <div class="wrap">
          @for (state of kind.states; track state) {
            <hl-status [kind]="kind.id" [state]="state" [tint]="true" />
          }
        </div>
        @if (kind.id === 'test') {
          <div class="wrap" style="margin-top: 8px; gap: 8px 14px">
            @for (state of kind.states; track state) {
              <hl-status
                [kind]="kind.id"
                [state]="state"
                [more]="state === 'running' ? '62 %' : state === 'queued' ? '4th' : ''"
                [word]="state === 'warning' ? '2 warnings' : ''"
              />
            }
          </div>
          <p class="small muted" style="margin-top: 6px">Tinted beside a title, plain in tables. Queued says its position.</p>
        }
      </section>
    }
    <section class="ps">
      <div class="head">
        <h2>Connection</h2>
        <span class="muted small">always visible</span>
      </div>
      <div class="wrap">
        @for (connection of connections; track connection.is) {
          <hl-connection-badge [of]="connection" />
        }
        <hl-connection-badge [of]="connections[0]" past="2025-11-26T13:07:32Z" />
      </div>
      <p class="small muted" style="margin-top: 6px">Stale or offline: figures stay, dimmed to the third text colour; commands wait.</p>
    </section>
  `,
})
export class StatusParts {
  protected readonly kinds: readonly { id: StatusKind; title: string; note: string; states: readonly string[] }[] = [
    { id: 'test', title: 'tests', note: 'icon and word, always both', states: Object.keys(testStatus) },
    { id: 'train', title: 'trains', note: '', states: Object.keys(trainStatus) },
    { id: 'job', title: 'jobs', note: 'names as on the Grid', states: Object.keys(jobStatus) },
    { id: 'dataset', title: 'datasets', note: '', states: Object.keys(datasetStatus) },
    { id: 'merge', title: 'merging', note: '', states: Object.keys(mergeStatus) },
  ];
  protected readonly connections: readonly Connection[] = [
    { is: 'live' },
    { is: 'catching-up', left: 1204 },
    { is: 'stale', since: new Date('2025-12-02T13:31:40Z').getTime() },
    { is: 'offline', since: new Date('2025-12-02T13:30:00Z').getTime() },
  ];
}
