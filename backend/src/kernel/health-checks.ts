import { statfs } from 'node:fs/promises';
import type { EventLog } from './event-log/event-log.js';
import type { HealthCheck } from './health.js';
import type { ProjectorStatus } from './read-side/index.js';

/** Less than this share of the disk, and the log and the outputs of the next trains are in danger. */
const LEAST_FREE = 0.05;
/** Behind and not moving for so long: screens show the past without saying so. */
const STUCK_MS = 30_000;

export const logCheck = (log: Pick<EventLog, 'writable'>): HealthCheck => ({
  name: 'log',
  check: async () => {
    const { ok, reason } = await log.writable();
    return ok
      ? { ok, value: 'writable', sentence: 'The log takes new events.' }
      : { ok, value: 'read only', sentence: `The log takes nothing at the moment: ${reason ?? 'no reason is known'}.` };
  },
});

export const diskCheck = (dir: string): HealthCheck => ({
  name: 'disk',
  check: async () => {
    const { bavail, blocks } = await statfs(dir);
    const share = bavail / blocks;
    const percent = `${Math.floor(share * 100)} %`;
    const ok = share > LEAST_FREE;
    return {
      ok,
      value: percent,
      sentence: ok
        ? `${percent} of the disk of the data directory is free.`
        : `Only ${percent} of the disk of the data directory is free. Make room.`,
    };
  },
});

/** Positions of some logs are bytes, so how far behind is no verdict; catching up at the start is, and standing still. */
export const viewsCheck = (status: () => ProjectorStatus, now: () => number = Date.now): HealthCheck => {
  let seen = { position: '', at: now() };
  return {
    name: 'views',
    check: () => {
      const { lag, position, caughtUp, running } = status();
      if (position !== seen.position || lag === 0) seen = { position, at: now() };
      if (!running) return { ok: false, value: 'stopped', sentence: 'The views are not being folded; the thread is started again.' };
      if (now() - seen.at > STUCK_MS)
        return {
          ok: false,
          value: lag,
          sentence: `The views are behind the log and have not moved for ${Math.round((now() - seen.at) / 1000)} s.`,
        };
      if (!caughtUp) return { ok: false, value: lag, sentence: 'The views are catching up with the log.' };
      return { ok: true, value: lag, sentence: 'The views follow the log.' };
    },
  };
};

/** Rows of a parked stream show the past for ever, so this is never green; every node has them, so none is taken out. */
export const parkedCheck = (status: () => ProjectorStatus): HealthCheck => ({
  name: 'parked',
  check: () => {
    const streams = [...new Set(status().parked.map(({ stream }) => stream))];
    const [first] = status().parked;
    if (first === undefined) return { ok: true, value: 0, sentence: 'Every event could be folded.' };
    const named = `${streams.slice(0, 3).join(', ')}${streams.length > 3 ? ' …' : ''}`;
    return {
      ok: false,
      serves: true,
      value: streams.length,
      sentence: `${named}: an event could not be folded, and the rows stand still (first at position ${first.position}: ${first.reason}). After the fault is mended, stop the backend, npm run rebuild, start it.`,
    };
  },
});
