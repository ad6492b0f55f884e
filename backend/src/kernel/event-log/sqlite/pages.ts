import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { LogDamaged } from '../event-log.js';
import { GENESIS } from './chain.js';
import type { HeadAt } from './head-mark.js';

export const PAGE = 1_000;
/** With a filter, a page looks at this many positions at most, so that a rare prefix never blocks the thread for long. */
const WINDOW = 5_000;

/** Names of streams kept in memory: a join would look each of them up again for every event. */
const STREAMS_REMEMBERED = 50_000;

type Row = [position: number, id: string, stream: number, revision: number, type: number, data: string, meta: string];

export type Direction = 'forwards' | 'backwards';

/** Events of one look at the log, and how far it looked: up to there everything was seen. */
export type Page = { events: RecordedEvent[]; seenTo: number };

/** The statements of a reading connection. Each page is read to its end: no open iterator pins the write-ahead log. */
export class Pages {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #types: string[] = [];
  readonly #streams = new Map<number, string>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  head(): HeadAt {
    const row = this.#one<[number, Uint8Array]>('SELECT position, hash FROM events ORDER BY position DESC LIMIT 1');
    return row ? { position: row[0], hash: Buffer.from(row[1]).toString('hex') } : { position: 0, hash: GENESIS };
  }

  headPosition(): number {
    return this.#one<[number | null]>('SELECT max(position) FROM events')?.[0] ?? 0;
  }

  hashAt(position: number): string | undefined {
    if (position === 0) return GENESIS;
    const row = this.#one<[Uint8Array]>('SELECT hash FROM events WHERE position = ?', position);
    return row && Buffer.from(row[0]).toString('hex');
  }

  stream(name: string, from: number | undefined, direction: Direction, limit: number): RecordedEvent[] {
    const onward = direction === 'forwards';
    const sql = this.#select(
      `e.stream = (SELECT id FROM streams WHERE name = ?) AND e.revision ${onward ? '>=' : '<='} ?`,
      `e.revision ${onward ? 'ASC' : 'DESC'}`,
    );
    return this.#events(sql, name, from ?? (onward ? 0 : Number.MAX_SAFE_INTEGER), limit);
  }

  /** Events after `from`, none beyond `upTo`; those of the types `without` are passed over. */
  after(from: number, upTo: number, prefixes: readonly string[], limit = PAGE, without: readonly string[] = []): Page {
    const all = prefixes.length === 0 && without.length === 0;
    const end = all ? upTo : Math.min(upTo, from + WINDOW);
    const events = this.#events(
      this.#select(`e.position > ? AND e.position <= ?${this.#passedOver(without)}${this.#kept(prefixes)}`, 'e.position ASC', prefixes),
      from,
      end,
      ...without,
      ...twice(prefixes),
      limit,
    );
    return { events, seenTo: events.length < limit ? end : Number(events.at(-1)?.position) };
  }

  /**
   * Where the events after `from` up to `upTo` stand whose stream begins with one of the prefixes: found by way of the
   * streams, so that few events cost little however long the log is. Nothing when there are more than `most`.
   */
  positionsOf(prefixes: readonly string[], { from, upTo, most }: { from: number; upTo: number; most: number }): number[] | undefined {
    const positions = new Set<number>();
    for (const prefix of prefixes) {
      const rows = this.#all<[number]>(
        'SELECT e.position FROM streams s CROSS JOIN events e ON e.stream = s.id WHERE s.name >= ? AND s.name < ? AND e.position > ? AND e.position <= ? LIMIT ?',
        prefix,
        behind(prefix),
        from,
        upTo,
        most + 1,
      );
      for (const [position] of rows) positions.add(position);
      if (positions.size > most) return undefined;
    }
    return [...positions].sort((a, b) => a - b);
  }

  /** The events at these positions, in order. */
  at(positions: readonly number[]): RecordedEvent[] {
    const sql = this.#select('e.position IN (SELECT value FROM json_each(?))', 'e.position ASC');
    return this.#events(sql, JSON.stringify(positions), positions.length);
  }

  /** Events before `from`, newest first. */
  before(from: number, prefixes: readonly string[], limit = PAGE): Page {
    const end = prefixes.length === 0 ? 0 : Math.max(0, from - WINDOW);
    const events = this.#events(
      this.#select(`e.position < ? AND e.position >= ?${this.#kept(prefixes)}`, 'e.position DESC', prefixes),
      from,
      end,
      ...twice(prefixes),
      limit,
    );
    return { events, seenTo: events.length < limit ? end : Number(events.at(-1)?.position) };
  }

  #kept(prefixes: readonly string[]): string {
    // Not LIKE or GLOB: a prefix is text, none of its characters means anything.
    return prefixes.length === 0 ? '' : ` AND (${prefixes.map(() => 'substr(s.name, 1, length(?)) = ?').join(' OR ')})`;
  }

  #passedOver(without: readonly string[]): string {
    return without.length === 0 ? '' : ` AND e.type NOT IN (SELECT id FROM types WHERE name IN (${without.map(() => '?').join(',')}))`;
  }

  #select(where: string, order: string, prefixes: readonly string[] = []): string {
    const join = prefixes.length === 0 ? '' : ' CROSS JOIN streams s ON s.id = e.stream';
    return `SELECT e.position, e.id, e.stream, e.revision, e.type, e.data, e.meta FROM events e${join} WHERE ${where} ORDER BY ${order} LIMIT ?`;
  }

  #events(sql: string, ...values: (string | number)[]): RecordedEvent[] {
    return this.#all<Row>(sql, ...values).map(([position, id, stream, revision, type, data, meta]) => ({
      id,
      stream: this.#streamName(stream),
      revision,
      position: String(position),
      type: this.#typeName(type),
      data: this.#parsed(data, position),
      meta: this.#parsed(meta, position) as RecordedEvent['meta'],
    }));
  }

  #parsed(text: string, position: number): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new LogDamaged(`The event at position ${position} is not JSON: restore the log from a backup.`);
    }
  }

  #typeName(id: number): string {
    return (this.#types[id] ??= this.#readTypeName(id));
  }

  #streamName(id: number): string {
    const known = this.#streams.get(id);
    if (known !== undefined) return known;
    const row = this.#one<[string]>('SELECT name FROM streams WHERE id = ?', id);
    if (!row) throw new LogDamaged(`The log knows no stream number ${id}: restore it from a backup.`);
    if (this.#streams.size >= STREAMS_REMEMBERED) this.#streams.clear();
    this.#streams.set(id, row[0]);
    return row[0];
  }

  #readTypeName(id: number): string {
    const row = this.#one<[string]>('SELECT name FROM types WHERE id = ?', id);
    if (!row) throw new LogDamaged(`The log knows no event type number ${id}: restore it from a backup.`);
    return row[0];
  }

  // node:sqlite types rows as records; with setReturnArrays they are arrays in the order of the columns.
  #one<R>(sql: string, ...values: (string | number)[]): R | undefined {
    return this.#statement(sql).get(...values) as unknown as R | undefined;
  }

  #all<R>(sql: string, ...values: (string | number)[]): R[] {
    return this.#statement(sql).all(...values) as unknown as R[];
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** The first text behind all that begin with the prefix, in SQLite's order (by code point). */
const behind = (prefix: string): string => {
  const last = Array.from(prefix).at(-1) ?? '';
  // Half a pair of code units is no character: the one behind U+D7FF is U+E000.
  const next = last === '\uD7FF' ? 0xe000 : (last.codePointAt(0) ?? 0) + 1;
  return prefix.slice(0, prefix.length - last.length) + String.fromCodePoint(next);
};

const twice = (prefixes: readonly string[]): string[] => prefixes.flatMap((prefix) => [prefix, prefix]);
