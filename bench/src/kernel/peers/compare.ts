import { median } from '../statistics.js';
import { whole } from '../table.js';

/** What somebody else did in the rounds in which we were measured; `goal` times as fast is what we want to be. */
export type Other = { name: string; why: string | undefined; rates: readonly number[]; goal?: number };

export type Comparison = {
  peers: Record<string, { eventsPerSecond: number }>;
  ratios: Record<string, number>;
  /** Of the goals that could be measured. */
  met: boolean;
  /** What the goal says of them: the number, or why there is none. */
  goals: string[];
  /** Name, rate, how many times as fast we are, goal, met. */
  rows: string[][];
};

/** Ours beside the peers, round by round. Who was not measured is named with the reason, and decides nothing. */
export const compare = (ours: readonly number[], others: readonly Other[]): Comparison => {
  const seen: Comparison = { peers: {}, ratios: {}, met: true, goals: [], rows: [] };
  for (const { name, why, rates, goal } of others) {
    const wanted = goal === undefined ? '–' : `≥ ${goal} ×`;
    const times = median(ours.map((rate, round) => rate / (rates[round] ?? NaN)));
    if (why !== undefined || !Number.isFinite(times)) {
      const reason = (why ?? 'no figure came of it').split('\n')[0] ?? '';
      if (goal !== undefined) seen.goals.push(`${goal} × ${name} (not measured: ${reason})`);
      seen.rows.push([name, `not measured: ${reason}`, '–', wanted, '–']);
      continue;
    }
    const met = goal === undefined || times >= goal;
    seen.peers[name] = { eventsPerSecond: median(rates) };
    seen.ratios[name] = times;
    seen.met &&= met;
    if (goal !== undefined) seen.goals.push(`${goal} × ${name}`);
    seen.rows.push([name, whole(median(rates)), `${times.toFixed(1)} ×`, wanted, goal === undefined ? '–' : met ? 'yes' : 'no']);
  }
  return seen;
};
