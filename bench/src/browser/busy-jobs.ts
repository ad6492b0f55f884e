import type { LiveDelta, LiveSnapshot } from '@hyperloop/contracts/kernel';
import type { GridJobRow } from '@hyperloop/contracts/grid';
import { Dice } from '../kernel/dice.js';

const STATES = ['WAITING', 'RUNNING', 'DONE'] as const;
const GROUPS = { WAITING: 'waiting', RUNNING: 'active', DONE: 'done' } as const;

/** Ten thousand jobs that change, and what the server would tell a screen of it. */
export class BusyJobs {
  readonly rows: GridJobRow[];
  readonly #dice = new Dice(4);
  #position = 1;

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, n): GridJobRow => ({
      jobId: `700.526641.${String(n).padStart(5, '0')}`,
      masterjobId: '700.526641',
      trainId: '700',
      run: 526_641,
      state: 'WAITING',
      group: 'waiting',
      attempt: 1,
      site: null,
      files: 19,
      bytes: 1e9 + n,
      reason: null,
      figures: null,
      log: null,
      derivedFiles: [],
      submittedAt: '2026-03-01T10:00:00.000Z',
      changedAt: new Date(Date.parse('2026-03-01T10:00:00.000Z') + n).toISOString(),
      attempts: [],
    }));
  }

  snapshot(subscription: string): LiveSnapshot {
    return { kind: 'snapshot', subscription, epoch: 'busy', position: String(this.#position), rows: this.rows, total: this.rows.length };
  }

  /** So many rows change. */
  change(subscription: string, count: number): LiveDelta {
    const previous = String(this.#position);
    this.#position += 1;
    const changed = new Set<number>();
    while (changed.size < count) changed.add(Math.floor(this.#dice.share() * this.rows.length));
    const at = new Date().toISOString();
    const upserts = [...changed].map((n) => (this.rows[n] = this.#moved(this.rows[n] as GridJobRow, at))); // n lies inside
    return { kind: 'delta', subscription, epoch: 'busy', previous, position: String(this.#position), upserts, removals: [] };
  }

  #moved(row: GridJobRow, changedAt: string): GridJobRow {
    const state = STATES[(STATES.indexOf(row.state as (typeof STATES)[number]) + 1) % STATES.length] ?? 'WAITING';
    return { ...row, state, group: GROUPS[state], site: 'CERN', attempt: row.attempt + 1, changedAt };
  }
}
