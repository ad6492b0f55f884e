import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { crumbs } from './crumbs';

@Component({
  selector: 'hl-not-found',
  imports: [RouterLink],
  template: `
    <div class="pagehead"><h1>No such page</h1></div>
    <div class="panel">
      <div class="empty">
        <div class="strong">Nothing has this address</div>
        <div class="muted small" style="margin: 2px 0 8px">The link may be from another version, or was cut when it was copied.</div>
        <a class="btn sm" routerLink="/">Go to the first page</a>
      </div>
    </div>
  `,
})
export class NotFound {
  constructor() {
    crumbs(() => [{ label: 'No such page' }]);
  }
}
