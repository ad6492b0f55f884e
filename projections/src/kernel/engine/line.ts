import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { foldOf } from '../projection.js';
import type { Folder } from './folder.js';
import type { Model } from './model.js';
import { readEvent } from './read-events.js';
import { MAIN_LINE, type Boundary, type ReadStore } from './read-store.js';

/** View → keys of rows that are new, different or gone; `many` when it is cheaper to look at everything anew. */
export type Changes = Readonly<Record<string, readonly string[] | 'many'>>;
export type Published = { position: string; previous: string; changes: Changes };

/** More changed rows of one view than a screen would be told one by one. */
const MANY = 5_000;

/** Projections that stand at one position of the log and move on together. */
export class Line {
  readonly #byType = new Map<string, Folder[]>();
  #position: string;
  #folded: string | undefined;
  #events = 0;
  /** The last boundary passed, the events committed since, and the latest time of any event. */
  #ordinal: number;
  #since: number;
  #at: number;
  /** Types that no contract knows, and how many events of each were passed over. */
  readonly unknown = new Map<string, number>();

  constructor(
    readonly id: number,
    private readonly store: ReadStore,
    private readonly events: Model['events'],
    private readonly members: Folder[],
    /** Events from one boundary to the next. */
    private readonly every: number,
  ) {
    const { position, events: since, at } = store.checkpoint(id);
    this.#position = position;
    this.#since = since;
    this.#at = at;
    this.#ordinal = store.passedAt(position);
    for (const folder of members) this.#listen(folder);
  }

  /** Committed up to here. */
  get position(): string {
    return this.#position;
  }
  get folders(): readonly Folder[] {
    return this.members;
  }
  /** Events folded and not yet committed. */
  get pending(): number {
    return this.#events;
  }
  /** Where a commit would put the checkpoint. */
  get foldedTo(): string {
    return this.#folded ?? this.#position;
  }

  /** Enough events for the next boundary: a commit should not wait for more. */
  get due(): boolean {
    return this.#since + this.#events >= this.every;
  }
  /** Events until the next boundary is due. */
  get untilDue(): number {
    return this.every - this.#since - this.#events;
  }
  /** The boundary that the main line has declared and this one has still to pass. */
  get nextBoundary(): Boundary | undefined {
    return this.store.boundaryAfter(this.#ordinal);
  }

  fold(event: RecordedEvent): void {
    const listeners = this.#byType.get(event.type);
    if (listeners !== undefined) {
      const read = readEvent(this.events, event);
      const fold = foldOf(event);
      for (const folder of listeners) folder.fold(event, read, fold);
    } else if (this.events[event.type] === undefined) this.unknown.set(event.type, (this.unknown.get(event.type) ?? 0) + 1);
    this.#folded = event.position;
    this.#events += 1;
    const at = Date.parse(event.meta.at);
    if (at > this.#at) this.#at = at;
  }

  /** Events that nobody here hears were left out of what is folded: they count, and the log stands at `position` after them. */
  passOver(events: number, position: string): void {
    this.#folded = position;
    this.#events += events;
  }

  /**
   * All rows and the checkpoint, or nothing; then what changed in views that are served. The main line declares
   * boundaries; others pass those that there are, and must commit exactly there.
   */
  commit(position: string, hash: string | undefined): Published {
    const previous = this.#position;
    const changes: Record<string, readonly string[] | 'many'> = {};
    const boundary = this.id === MAIN_LINE ? this.due && position !== previous : this.nextBoundary?.position === position;
    const since = boundary ? 0 : this.#since + this.#events;
    const ordinal = boundary ? this.#ordinal + 1 : this.#ordinal;
    this.store.transaction(() => {
      for (const folder of this.members) {
        const keys = folder.write(this.store);
        if (keys.length > 0 && folder.serving) changes[folder.view] = keys.length > MANY ? 'many' : keys;
      }
      if (boundary && this.id === MAIN_LINE) this.store.declareBoundary({ ordinal, position, at: this.#at });
      if (boundary) for (const { table } of this.members) table.pass(ordinal);
      if (position !== previous)
        this.store.moveCheckpoint(this.id, previous, { position, hash: hash ?? null, events: since, at: this.#at });
    });
    for (const folder of this.members) folder.settle();
    this.#position = position;
    this.#folded = undefined;
    this.#events = 0;
    this.#since = since;
    this.#ordinal = ordinal;
    return { position, previous, changes };
  }

  /** Folders built beside join this line at its very position. */
  join(folders: readonly Folder[]): void {
    for (const folder of folders) {
      folder.serving = true;
      const old = this.members.findIndex((f) => f.view === folder.view);
      if (old >= 0) this.members.splice(old, 1);
      this.members.push(folder);
    }
    this.#byType.clear();
    for (const folder of this.members) this.#listen(folder);
  }

  #listen(folder: Folder): void {
    for (const type of Object.keys(folder.projection.on)) {
      const listeners = this.#byType.get(type);
      if (listeners === undefined) this.#byType.set(type, [folder]);
      else listeners.push(folder);
    }
  }
}
