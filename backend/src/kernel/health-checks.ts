import { statfs } from 'node:fs/promises';
import type { EventLog } from './event-log/event-log.js';
import type { HealthCheck } from './health.js';
import type { ProjectorStatus } from './read-side/index.js';

/** Less than this share of the disk, and the log and the outputs of the next trains are in danger. */
const LEAST_FREE = 0.05;
/** More than this many events behind, and screens show the past without saying so. */
const MOST_LAG = 10_000;

export const logCheck = (log: Pick<EventLog, 'writable'>): HealthCheck => ({
  name: 'log',
  check: async () => {
    const { ok, reason } = await log.writable();
    return ok ? { ok, value: 'writable', sentence: 'The log takes new events.' } : { ok, value: 'read only', sentence: `The log takes nothing at the moment: ${reason ?? 'no reason is known'}.` };
  },
});

export const diskCheck = (dir: string): HealthCheck => ({
  name: 'disk',
  check: async () => {
    const { bavail, blocks } = await statfs(dir);
    const share = bavail / blocks;
    const percent = `${Math.floor(share * 100)} %`;
    const ok = share > LEAST_FREE;
    return { ok, value: percent, sentence: ok ? `${percent} of the disk of the data directory is free.` : `Only ${percent} of the disk of the data directory is free. Make room.` };
  },
});

export const viewsCheck = (status: () => ProjectorStatus): HealthCheck => ({
  name: 'views',
  check: () => {
    const { lag, running, parked, failure } = status();
    if (!running) return { ok: false, value: 'stopped', sentence: `The views are not being folded${failure === undefined ? '' : ': the thread fell and is started again'}.` };
    const behind = lag > MOST_LAG;
    const stuck = parked.length === 0 ? '' : ` ${parked.length} streams are parked because an event could not be folded.`;
    return { ok: !behind, value: lag, sentence: `${behind ? `The views are ${lag} events behind the log.` : 'The views follow the log.'}${stuck}` };
  },
});
