import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { events, views } from '@hyperloop/contracts/registry';
import { projections } from '@hyperloop/projections';
import type { Model } from '@hyperloop/projections/engine';
import { makeLog, type Made } from '../../kernel/generate.js';
import { embeddedLog, metaOf, type Log } from './embedded-log.js';
import type { Dice } from '../../kernel/dice.js';
import { Program } from '../../kernel/program.js';
import { verifiedStore } from './verified-store.js';

const model: Model = { projections, views, events };
const writer = fileURLToPath(new URL('./killed-writer.worker.js', import.meta.url));
const STARTED_MS = 60_000;

export type Round = { acknowledged: number; stored: number; foldedTo: number; unacknowledged: number };

/** One history, written by processes that are killed; after each death everything it left is looked at. */
export class KilledLog {
  readonly #dir: string;
  readonly #seed: number;
  readonly #history: Iterator<Made, void>;
  readonly #made: Made[] = [];
  #checked = 0;

  constructor(dir: string, seed: number) {
    this.#dir = dir;
    this.#seed = seed;
    this.#history = makeLog(seed);
  }

  /** Runs the writer and kills it at a moment nobody chose: now and then while it still starts. */
  async killed(dice: Dice): Promise<ReadonlyMap<number, number>> {
    const acknowledged = new Map<number, number>();
    let first: (() => void) | undefined;
    const begun = new Promise<void>((resolve) => (first = resolve));
    const program = new Program([process.execPath, writer, this.#dir, String(this.#seed)], {}, (line) => {
      const [, n, position] = /^ack (\d+) (\d+)$/.exec(line) ?? [];
      if (n === undefined) return;
      acknowledged.set(Number(n), Number(position));
      first?.();
    });
    if (dice.chance(0.1)) await pause(dice.between(50, 400));
    else {
      await Promise.race([begun, program.ended, pause(STARTED_MS)]);
      await pause(dice.between(20, 170));
    }
    if (!program.isRunning) throw new Error(`the writer ended by itself: ${program.said}`);
    await program.end();
    return acknowledged;
  }

  /** Opens what was left; throws with a sentence at the first promise that was not kept. */
  async examined(acknowledged: ReadonlyMap<number, number>): Promise<Round> {
    const { openSqliteLog, verifyLog } = await embeddedLog();
    const log = await openSqliteLog({ dir: this.#dir });
    try {
      const before = this.#checked;
      const { position: stored } = verifyLog(join(this.#dir, 'log.sqlite'));
      for await (const page of log.readAll({ from: String(this.#checked) })) for (const event of page) this.#isNext(event);
      if (this.#checked !== stored) throw new Error(`${this.#checked} events can be read of ${stored}`);
      for (const [n, position] of acknowledged) {
        if (n > stored) throw new Error(`event ${n} was acknowledged and is lost; the log ends at ${stored}`);
        if (n !== position) throw new Error(`event ${n} was acknowledged at position ${position}`);
      }
      const last = Math.max(0, ...acknowledged.keys());
      await this.#repeat(
        log,
        [last - 2, last - 1, last, last + 1, stored].filter((n) => n > 0 && n <= stored),
      );
      const folded = await verifiedStore(log, model, join(this.#dir, 'read.sqlite')).catch((error: unknown) => {
        // Killed before there was any store.
        if (before === 0 && stored === 0) return { position: '0', same: true, views: [] };
        throw error;
      });
      const different = folded.views.filter(({ same }) => !same).map(({ view }) => view);
      if (different.length > 0) throw new Error(`${different.join(', ')} are not what the log folds to at ${folded.position}`);
      const unacknowledged = stored - Math.max(before, last);
      return { acknowledged: acknowledged.size, stored, foldedTo: Number(folded.position), unacknowledged };
    } finally {
      await log.close();
    }
  }

  #nth(n: number): Made {
    while (this.#made.length < n) {
      const next = this.#history.next();
      if (next.done === true) throw new Error('the history ended');
      this.#made.push(next.value);
    }
    return this.#made[n - 1] as Made;
  }

  /** No gap, none twice, none in another's place: the log is the history up to some point. */
  #isNext({ stream, type, data, position }: { stream: string; type: string; data: unknown; position: string }): void {
    const n = this.#checked + 1;
    const made = this.#nth(n);
    if (position !== String(n) || stream !== made.stream || type !== made.type || JSON.stringify(data) !== JSON.stringify(made.data))
      throw new Error(`at position ${position} stands ${type} of ${stream}; event ${n} was ${made.type} of ${made.stream}`);
    this.#checked = n;
  }

  /** Nobody knows what became of the commands under way: sent again, each is there once and has its first answer. */
  async #repeat(log: Log, commands: readonly number[]): Promise<void> {
    for (const n of commands) {
      const { stream, type, data, at } = this.#nth(n);
      const commandId = `made-${n}`;
      const again = await log.append(stream, 'any', [{ type, data, meta: metaOf(commandId, at) }], commandId);
      if (!again.duplicate || again.position !== String(n))
        throw new Error(`command ${commandId} was sent again and stored at ${again.position}, ${again.duplicate ? '' : 'not '}known`);
    }
  }
}
