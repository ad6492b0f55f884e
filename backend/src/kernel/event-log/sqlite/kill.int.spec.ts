import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtUrl } from '../../built-url.js';
import { eventOf, streamOf } from '../story.testing.js';
import { sqlitePlace } from './place.testing.js';
import { verifyLog } from './verify.js';

const ROUNDS = 5;

/** A real process: twenty writers append as fast as they can and say which command was acknowledged. */
const writerProgram = (dir: string, round: number): string => `
  const { openSqliteLog } = await import(${JSON.stringify(builtUrl(import.meta.url, './sqlite-log.js').href)});
  const log = await openSqliteLog({ dir: ${JSON.stringify(dir)} });
  let n = 0;
  const writer = async (w) => {
    for (;;) {
      const id = 'c-${round}-' + n++;
      const meta = { at: '2026-11-23T10:00:00.000Z', by: 'olga', commandId: id, causationId: id, correlationId: id };
      await log.append('train-' + w, 'any', [{ type: 'CounterMoved', data: { id }, meta }], id);
      console.log('train-' + w + ' ' + id);
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, w) => writer(w)));
`;

/** Runs the writer until so many commands are acknowledged, then kills it without warning. */
const killedAfter = async (dir: string, round: number, acknowledged: number): Promise<[stream: string, id: string][]> => {
  const program = join(dir, 'writer.mjs');
  await writeFile(program, writerProgram(dir, round));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === acknowledged) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return lines.map((line) => line.split(' ') as [string, string]).filter(([, id]) => id !== undefined);
};

describe('an embedded log whose process is killed under load (G1)', () => {
  it(`has every acknowledged event exactly once, in ${ROUNDS} rounds`, async () => {
    const place = await sqlitePlace();
    const acknowledged: [string, string][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      acknowledged.push(...(await killedAfter(place.dir, round, 60 + 37 * round)));
      const log = await place.open();
      expect(acknowledged.length).toBeGreaterThanOrEqual(60);
      expect(verifyLog(join(place.dir, 'log.sqlite')).position).toBeGreaterThanOrEqual(acknowledged.length);
      // Nobody knows what became of the commands under way: sent again, each is there once.
      for (const [stream, id] of acknowledged.slice(-3))
        expect(await log.append(stream, 'any', [eventOf('CounterMoved', { id }, id)], id)).toMatchObject({ duplicate: true });
      const stored = new Map<string, number>();
      for (const stream of new Set(acknowledged.map(([name]) => name)))
        for (const { data } of await streamOf(log, stream)) {
          const { id } = data as { id: string };
          stored.set(id, (stored.get(id) ?? 0) + 1);
        }
      expect(acknowledged.filter(([, id]) => stored.get(id) !== 1)).toEqual([]);
      expect([...stored.values()].every((times) => times === 1)).toBe(true);
      await log.close();
    }
    await place.end();
  }, 60_000);
});
