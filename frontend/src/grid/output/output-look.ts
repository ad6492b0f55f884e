import { Component, computed, input } from '@angular/core';
import { Histogram } from '../../kernel/charts/histogram';
import { number } from '../../kernel/format';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { urlFlag, urlState, urlText } from '../../kernel/url/url-state';
import { OutputBrowser } from './output-browser';
import { outputContent } from './output-content';
import { firstLook, objectAt } from './output-tree';

/** The content of one output: its tree at the left, the chosen object drawn at the right. What is chosen stands in the address. */
@Component({
  selector: 'hl-output-look',
  imports: [Here, Histogram, OutputBrowser, RemotePart],
  template: `
    <hl-remote [of]="content()" what="The output">
      <ng-template [hlHere]="content()" let-folder>
        <div class="two">
          <hl-output-browser
            [folder]="folder"
            [selected]="object()?.path ?? null"
            (chosen)="url.set({ object: $event }, { replace: true })"
          />
          <div class="draw">
            @if (object(); as drawn) {
              <div class="row bar">
                <span class="mono ell" [attr.title]="drawn.path">{{ drawn.path }}</span>
                <span class="muted small nowrap">{{ drawn.object._typename }}, {{ entries() }} entries</span>
                @if (flat()) {
                  <label class="row t4 small push nowrap"
                    ><input
                      type="checkbox"
                      class="chk"
                      [checked]="url.logy()"
                      (change)="url.set({ logy: !url.logy() }, { replace: true })"
                    />Log scale</label
                  >
                }
              </div>
              <hl-histogram [label]="drawn.path" [of]="drawn.object" [logY]="flat() && url.logy()" [height]="height()" />
            } @else {
              <div class="empty">
                <div class="strong">{{ url.object() === '' ? 'Nothing to draw' : 'This output has no ' + url.object() }}</div>
                <div class="muted small">Choose an object on the left.</div>
              </div>
            }
          </div>
        </div>
      </ng-template>
    </hl-remote>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
    }
    .two {
      display: grid;
      grid-template-columns: 280px minmax(0, 1fr);
      flex: 1;
      min-height: 0;
    }
    hl-output-browser {
      border-right: 1px solid var(--hl-line);
    }
    .draw {
      padding: 6px 12px 8px;
      min-width: 0;
      overflow: auto;
    }
    .bar {
      min-height: 28px;
      gap: 12px;
    }
  `,
})
export class OutputLook {
  /** Of an AnalysisResults.json; null shows nothing. */
  readonly sha256 = input.required<string | null>();
  readonly height = input(380);
  protected readonly url = urlState({ object: urlText(), logy: urlFlag() });
  protected readonly content = outputContent(() => this.sha256());
  protected readonly object = computed(() => {
    const content = this.content();
    if (content.phase !== 'here') return null;
    if (this.url.object() === '') return firstLook(content.value);
    const object = objectAt(content.value, this.url.object());
    return object === undefined ? null : { path: this.url.object(), object };
  });
  protected readonly entries = computed(() => number(Number(this.object()?.object['fEntries'] ?? 0)));
  protected readonly flat = computed(() => !(this.object()?.object._typename.startsWith('TH2') ?? true));
}
