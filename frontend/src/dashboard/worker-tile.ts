import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Status } from '../kernel/parts/status';
import type { Worker } from './server-health';

/** How a worker is, in a word and a sentence; leads to the health of the server. */
@Component({
  selector: 'hl-worker-tile',
  imports: [RouterLink, Status],
  template: `
    <a class="tile" routerLink="/health" [attr.title]="worker().sentence">
      <span class="k">{{ label() }}</span>
      <span class="v"><hl-status kind="check" [state]="worker().state" [word]="worker().word" /></span>
      <span class="d">{{ worker().sentence || ' ' }}</span>
    </a>
  `,
  styles: `
    :host {
      min-width: 0;
      display: flex;
    }
    .tile {
      flex: 1;
      border-right: 1px solid var(--hl-line);
    }
    :host(:last-child) .tile {
      border-right: 0;
    }
    .v {
      height: 28px;
      align-items: center;
    }
  `,
})
export class WorkerTile {
  readonly label = input.required<string>();
  readonly worker = input.required<Worker>();
}
