import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { liveView } from '../../kernel/live/live-view';
import { SearchField } from '../../kernel/parts/search-field';
import { Here, RemotePart } from '../../kernel/remote/remote-part';

export type WagonChoosing = { readonly title: string; readonly without: string };
export type WagonChosen = { readonly wagonId: string; readonly name: string };

/** Any wagon of any analysis, found by its name. */
@Component({
  selector: 'hl-choose-wagon',
  imports: [Here, RemotePart, SearchField],
  template: `
    <div class="dialog">
      <div class="dbody">
        <h2>{{ asked.title }}</h2>
        <hl-search placeholder="Name of a wagon" [width]="380" [value]="sought()" (valueChange)="sought.set($event)" />
        <hl-remote [of]="found.remote()" what="The list of wagons" [skeletonRows]="5">
          <ng-template [hlHere]="found.remote()">
            <ul class="scroll">
              @for (row of offered(); track row.wagonId) {
                <li>
                  <button type="button" class="mi" (click)="ref.close({ wagonId: row.wagonId, name: row.name })">
                    <span class="strong ell">{{ row.name }}</span><span class="mono small muted ell">{{ row.workflowName }}</span>
                    <span class="push muted small nowrap">{{ row.registeredBy }}</span>
                  </button>
                </li>
              } @empty {
                <li class="muted small none">No wagon is called like this.</li>
              }
            </ul>
          </ng-template>
        </hl-remote>
      </div>
      <div class="dfoot"><button type="button" class="btn" (click)="ref.close()">Cancel</button></div>
    </div>
  `,
  styles: `
    .dialog {
      width: min(560px, calc(100vw - 32px));
    }
    h2 {
      margin-bottom: 8px;
    }
    ul {
      list-style: none;
      height: 300px;
      margin-top: 8px;
    }
    .mi {
      width: 100%;
      display: flex;
      gap: 8px;
      text-align: left;
    }
    .none {
      padding: 8px;
    }
  `,
})
export class ChooseWagonDialog {
  protected readonly asked = inject<WagonChoosing>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<WagonChosen>>(DialogRef);
  protected readonly sought = signal('');
  protected readonly found = liveView('wagons', () => ({
    limit: 50,
    filter: this.sought() === '' ? [] : [{ column: 'name', op: 'contains', value: this.sought() }],
  }));
  protected readonly offered = computed(() => this.found.rows().filter(({ wagonId }) => wagonId !== this.asked.without));
}
