import { Component, inject, output } from '@angular/core';
import { Router, RouterLink, RouterLinkActive } from '@angular/router';
import { MatTooltip } from '@angular/material/tooltip';
import { Icon } from '../parts/icon';
import { placesOf } from './navigation';

/** The screens that exist. Under 1360 px only the icons, with their names as tooltips. */
@Component({
  selector: 'hl-rail',
  imports: [Icon, RouterLink, RouterLinkActive, MatTooltip],
  template: `
    <div class="brand">
      <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
        <path d="M2 13.500c3.500 0 4-7 8-7s4.500 7 8 7" />
        <path d="M2 6.500c3.500 0 4 7 8 7s4.500-7 8-7" opacity=".45" />
      </svg>
      <span>Hyperloop</span>
    </div>
    @for (place of places; track place.path; let i = $index) {
      @if (place.trace && !places[i - 1]?.trace) {
        <div class="sep">Watch and trace</div>
      }
      <a
        [routerLink]="'/' + place.path"
        routerLinkActive="on"
        ariaCurrentWhenActive="page"
        [routerLinkActiveOptions]="{
          paths: place.path === '' ? 'exact' : 'subset',
          queryParams: 'ignored',
          fragment: 'ignored',
          matrixParams: 'ignored',
        }"
        [attr.aria-label]="place.label"
        [matTooltip]="place.label"
        matTooltipPosition="right"
        [matTooltipDisabled]="wide()"
        [matTooltipShowDelay]="300"
      >
        <hl-icon [name]="place.icon" /><span class="lbl">{{ place.label }}</span>
      </a>
    }
    <div class="foot"></div>
    <button type="button" class="helpbtn" aria-label="Keyboard and help" (click)="help.emit()">
      <hl-icon name="help" /><span class="lbl">Keyboard and help</span>
    </button>
  `,
  styles: `
    :host {
      display: contents;
    }
    .helpbtn {
      height: 30px;
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 0 8px;
      border-radius: var(--hl-r-2);
      color: var(--hl-text-2);
    }
    .helpbtn:hover {
      background: var(--hl-press);
    }
  `,
})
export class Rail {
  readonly help = output();
  protected readonly places = placesOf(inject(Router).config);
  protected wide(): boolean {
    return globalThis.innerWidth >= 1360;
  }
}
