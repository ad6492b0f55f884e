import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type FirstAnswer = { position: number; revision: number };

/** Commands stored since the last swap, in the order of their positions: in the file and, to be found, in memory. */
type Generation = { table: 'commands_new_0' | 'commands_new_1'; answers: Map<string, FirstAnswer> };

const GENERATION = 50_000;
/** Commands are settled in the order of the first three hex digits of their ids. */
const SLICES = 4_096;

const sliceOf = (command: string): number => parseInt(command.slice(0, 3), 16);

/**
 * Which command was answered how, for ever, keyed by the id of its first event. Those ids are hashes: put straight into
 * an index they would dirty one page each, which costs an append more than all its other work together. So they are
 * written in order first, and settle into the index later, neighbours together, a few with every group.
 */
export class CommandTable {
  readonly #db: DatabaseSync;
  readonly #find: StatementSync;
  readonly #settleOne: StatementSync;
  readonly #add: Record<Generation['table'], StatementSync>;
  readonly #generation: number;
  #filling: Generation;
  #settling: Generation;
  #slices: string[][] = [];
  #nextSlice = SLICES;

  constructor(db: DatabaseSync, generation = GENERATION) {
    this.#db = db;
    this.#generation = generation;
    this.#find = db.prepare('SELECT position, revision FROM commands WHERE first_event = ?');
    // A start in the middle of settling begins with the first slice again.
    this.#settleOne = db.prepare('INSERT OR IGNORE INTO commands (first_event, position, revision) VALUES (?, ?, ?)');
    const add = (table: Generation['table']) => db.prepare(`INSERT INTO ${table} (position, first_event, revision) VALUES (?, ?, ?)`);
    this.#add = { commands_new_0: add('commands_new_0'), commands_new_1: add('commands_new_1') };
    [this.#settling, this.#filling] = this.#stored();
    this.#slice();
  }

  find(command: string): FirstAnswer | undefined {
    const recent = this.#filling.answers.get(command) ?? this.#settling.answers.get(command);
    if (recent) return recent;
    const row = this.#find.get(command);
    return row && { position: Number(row['position']), revision: Number(row['revision']) };
  }

  add(command: string, answer: FirstAnswer): void {
    this.#add[this.#filling.table].run(answer.position, command, answer.revision);
    this.#filling.answers.set(command, answer);
  }

  /** Settles at least so many commands, if there are; inside the transaction of a group. */
  settle(atLeast: number): void {
    for (let settled = 0; settled < atLeast && this.#nextSlice < SLICES; this.#nextSlice++) {
      const commands = this.#slices[this.#nextSlice] ?? [];
      for (const command of commands.sort()) {
        const answer = this.#settling.answers.get(command);
        if (answer) this.#settleOne.run(command, answer.position, answer.revision);
      }
      settled += commands.length;
    }
    if (this.#nextSlice < SLICES) return;
    if (this.#settling.answers.size > 0) {
      this.#db.exec(`DELETE FROM ${this.#settling.table}`);
      this.#settling.answers.clear();
    }
    if (this.#filling.answers.size < this.#generation) return;
    [this.#settling, this.#filling] = [this.#filling, this.#settling];
    this.#slice();
  }

  /** After a rollback memory says more than the file. */
  reload(): void {
    [this.#settling, this.#filling] = this.#stored();
    this.#slice();
  }

  #slice(): void {
    this.#slices = [];
    this.#nextSlice = this.#settling.answers.size > 0 ? 0 : SLICES;
    for (const command of this.#settling.answers.keys()) (this.#slices[sliceOf(command)] ??= []).push(command);
  }

  /** The older generation, then the one that is being filled. */
  #stored(): [Generation, Generation] {
    const [a, b] = [this.#read('commands_new_0'), this.#read('commands_new_1')];
    const newest = ({ answers }: Generation) => [...answers.values()].at(-1)?.position ?? 0;
    return newest(a) > newest(b) ? [b, a] : [a, b];
  }

  #read(table: Generation['table']): Generation {
    const answers = new Map<string, FirstAnswer>();
    const page = this.#db.prepare(`SELECT position, first_event, revision FROM ${table} WHERE position > ? ORDER BY position LIMIT 1000`);
    for (let from = 0; ;) {
      const rows = page.all(from);
      for (const row of rows)
        answers.set(String(row['first_event']), { position: Number(row['position']), revision: Number(row['revision']) });
      if (rows.length < 1_000) return { table, answers };
      from = Number(rows.at(-1)?.['position']);
    }
  }
}
