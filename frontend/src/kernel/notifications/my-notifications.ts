import { computed, inject, Injectable } from '@angular/core';
import { CommandClient, type Outcome } from '../commands/command-client';
import { liveView, ROWS_AT_MOST } from '../live/live-view';
import type { Remote } from '../remote/remote';
import { Session } from '../session/session';
import { toldOf, type Dismissals, type Told } from './told';

/** What the person was told and has not put away; the bell, the analyses and the page share it (rules 136, 137). */
@Injectable({ providedIn: 'root' })
export class MyNotifications {
  readonly #session = inject(Session);
  readonly #commands = inject(CommandClient);
  readonly #all = liveView('dismissals', () => {
    const personId = this.#session.person()?.personId;
    return personId === undefined ? null : { key: personId };
  });
  readonly #upTo = computed(() => this.#all.one()?.number ?? 0);
  /** Beyond those put away with all others; as many as notifications are asked for, so none that is shown is missed. */
  readonly #singles = liveView('dismissals', () => {
    const personId = this.#session.person()?.personId;
    if (personId === undefined || this.#all.remote().phase !== 'here') return null;
    return {
      filter: [
        { column: 'personId', op: 'is', value: personId },
        { column: 'all', op: 'is', value: false },
        { column: 'number', op: 'from', value: this.#upTo() + 1 },
      ],
      limit: ROWS_AT_MOST,
    };
  });
  readonly dismissals = computed<Dismissals>(() => ({
    upTo: this.#upTo(),
    notificationIds: this.#singles.rows().map(({ number }) => String(number)),
  }));
  /** Whether it is known what was put away: before, nothing can be said to be new. */
  readonly known = computed<Remote<unknown>>(() => {
    const all = this.#all.remote();
    return all.phase === 'here' ? this.#singles.remote() : all;
  });
  readonly analysisIds = computed(() => this.#session.person()?.analyses ?? []);
  /** Only what was not put away with all others is asked for: the list stays short however long one has been here. */
  readonly #rows = liveView('notifications', () => {
    // Before it is known what was put away, it would be shown for a moment.
    if (this.analysisIds().length === 0 || this.known().phase !== 'here') return null;
    return {
      filter: [
        { column: 'analysisId', op: 'in', value: this.analysisIds() },
        { column: 'number', op: 'from', value: this.#upTo() + 1 },
      ],
      limit: ROWS_AT_MOST,
    };
  });
  readonly open = computed<readonly Told[]>(() => toldOf(this.#rows.rows(), this.dismissals()).filter(({ dismissed }) => !dismissed));
  /** Everything is here, so that none means none. */
  readonly ready = computed(() => this.analysisIds().length === 0 || this.#rows.remote().phase === 'here');
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
