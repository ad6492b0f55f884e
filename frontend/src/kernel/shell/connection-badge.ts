import { Component, computed, inject, input } from '@angular/core';
import { clockTime, fullTime, number } from '../format';
import type { Connection } from '../live/connection';
import { LiveClient } from '../live/live-client';
import { Icon } from '../parts/icon';
import type { IconName } from '../parts/icons';
import { Moment } from '../url/moment';

type Badge = { look: 'live' | 'catch' | 'stale' | 'off' | 'past'; word: string; icon: IconName | null; title: string };

/** Always in words: live, catching up, stale since, offline since, in the past. */
export const badgeOf = (connection: Connection, at: string | null): Badge => {
  if (at !== null) return { look: 'past', word: 'In the past', icon: 'history', title: `You see ${fullTime(at)}. Nothing moves here.` };
  switch (connection.is) {
    case 'live':
      return { look: 'live', word: 'Live', icon: null, title: 'Live: every change is shown as it happens.' };
    case 'catching-up':
      return {
        look: 'catch',
        word: connection.left > 0 ? `Catching up, ${number(connection.left)} left` : 'Catching up',
        icon: 'running',
        title: 'The views are behind the log and come nearer.',
      };
    case 'stale':
      return {
        look: 'stale',
        word: `Stale since ${clockTime(connection.since)}`,
        icon: 'clock',
        title: 'Nothing was heard from the server since then. Figures may be old; changes wait.',
      };
    case 'offline':
      return {
        look: 'off',
        word: `Offline since ${clockTime(connection.since).slice(0, 5)}`,
        icon: 'offline',
        title: 'No connection. Figures stay as they were; changes wait.',
      };
  }
};

@Component({
  selector: 'hl-connection-badge',
  imports: [Icon],
  template: `
    <span class="conn" role="status" [class]="badge().look" [attr.title]="badge().title">
      @if (badge().icon; as icon) {
        <hl-icon [name]="icon" [small]="true" [spin]="badge().look === 'catch'" />
      } @else {
        <i></i>
      }
      {{ badge().word }}
    </span>
  `,
})
export class ConnectionBadge {
  /** For the page of parts; the shell shows the real one. */
  readonly of = input<Connection>();
  readonly past = input<string | null>(null);
  readonly #live = inject(LiveClient);
  readonly #moment = inject(Moment);
  protected readonly badge = computed(() =>
    badgeOf(this.of() ?? this.#live.connection(), this.of() ? this.past() : (this.past() ?? this.#moment.at())),
  );
}
