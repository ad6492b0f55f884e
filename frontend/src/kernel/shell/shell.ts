import { Dialog } from '@angular/cdk/dialog';
import { Location } from '@angular/common';
import { Component, effect, inject, viewChild } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import type { StepDirection } from '@hyperloop/contracts/kernel';
import { Toasts } from '../commands/toasts';
import { Bell } from '../notifications/bell';
import { LiveClient } from '../live/live-client';
import { Icon } from '../parts/icon';
import { followRights } from '../session/follow-rights';
import { Session } from '../session/session';
import { Moment } from '../url/moment';
import { ConnectionBadge } from './connection-badge';
import { Crumbs } from './crumbs';
import { listenToKeys } from './keyboard';
import { PastBanner } from './past-banner';
import { PersonMenu } from './person-menu';
import { Rail } from './rail';
import { ThemeChoice } from './theme';
import { TimeChip } from './time-chip';
import { TimeSteps } from './time-steps';

/** Rail, top bar, the banner of the past, and the screen. */
@Component({
  selector: 'hl-shell',
  imports: [RouterOutlet, RouterLink, Bell, Icon, Rail, ConnectionBadge, TimeChip, PersonMenu, PastBanner, Toasts],
  template: `
    <a class="skip" href="#main" (click)="skip($event, main)">Skip to the page</a>
    <div class="app" [class.dimmed]="old()">
      <nav class="rail" aria-label="Views"><hl-rail (help)="help()" /></nav>
      <header class="top">
        <nav class="crumb" aria-label="Where you are">
          @for (crumb of trail(); track $index; let last = $last) {
            @if (last) {
              <b aria-current="page">{{ crumb.label }}</b>
            } @else {
              <a [routerLink]="crumb.link">{{ crumb.label }}</a><hl-icon name="right" [small]="true" />
            }
          }
        </nav>
        <button type="button" class="search push" (click)="search()">
          <hl-icon name="search" /><span class="grow ell">Search or run a command</span><kbd>Ctrl K</kbd>
        </button>
        <span style="width: 8px"></span>
        <hl-connection-badge />
        <hl-time-chip #time />
        @if (person() !== null) {
          <hl-bell />
        }
        <hl-person-menu (help)="help()" />
      </header>
      <hl-past-banner />
      <main class="main" id="main" tabindex="-1" #main><router-outlet /></main>
    </div>
    <hl-toasts />
  `,
  styles: `
    .search {
      text-align: left;
    }
    .search:hover {
      border-color: var(--hl-control-line);
    }
    .app {
      grid-template-rows: var(--hl-bar) auto minmax(0, 1fr);
    }
    .top {
      grid-column: 2;
      grid-row: 1;
    }
    .rail {
      grid-column: 1;
    }
    .main {
      grid-row: 3;
      outline: none;
      overflow: auto;
    }
    .dimmed .main {
      color: var(--hl-text-3);
    }
  `,
})
export class Shell {
  readonly #dialog = inject(Dialog);
  readonly #live = inject(LiveClient);
  readonly #steps = inject(TimeSteps);
  readonly #moment = inject(Moment);
  protected readonly person = inject(Session).person;
  protected readonly trail = inject(Crumbs).list;
  protected readonly time = viewChild.required<TimeChip>('time');

  constructor() {
    inject(ThemeChoice);
    const session = inject(Session);
    const router = inject(Router);
    const location = inject(Location);
    void session.load();
    followRights();
    // Nothing can be read by nobody: the chooser comes first, and leads back.
    effect(() => {
      const answer = session.answer();
      if (answer.phase !== 'here' || answer.value.person !== null) return;
      // The address bar, not the router: the answer may come before the router has begun with the first address.
      const to = location.path() || '/';
      if (!/^\/(sign-in|parts)/.test(to)) void router.navigate(['/sign-in'], { queryParams: to === '/' ? {} : { to } });
    });
    this.#live.start();
    listenToKeys({
      search: () => this.search(),
      time: () => this.time().toggle(),
      step: (direction) => void this.step(direction),
      help: () => this.help(),
    });
  }

  /** Figures that may be old are dimmed to the third text colour. */
  protected old(): boolean {
    const { is } = this.#live.connection();
    return is === 'stale' || is === 'offline';
  }
  protected async step(direction: StepDirection): Promise<void> {
    await this.#steps.step(direction);
    // Without the banner of the past there is nothing yet that could say why it leads nowhere.
    if (this.#moment.at() === null && this.#steps.said() !== null) this.time().toggle();
  }
  protected async search(): Promise<void> {
    if (this.#dialog.openDialogs.length > 0) return;
    const { CommandPalette } = await import('./command-palette');
    this.#dialog.open(CommandPalette, { backdropClass: 'hl-scrim', ariaLabel: 'Search or run a command' });
  }
  protected async help(): Promise<void> {
    if (this.#dialog.openDialogs.length > 0) return;
    const { KeyboardHelp } = await import('./keyboard-help');
    this.#dialog.open(KeyboardHelp, { backdropClass: 'hl-scrim', ariaLabel: 'Keyboard' });
  }
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }
}
