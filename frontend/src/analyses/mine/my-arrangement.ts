import { computed, inject, Injectable, signal } from '@angular/core';
import { CommandClient } from '../../kernel/commands/command-client';
import { liveView } from '../../kernel/live/live-view';
import { Session } from '../../kernel/session/session';
import type { Arrangement } from './arrangement';

/** The person's arrangement, kept on the server (rule 13). It moves at once and is saved behind; where nothing can be saved (past, offline) it lives as long as the page. */
@Injectable()
export class MyArrangement {
  readonly #session = inject(Session);
  readonly #commands = inject(CommandClient);
  readonly #kept = liveView('arrangements', () => {
    const personId = this.#session.person()?.personId;
    return personId === undefined ? null : { key: personId };
  });
  readonly #wish = signal<Arrangement | null>(null);
  /** Nothing is drawn before it is known, so that nothing jumps. */
  readonly known = computed(
    () => this.#session.person() === null || this.#kept.remote().phase === 'here' || this.#kept.remote().phase === 'failed',
  );
  readonly now = computed<Arrangement>(() => this.#wish() ?? this.#kept.one() ?? { order: [], folded: [] });

  async arrange(next: Arrangement): Promise<void> {
    this.#wish.set(next);
    if (this.#commands.blocked() !== null || this.#session.person() === null) return;
    const outcome = await this.#commands.send(
      'ArrangeAnalyses',
      { order: [...next.order], folded: [...next.folded] },
      { label: 'The order of your analyses', quiet: true },
    );
    if (outcome.is === 'saved') await outcome.seen;
    // A later wish is still on its way.
    if (this.#wish() === next) this.#wish.set(null);
  }
}
