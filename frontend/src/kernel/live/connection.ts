import type { LiveBeat } from '@hyperloop/contracts/kernel';

/** How fresh the screen is, in words (reliability: always visible, never a false “live”). */
export type Connection =
  { is: 'live' } | { is: 'catching-up'; left: number } | { is: 'stale'; since: number } | { is: 'offline'; since: number };

/** Beats come every 5 s and this is looked at every second: whoever lost the server is told so within 15 s. */
export const STALE_AFTER_MS = 13_000;
/** Fewer events than this are the ordinary distance between the log and the views. */
const ORDINARY_LAG = 50;

export type Pulse = {
  connected: boolean;
  /** Since when it is connected, or not. */
  since: number;
  /** Never connected until now: the page has only just been opened. */
  first: boolean;
  beat: LiveBeat | null;
  beatAt: number;
  /** Feeds asked again after a reconnect and not here yet. */
  waiting: number;
};

export const connectionOf = (pulse: Pulse, now: number): Connection => {
  if (!pulse.connected) {
    // Opening the page is not being offline; give the first connection its time.
    if (pulse.first && now - pulse.since < 5_000) return { is: 'catching-up', left: 0 };
    return { is: 'offline', since: pulse.since };
  }
  const heard = Math.max(pulse.beatAt, pulse.since);
  if (now - heard > STALE_AFTER_MS) return { is: 'stale', since: heard };
  const left = pulse.beat?.lagEvents ?? 0;
  if (left >= ORDINARY_LAG) return { is: 'catching-up', left };
  if (pulse.waiting > 0 && now - pulse.since < 3_000 && !pulse.first) return { is: 'catching-up', left: 0 };
  return { is: 'live' };
};

export const sameConnection = (a: Connection, b: Connection): boolean =>
  a.is === b.is && (a.is === 'catching-up' ? a.left === (b as typeof a).left : a.is === 'live' || a.since === (b as typeof a).since);
