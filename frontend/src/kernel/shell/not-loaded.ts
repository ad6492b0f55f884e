import { DOCUMENT } from '@angular/common';
import { Component, inject } from '@angular/core';
import { crumbs } from './crumbs';

/** Part of the first load, so that it can be shown when nothing else can be. */
@Component({
  selector: 'hl-not-loaded',
  template: `
    <div class="pagehead"><h1>This page was not loaded</h1></div>
    <div class="panel">
      <div class="empty">
        <div class="strong">Its program did not come from the server</div>
        <div class="muted small" style="margin: 2px 0 8px">
          The server may have been renewed since this tab was opened, or the connection broke.
        </div>
        <button type="button" class="btn sm" (click)="reload()">Load again</button>
      </div>
    </div>
  `,
})
export class NotLoaded {
  readonly #document = inject(DOCUMENT);
  constructor() {
    crumbs(() => [{ label: 'Not loaded' }]);
  }
  protected reload(): void {
    this.#document.defaultView?.location.reload();
  }
}
