import { setImmediate as nextTurn } from 'node:timers/promises';
import { comparePositions, START, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type { Projection } from '../projection.js';
import { storedColumns } from './columns.js';
import { Folder } from './folder.js';
import { Line, type Changes, type Published } from './line.js';
import { viewOf, type EventSource, type Model } from './model.js';
import { MAIN_LINE, ReadStore, type Parked, type TableRecord } from './read-store.js';
import { CACHE_ROWS } from './row-cache.js';

export type EngineOptions = {
  /** Throw on an event that cannot be folded, instead of parking its stream. */
  strict?: boolean;
  /** Rows kept in memory per view. */
  cacheRows?: number;
  durable?: boolean;
  /** Events from one boundary of the past to the next. */
  boundaryEvery?: number;
};
type Batch = { events: number; ms: number };
/** Live: small, so that a screen sees it soon. Catching up: large, so that a row touched often is written once. */
const LIVE: Batch = { events: 1_000, ms: 20 };
const CATCHING_UP: Batch = { events: 20_000, ms: 500 };
/**
 * A moment is a boundary and the events after it, folded when somebody asks: the more events, the longer one waits and the
 * fewer old versions are kept (docs/decisions/0008-the-past-is-row-versions.md). No batch is larger, so a rebuild writes its rows as often.
 */
export const BOUNDARY_EVERY = 10_000;

export type EngineStatus = {
  position: string;
  caughtUp: boolean;
  parked: readonly Parked[];
  /** Events of types that no contract knows. */
  unknown: Readonly<Record<string, number>>;
  building: readonly { views: readonly string[]; position: string }[];
};
export type RunHooks = { published?: (change: Published) => void; caughtUp?: (position: string) => void; signal?: AbortSignal };

/** Folds the log into the read store: catches up, goes on live, builds new versions beside the old. */
export class Engine {
  #main!: Line;
  #building: Line[] = [];
  #caughtUp = false;
  #beside: ((line: Line) => void) | undefined;
  readonly #builds = new Set<Promise<void>>();

  private constructor(
    readonly store: ReadStore,
    private readonly model: Model,
    private readonly options: EngineOptions,
  ) {}

  static open(path: string, model: Model, options: EngineOptions = {}): Engine {
    const engine = new Engine(ReadStore.open(path, options), model, options);
    engine.#setUp();
    return engine;
  }

  get position(): string {
    return this.#main.position;
  }

  /** Folded up to here, committed or not. */
  get foldedTo(): string {
    return this.#main.foldedTo;
  }

  status(): EngineStatus {
    return {
      position: this.#main.position,
      caughtUp: this.#caughtUp,
      parked: this.store.parked(),
      unknown: Object.fromEntries(this.#main.unknown),
      building: this.#building.map((line) => ({ views: line.folders.map((f) => f.view), position: line.position })),
    };
  }

  /** Ends when the signal says so, or by throwing: then the store stands at its last commit, ready for the next start. */
  async run(source: EventSource, hooks: RunHooks = {}): Promise<void> {
    await this.#forgetOtherHistory(source);
    const publish = hooks.published ?? (() => undefined);
    const subscription = source.subscribe(this.position === START ? {} : { from: this.position });
    const failed = new AbortController();
    const stop = () => void subscription.close();
    hooks.signal?.addEventListener('abort', stop, { once: true });
    failed.signal.addEventListener('abort', stop, { once: true });
    if (hooks.signal?.aborted) stop();
    this.#beside = (line) => {
      const build = this.#build(line, source, publish, hooks.signal).catch((error: unknown) => failed.abort(error));
      this.#builds.add(build);
      void build.finally(() => this.#builds.delete(build));
    };
    for (const line of this.#building) this.#beside(line);
    try {
      for await (const item of subscription) {
        if (item.kind === 'events') await this.#take(item.events, source, publish);
        else if (item.kind === 'caughtUp') {
          await this.#commit(source, publish);
          this.#index(this.#main);
          this.#caughtUp = true;
          hooks.caughtUp?.(this.position);
        }
      }
      if (failed.signal.aborted) throw failed.signal.reason;
      if (this.#main.pending > 0) await this.#commit(source, publish);
    } finally {
      this.#beside = undefined;
      failed.abort();
      await Promise.all(this.#builds);
    }
  }

  /** Folds these events, as far as they are new, and commits them. For folding a known piece of the log without following it. */
  foldAll(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#foldOne(event);
  }

  /**
   * Like `foldAll`, when events that no projection here hears were left out, up to and with `upTo`. The log must number its
   * events one by one: those left out are counted by their numbers, so boundaries lie where they would with all of them.
   */
  foldSome(events: readonly RecordedEvent[], upTo: string): void {
    for (const event of events) {
      this.#passOver(Number(event.position) - 1);
      this.#foldOne(event);
    }
    this.#passOver(Number(upTo));
  }

  #foldOne(event: RecordedEvent): void {
    if (this.#isNew(this.#main, event)) this.#main.fold(event);
    if (this.#main.due) this.#main.commit(this.#main.foldedTo, undefined);
  }

  #passOver(to: number): void {
    for (let from = Number(this.#main.foldedTo); from < to; from = Number(this.#main.foldedTo)) {
      const step = Math.min(to - from, this.#main.untilDue);
      this.#main.passOver(step, String(from + step));
      if (this.#main.due) this.#main.commit(this.#main.foldedTo, undefined);
    }
  }

  /** Commits what `foldAll` left over and, unless that is left to somebody else, makes the indices. */
  finish(hash?: string, { indices = true }: { indices?: boolean } = {}): Published {
    const published = this.#main.commit(this.#main.foldedTo, hash);
    if (indices) this.#index(this.#main);
    return published;
  }

  /** Builds these views (all, when none is named) anew beside the ones that are served, and swaps them in. */
  rebuildBeside(views: readonly string[] = this.model.projections.map((p) => p.view)): void {
    const line = this.#openLine(this.model.projections.filter((p) => views.includes(p.view)));
    this.#beside?.(line);
  }

  close(): void {
    this.store.close();
  }

  #setUp(): void {
    this.store.transaction(() => {
      const fresh = this.store.checkpoint(MAIN_LINE).position === START;
      for (const table of this.store.tables()) {
        const wanted = this.model.projections.find((p) => p.view === table.view);
        if (wanted === undefined || (!this.#isCurrent(table, wanted) && (!table.serving || fresh))) this.store.dropTable(table.name);
      }
      const tables = this.store.tables();
      const missing = this.model.projections.filter((p) => !tables.some((table) => this.#isCurrent(table, p)));
      if (fresh) for (const projection of missing) this.#createTable(projection, MAIN_LINE, true);
      else if (missing.length > 0) {
        const line = this.store.openLine();
        for (const p of missing) this.#createTable(p, line, !tables.some((t) => t.view === p.view && t.serving));
      }
    });
    const current = this.store.tables().filter((t) => this.model.projections.some((p) => this.#isCurrent(t, p)));
    this.#main = this.#lineOf(MAIN_LINE, current);
    this.#building = [...new Set(current.map((t) => t.line))].filter((id) => id !== MAIN_LINE).map((id) => this.#lineOf(id, current));
    this.#caughtUp = false;
  }

  #isCurrent(table: TableRecord, projection: Projection): boolean {
    const columns = storedColumns(viewOf(this.model, projection), projection.indexes);
    return (
      table.view === projection.view && table.version === projection.version && JSON.stringify(table.columns) === JSON.stringify(columns)
    );
  }

  #createTable(projection: Projection, line: number, serving: boolean): TableRecord {
    return this.store.createTable(
      projection.view,
      projection.version,
      storedColumns(viewOf(this.model, projection), projection.indexes),
      line,
      serving,
    );
  }

  #openLine(projections: readonly Projection[]): Line {
    const line = this.store.transaction(() => {
      const id = this.store.openLine();
      return this.#lineOf(
        id,
        projections.map((p) => this.#createTable(p, id, false)),
      );
    });
    this.#building.push(line);
    return line;
  }

  #lineOf(id: number, tables: readonly TableRecord[]): Line {
    const ordinal = this.store.passedAt(this.store.checkpoint(id).position);
    const folders = tables
      .filter((t) => t.line === id)
      .map((table) => {
        const projection = this.model.projections.find((p) => p.view === table.view);
        if (projection === undefined) throw new Error(`no projection makes ${table.view}`);
        const { strict = false, cacheRows = CACHE_ROWS } = this.options;
        return new Folder(table, projection, viewOf(this.model, projection).key, this.store, { strict, cacheRows, ordinal });
      });
    return new Line(id, this.store, this.model.events, folders, this.options.boundaryEvery ?? BOUNDARY_EVERY);
  }

  /**
   * A checkpoint behind the end of the log, or with another chain hash than the log has there, belongs to a history
   * that never happened (an older log was put back): nothing of it may be shown.
   */
  async #forgetOtherHistory(source: EventSource): Promise<void> {
    const head = await source.head();
    for (const { id } of [this.#main, ...this.#building]) {
      const { position, hash } = this.store.checkpoint(id);
      if (position === START) continue;
      const beyond = comparePositions(position, head.position) > 0;
      if (!beyond && (hash === null || (await source.hashAt(position)) === hash)) continue;
      // In one: whoever reads meanwhile finds the old tables or the new ones, never none.
      this.store.transaction(() => {
        this.store.reset();
        this.#setUp();
      });
      return;
    }
  }

  #isNew(line: Line, event: RecordedEvent): boolean {
    return comparePositions(event.position, line.foldedTo) > 0;
  }

  async #take(events: readonly RecordedEvent[], source: EventSource, publish: (change: Published) => void): Promise<void> {
    const batch = this.#caughtUp ? LIVE : CATCHING_UP;
    let since = performance.now();
    for (const event of events) {
      if (!this.#isNew(this.#main, event)) continue;
      this.#main.fold(event);
      const full =
        this.#main.due || this.#main.pending >= batch.events || (this.#main.pending % 32 === 0 && performance.now() - since > batch.ms);
      if (!full) continue;
      await this.#commit(source, publish);
      since = performance.now();
    }
    if (this.#caughtUp && this.#main.pending > 0) await this.#commit(source, publish);
  }

  async #commit(source: EventSource, publish: (change: Published) => void): Promise<void> {
    const position = this.#main.foldedTo;
    const hash = await source.hashAt(position);
    const published = this.#main.commit(position, hash);
    if (published.position !== published.previous) publish(published);
  }

  /** Follows the main line until it stands exactly where that one does, then takes its place in it. */
  async #build(line: Line, source: EventSource, publish: (change: Published) => void, signal?: AbortSignal): Promise<void> {
    while (!signal?.aborted && this.#beside !== undefined) {
      const goal = this.#main.position;
      if (line.position === goal) {
        if (this.#main.pending === 0) return this.#swapIn(line, publish);
        await nextTurn();
        continue;
      }
      await this.#readUpTo(line, goal, source);
    }
  }

  /** Its commits are nobody's news: screens hear of a view built beside when it is swapped in. */
  async #readUpTo(line: Line, goal: string, source: EventSource): Promise<void> {
    let boundary = line.nextBoundary;
    const commitAt = async (position: string): Promise<void> => {
      line.commit(position, await source.hashAt(position));
      boundary = line.nextBoundary;
    };
    for await (const page of source.readAll(line.position === START ? {} : { from: line.position })) {
      if (this.#beside === undefined) return;
      for (const event of page) {
        if (comparePositions(event.position, goal) > 0) break;
        if (!this.#isNew(line, event)) continue;
        line.fold(event);
        if (boundary?.position === event.position) await commitAt(event.position);
      }
      if (comparePositions(page.at(-1)?.position ?? goal, goal) >= 0) break;
    }
    await commitAt(goal);
  }

  /** No await in here: the main line must not move meanwhile. */
  #swapIn(line: Line, publish: (change: Published) => void): void {
    this.#index(line);
    this.store.transaction(() => this.store.swapIn(line.id));
    this.#main.join(line.folders);
    this.#building = this.#building.filter((other) => other !== line);
    const changes: Changes = Object.fromEntries(line.folders.map((f) => [f.view, 'many' as const]));
    publish({ position: this.#main.position, previous: this.#main.position, changes });
  }

  #index(line: Line): void {
    for (const { table } of line.folders) {
      if (this.store.tables().some((t) => t.name === table.name && t.indexed)) continue;
      this.store.transaction(() => {
        table.index();
        this.store.indexed(table.name);
      });
    }
  }
}
