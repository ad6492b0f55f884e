import { NgComponentOutlet } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import { liveView } from '../../kernel/live/live-view';
import { Panel } from '../../kernel/parts/panel';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import type { GridParts } from '../run/grid-parts';
import { MergingCounts } from '../run/merging-counts';
import { TrainCourse } from '../run/train-course';
import { TrainHead } from '../run/train-head';

/** The parts of a train's page, drawn from the frames of its replay. They do not know that it is one. */
@Component({
  selector: 'hl-replay-board',
  imports: [Here, MergingCounts, NgComponentOutlet, Panel, RemotePart, TrainCourse, TrainHead],
  template: `
    <hl-remote [of]="train.remote()" [what]="'The replay of train ' + id()" [skeletonRows]="8">
      <ng-template [hlHere]="train.remote()" let-rows>
        @if (rows[0]; as row) {
          <hl-train-head [train]="row" />
          <div class="g">
            <div class="col part side"><hl-train-course [train]="row" /><hl-merging-counts [train]="row" /></div>
            <div class="col part">
              @if (row.submittedAt === null) {
                <hl-panel heading="Before it left">
                  <div class="note t2">
                    At this moment the train has no jobs yet. {{ row.testState === 'running' ? 'Its test runs.' : '' }}
                  </div>
                </hl-panel>
              } @else if (parts(); as grid) {
                <ng-container [ngComponentOutlet]="grid.jobsByState" [ngComponentOutletInputs]="inputs()" />
                <ng-container [ngComponentOutlet]="grid.runs" [ngComponentOutletInputs]="inputs()" />
              }
            </div>
          </div>
        }
      </ng-template>
    </hl-remote>
  `,
  styles: `
    .g {
      display: grid;
      grid-template-columns: 256px minmax(0, 1fr);
      gap: 12px;
      flex: 1;
      min-height: 0;
    }
    .part {
      gap: 12px;
      min-height: 0;
    }
    .side {
      overflow: auto;
    }
    .part > hl-panel {
      flex: none;
    }
  `,
  host: { class: 'col grow' },
})
export class ReplayBoard {
  readonly id = input.required<string>();
  readonly parts = input.required<GridParts | null>();
  protected readonly train = liveView('train-runs', () => ({ key: this.id() }));
  protected readonly inputs = computed(() => ({ trainId: this.id() }));
}
