import { computed, inject, Injectable } from '@angular/core';
import { CommandClient, type Outcome } from '../commands/command-client';
import { liveView, ROWS_AT_MOST } from '../live/live-view';
import { Session } from '../session/session';
import { toldOf, type Told } from './told';

/** What the person was told and has not put away; the bell, the analyses and the page share it (rules 136, 137). */
@Injectable({ providedIn: 'root' })
export class MyNotifications {
  readonly #session = inject(Session);
  readonly #commands = inject(CommandClient);
  readonly #dismissed = liveView('dismissals', () => {
    const personId = this.#session.person()?.personId;
    return personId === undefined ? null : { key: personId };
  });
  readonly dismissals = computed(() => this.#dismissed.one() ?? { upTo: 0, notificationIds: [] });
  readonly analysisIds = computed(() => this.#session.person()?.analyses ?? []);
  /** Only what was not put away with all others is asked for: the list stays short however long one has been here. */
  readonly #rows = liveView('notifications', () => {
    const known = this.#dismissed.remote().phase === 'here';
    if (this.analysisIds().length === 0 || !known) return null;
    return {
      filter: [
        { column: 'analysisId', op: 'in', value: this.analysisIds() },
        { column: 'number', op: 'from', value: this.dismissals().upTo + 1 },
      ],
      limit: ROWS_AT_MOST,
    };
  });
  readonly open = computed<readonly Told[]>(() => toldOf(this.#rows.rows(), this.dismissals()).filter(({ dismissed }) => !dismissed));
  /** More than could be asked for. */
  readonly atLeast = computed(() => this.#rows.total() > this.#rows.rows().length);
  ofAnalysis(analysisId: string): readonly Told[] {
    return this.open().filter(({ analyses }) => analyses.some((one) => one.analysisId === analysisId));
  }
  /** Why nothing can be put away now; null when it can. */
  readonly blocked = this.#commands.blocked;

  dismiss(notificationId: string): Promise<Outcome> {
    return this.#commands.send('DismissNotification', { notificationId }, { label: 'The notification', quiet: true });
  }
  /** Up to the newest that is shown: what comes meanwhile stays. */
  dismissAll(upTo: string): Promise<Outcome> {
    return this.#commands.send('DismissNotifications', { upTo }, { label: 'All notifications', done: 'All notifications are put away.' });
  }
}
