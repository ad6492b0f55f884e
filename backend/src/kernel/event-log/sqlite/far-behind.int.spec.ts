import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '../event-log.js';
import { eventOf } from '../story.testing.js';
import { openSqliteLog } from './sqlite-log.js';

describe('a subscriber of a few streams that is far behind', () => {
  let dir: string;
  let log: EventLog;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'hyperloop-far-'));
    log = await openSqliteLog({ dir });
  });
  afterEach(async () => {
    await log.close();
    rmSync(dir, { recursive: true });
  });

  it('gets their events, each once and in order, is told it caught up, and goes on live', async () => {
    const wanted: string[] = [];
    for (let n = 0; n < 24; n += 1) {
      const many = Array.from({ length: 1_000 }, () => eventOf('JobMoved', {}));
      await log.append(`masterjob-${n}`, 'any', many, `many-${n}`);
      // Names that stand right before and behind the prefix in the index of streams.
      await log.append(`person.${n}`, 'any', [eventOf('Strange', {})], `behind-${n}`);
      const { position } = await log.append(`person-${n % 5}`, 'any', [eventOf('PersonMoved', {}), eventOf('PersonMoved', {})], `few-${n}`);
      wanted.push(String(Number(position) - 1), position);
    }
    const subscription = log.subscribe({ filter: { streamPrefixes: ['person-', 'analysis-'] } });
    const seen: string[] = [];
    let caughtUp = false;
    for await (const item of subscription) {
      if (item.kind === 'events') seen.push(...item.events.map(({ position }) => position));
      if (item.kind === 'caughtUp') {
        caughtUp = true;
        expect(item.position).toBe((await log.head()).position);
        wanted.push((await log.append('person-9', 'any', [eventOf('PersonMoved', {})], 'live')).position);
      }
      if (caughtUp && seen.length === wanted.length) break;
    }
    await subscription.close();
    expect(seen).toEqual(wanted);
  });
});
