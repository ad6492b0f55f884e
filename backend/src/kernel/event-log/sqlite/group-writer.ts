import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { GENESIS, linkHash } from './chain.js';
import type { HeadAt } from './head-mark.js';
import { NameTable } from './name-table.js';
import { StreamHeads, type StreamHead } from './stream-heads.js';
import { Outcome, type WantedAppend } from './wire.js';

type OutcomeCode = (typeof Outcome)[keyof typeof Outcome];
/** Of a duplicate: the revision of the first event of its first answer, without a position. */
export type Answer = { outcome: OutcomeCode; position: number; revision: number };
export type GroupAnswer = { answers: Answer[]; reason?: string };

const NEVER_STORED = new Map([
  [5, 'the log is locked by another program'],
  [13, 'the disk is full'],
]);
/** Too big, constraint, mismatch: the fault of one append, not of the disk. */
const FAULT_OF_ONE = new Set([18, 19, 20]);

const primaryCode = (error: unknown): number => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

/**
 * Stores groups of appends, one transaction and one fsync each. Revisions and command ids are looked at before
 * anything is written, so that a conflict fails only itself. Positions are given here, inside the only transaction
 * there is: no gap, no overtaking.
 */
export class GroupWriter {
  readonly #db: DatabaseSync;
  readonly #streams: StreamHeads;
  readonly #types: NameTable;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #typeIds = new Map<string, number>();
  #head: HeadAt;
  #stopped: string | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#streams = new StreamHeads(db);
    this.#types = new NameTable(db, 'types');
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insertEvent = db.prepare(
      'INSERT INTO events (position, stream, revision, type, id, data, meta, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#head = this.#storedHead();
  }

  get head(): HeadAt {
    return this.#head;
  }

  /** Why nothing more is written until a restart, if so. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  stop(reason: string): void {
    this.#stopped ??= reason;
  }

  commit(group: readonly WantedAppend[]): GroupAnswer {
    if (this.#stopped) return this.#all(group, Outcome.refused, this.#stopped);
    const before = this.#head;
    try {
      this.#begin.run();
      const answers = group.map((wanted) => this.#store(wanted));
      this.#commit.run();
      return { answers };
    } catch (error) {
      this.#head = before;
      return this.#afterFailure(group, error);
    }
  }

  #afterFailure(group: readonly WantedAppend[], error: unknown): GroupAnswer {
    const code = primaryCode(error);
    const rolledBack = this.#rollback();
    const harmless = NEVER_STORED.get(code);
    if (rolledBack && harmless) return this.#all(group, Outcome.refused, harmless);
    if (rolledBack && FAULT_OF_ONE.has(code)) return this.#oneByOne(group, error);
    // After a failed write or sync nobody can say what the disk kept: only a restart, which reads it again, can.
    this.stop(`the log stopped writing after an error of the disk (${(error as Error).message}): restart the program`);
    return this.#all(group, Outcome.unknown, this.#stopped);
  }

  /** Somebody in the group is at fault: all others are stored. */
  #oneByOne(group: readonly WantedAppend[], error: unknown): GroupAnswer {
    if (group.length === 1) return this.#all(group, Outcome.refused, (error as Error).message);
    const single = group.map((wanted) => this.commit([wanted]));
    const reason = single.find((answer) => answer.reason)?.reason;
    return { answers: single.flatMap(({ answers }) => answers), ...(reason === undefined ? {} : { reason }) };
  }

  #all(group: readonly WantedAppend[], outcome: OutcomeCode, reason = ''): GroupAnswer {
    return { answers: group.map(() => ({ outcome, position: 0, revision: 0 })), reason };
  }

  #rollback(): boolean {
    this.#streams.forget();
    this.#typeIds.clear();
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      return true;
    } catch {
      return false;
    }
  }

  #store({ stream, expected, events }: WantedAppend): Answer {
    const head = this.#streams.of(stream);
    const first = head && this.#streams.revisionOf(head, events[0]?.id ?? '');
    if (first !== undefined) return { outcome: Outcome.duplicate, position: 0, revision: first };
    const actual = head?.revision ?? -1;
    if (expected !== -2 && expected !== actual) return { outcome: Outcome.wrongRevision, position: 0, revision: actual };

    const known = head ?? this.#streams.open(stream);
    for (const event of events) this.#storeEvent(known, stream, event);
    return { outcome: Outcome.stored, position: this.#head.position, revision: known.revision };
  }

  #storeEvent(head: StreamHead, stream: string, { id, type, data, meta }: WantedAppend['events'][number]): void {
    const position = this.#head.position + 1;
    const revision = head.revision + 1;
    const hash = linkHash(this.#head.hash, { position, id, stream, revision, type, data, meta });
    this.#insertEvent.run(position, head.id, revision, this.#typeId(type), id, data, meta, Buffer.from(hash, 'hex'));
    this.#head = { position, hash };
    this.#streams.advance(head, id);
  }

  #typeId(type: string): number {
    let id = this.#typeIds.get(type);
    if (id === undefined) {
      id = this.#types.find(type) ?? this.#types.add(type);
      this.#typeIds.set(type, id);
    }
    return id;
  }

  #storedHead(): HeadAt {
    const row = this.#db.prepare('SELECT position, hash FROM events ORDER BY position DESC LIMIT 1').get();
    return row
      ? { position: Number(row['position']), hash: Buffer.from(row['hash'] as Uint8Array).toString('hex') }
      : { position: 0, hash: GENESIS };
  }
}
