import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { counted } from '../kernel/format';
import type { Told } from '../kernel/notifications/told';

/** All that a row has no room for: the whole sentence, every analysis, and both directions of a mismatch (rules 136, 145). */
@Component({
  selector: 'hl-notification-detail',
  imports: [RouterLink],
  template: `
    @let it = told();
    <p>{{ it.sentence }}</p>
    @if (it.inWagonOnly.length > 0) {
      <p>
        <span class="muted">In wagon but not package: </span><span class="mono">{{ it.inWagonOnly.join(', ') }}</span>
      </p>
    }
    @if (it.inPackageOnly.length > 0) {
      <p>
        <span class="muted">In package but not wagon: </span><span class="mono">{{ it.inPackageOnly.join(', ') }}</span>
      </p>
    }
    <p>
      <span class="muted">Your analyses: </span>
      @for (analysis of it.analyses; track analysis.analysisId; let first = $first) {
        <ng-container
          >{{ first ? '' : ', ' }}<a class="link" [routerLink]="['/analysis', analysis.analysisId]">{{ analysis.name }}</a></ng-container
        >
      }
      @if (it.others > 0) {
        <span class="muted"> and {{ counted(it.others, 'other') }}</span>
      }
    </p>
  `,
  styles: `
    :host {
      display: block;
      padding: 4px 12px 8px 36px;
      font: var(--hl-type-small);
    }
    p {
      margin: 4px 0;
      overflow-wrap: anywhere;
      white-space: normal;
    }
  `,
})
export class NotificationDetail {
  readonly told = input.required<Told>();
  protected readonly counted = counted;
}
