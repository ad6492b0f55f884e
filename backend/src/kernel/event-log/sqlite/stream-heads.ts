import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { NameTable } from './name-table.js';

/** Where a stream of the log ends, and which events it holds. */
export type StreamHead = { id: number; revision: number; /** Short forms of its events' ids. */ ids: Set<number> };

/** 52 bits of an event's id: enough to say "never seen" for certain, and "seen" nearly so. */
const shortForm = (eventId: string): number => parseInt(eventId.slice(0, 8) + eventId.slice(9, 13), 16);

/** About 40 MB. */
const IDS_REMEMBERED = 1_000_000;

/**
 * The streams written lately. A command is known again by the id of its first event, which is derived from command and
 * stream, so only its own stream has to be looked at: the ids of a stream are read once, when it is first written after a
 * start, and kept in memory. An index over all ids would take one page of its own per command, more than everything else
 * that an append does.
 */
export class StreamHeads {
  readonly #streams: NameTable;
  readonly #idsOf: StatementSync;
  readonly #findRevision: StatementSync;
  readonly #heads = new Map<string, StreamHead>();
  #ids = 0;

  constructor(db: DatabaseSync) {
    this.#streams = new NameTable(db, 'streams');
    this.#idsOf = db.prepare('SELECT id FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT 1000');
    this.#findRevision = db.prepare('SELECT revision FROM events WHERE stream = ? AND id = ?');
  }

  /** Nothing when there is no such stream. */
  of(stream: string): StreamHead | undefined {
    const known = this.#heads.get(stream);
    if (known) return known;
    const id = this.#streams.find(stream);
    if (id === undefined) return undefined;
    return this.#remember(stream, this.#read(id));
  }

  open(stream: string): StreamHead {
    return this.#remember(stream, { id: this.#streams.add(stream), revision: -1, ids: new Set() });
  }

  /** One more event of the stream was stored. */
  advance(head: StreamHead, eventId: string): void {
    head.revision += 1;
    head.ids.add(shortForm(eventId));
    this.#ids += 1;
  }

  /** The revision of this event, if the stream holds it. */
  revisionOf({ id, ids }: StreamHead, eventId: string): number | undefined {
    if (!ids.has(shortForm(eventId))) return undefined;
    const row = this.#findRevision.get(id, eventId);
    return row && Number(row['revision']);
  }

  /** After a rollback memory says more than the file. */
  forget(): void {
    this.#heads.clear();
    this.#ids = 0;
  }

  #read(id: number): StreamHead {
    const head: StreamHead = { id, revision: -1, ids: new Set() };
    for (let more = true; more;) {
      const rows = this.#idsOf.all(id, head.revision);
      for (const row of rows) head.ids.add(shortForm(String(row['id'])));
      head.revision += rows.length;
      more = rows.length === 1_000;
    }
    return head;
  }

  #remember(stream: string, head: StreamHead): StreamHead {
    if (this.#ids > IDS_REMEMBERED) this.forget();
    this.#ids += head.ids.size;
    this.#heads.set(stream, head);
    return head;
  }
}
