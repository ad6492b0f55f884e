import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '../event-log.js';
import { eventOf } from '../story.testing.js';
import { openSqliteLog } from './sqlite-log.js';

describe('a reader that has no use for some types', () => {
  let dir: string;
  let log: EventLog;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'hyperloop-without-'));
    log = await openSqliteLog({ dir });
  });
  afterEach(async () => {
    await log.close();
    rmSync(dir, { recursive: true });
  });

  it('gets all others, each once and in order, over many pages', async () => {
    const types = Array.from({ length: 12_000 }, (_, n) => (n % 7 === 0 ? 'TrainMoved' : n % 3 === 0 ? 'WagonMoved' : 'CounterMoved'));
    for (let n = 0; n < types.length; n += 1_000)
      await log.append(
        `train-${n % 5}`,
        'any',
        types.slice(n, n + 1_000).map((type) => eventOf(type, {})),
        `c-${n}`,
      );
    const seen: string[] = [];
    for await (const page of log.readAll({ from: '3', without: ['CounterMoved', 'NeverSeen'] })) seen.push(...page.map((e) => e.position));
    expect(seen).toEqual(types.flatMap((type, n) => (type === 'CounterMoved' || n < 3 ? [] : [String(n + 1)])));
  });
});
