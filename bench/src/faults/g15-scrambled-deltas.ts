import type { LiveFrame, Subscribe, SubscribeAnswer } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import type { Fault } from './kernel/fault.js';
import { feedsOfBrowser, type FeedsOfBrowser, type FeedWire, type HeldRows } from './kernel/store-code.js';

// The browser's own feeds against a wire that loses, doubles and reorders: what they hold is at every moment exactly
// what the server showed at that position, and in the end what it shows now.

type Row = { id: string; n: number };
type Fate = 'once' | 'twice' | 'lost';
type Step = { change: Row[]; remove: string[] } | 'cut' | 'rebuild' | 'wait';
type FeedsClass = new (wire: FeedWire, tell: () => void) => FeedsOfBrowser;

/** A server as the contract describes it: a snapshot for whoever asks, then a delta for every change. */
class Server {
  readonly rows = new Map<string, Row>();
  /** What was shown at every position. */
  readonly shown = new Map<string, string>();
  readonly #followed = new Map<string, string>();
  #position = 10;
  #epoch = 1;

  constructor(private readonly send: (frame: LiveFrame) => void) {
    this.#remember();
  }

  follow(subscription: string): void {
    this.#followed.set(subscription, this.position);
    this.send(this.#snapshot(subscription));
  }
  leave(subscription: string): void {
    this.#followed.delete(subscription);
  }
  forgetAll(): void {
    this.#followed.clear();
  }

  change(changed: readonly Row[], removals: readonly string[]): void {
    for (const id of removals) this.rows.delete(id);
    for (const row of changed) this.rows.set(row.id, row);
    this.#position += 1;
    this.#remember();
    for (const [subscription, previous] of this.#followed) {
      const upserts = [...new Map(changed.map((row) => [row.id, row])).values()];
      const gone = removals.filter((id) => !this.rows.has(id));
      this.send({
        kind: 'delta',
        subscription,
        epoch: `e${this.#epoch}`,
        previous,
        position: this.position,
        upserts,
        removals: gone,
        total: this.rows.size,
      });
      this.#followed.set(subscription, this.position);
    }
  }
  rebuild(): void {
    this.#epoch += 1;
    for (const subscription of this.#followed.keys()) this.send(this.#snapshot(subscription));
  }

  get position(): string {
    return String(this.#position);
  }
  get now(): string {
    return textOf(this.rows);
  }
  #snapshot(subscription: string): LiveFrame {
    return {
      kind: 'snapshot',
      subscription,
      epoch: `e${this.#epoch}`,
      position: this.position,
      rows: [...this.rows.values()],
      total: this.rows.size,
    };
  }
  #remember(): void {
    this.shown.set(this.position, this.now);
  }
}

const textOf = (rows: ReadonlyMap<string, unknown>): string =>
  JSON.stringify([...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));

/** Believes every frame: what the check must catch. */
class Credulous implements FeedsOfBrowser {
  #held: HeldRows | null = null;
  constructor(private readonly wire: FeedWire) {}
  open(view: string, query: object): number {
    void this.wire.subscribe({ subscription: 's1', view, query });
    return 1;
  }
  askAll(): void {
    this.open('list', {});
  }
  receive({ frames }: { frames: readonly LiveFrame[] }): void {
    for (const frame of frames) {
      if (frame.kind === 'end') continue;
      const rows = new Map(frame.kind === 'snapshot' ? [] : this.#held?.rows);
      for (const row of frame.kind === 'snapshot' ? frame.rows : frame.upserts) rows.set(String(row['id']), row);
      if (frame.kind === 'delta') for (const id of frame.removals) rows.delete(id);
      this.#held = { position: frame.position, rows, total: rows.size };
    }
  }
  waiting(): number {
    return 0;
  }
  take(): ReadonlyMap<number, { held: HeldRows | null; problem: string | null }> {
    return new Map([[1, { held: this.#held, problem: null }]]);
  }
}

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      change: fc.array(fc.record({ id: ids, n: fc.nat(99) }), { maxLength: 3 }),
      remove: fc.array(ids, { maxLength: 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Step>('wait') },
  { weight: 1, arbitrary: fc.constant<Step>('cut') },
  { weight: 1, arbitrary: fc.constant<Step>('rebuild') },
);
const fates = fc.infiniteStream(fc.constantFrom<Fate>('once', 'once', 'once', 'twice', 'lost'));

/** Lets one thing arrive, whichever the schedule chooses; false when nothing is under way. */
const next = async (scheduler: fc.Scheduler): Promise<boolean> => {
  await Promise.resolve();
  if (scheduler.count() === 0) return false;
  await scheduler.waitNext(1);
  return true;
};

/** One schedule from beginning to quiet; throws where the screen is wrong. */
const play = async (Feeds: FeedsClass, steps: readonly Step[], fate: Iterator<Fate>, scheduler: fc.Scheduler): Promise<void> => {
  let connection = 1;
  let scrambles = true;
  let held: HeldRows | null = null;
  const deliver = (frame: LiveFrame, of: number): void => {
    if (of !== connection) return;
    feeds.receive({ frames: [frame] });
    held = feeds.take().get(id)?.held ?? held;
    const { position, rows } = held ?? { position: undefined, rows: new Map<string, Row>() };
    if (position !== undefined && server.shown.get(position) !== textOf(rows))
      throw new Error(`at ${position} it holds ${textOf(rows)}, but the server showed ${server.shown.get(position) ?? 'nothing'}`);
  };
  let broken: unknown;
  const later = (work: () => void): void =>
    void scheduler.schedule(Promise.resolve()).then(() => {
      try {
        work();
      } catch (error) {
        broken ??= error;
      }
    });
  const server = new Server((frame) => {
    const of = connection;
    const times = !scrambles ? 1 : { once: 1, twice: 2, lost: 0 }[fate.next().value as Fate];
    // Snapshots answer a question and are asked again when no answer comes; deltas are what a wire may lose here.
    for (let i = 0; i < (frame.kind === 'snapshot' ? 1 : times); i += 1) later(() => deliver(frame, of));
  });
  const wire: FeedWire = {
    connected: () => true,
    subscribe: ({ subscription }: Subscribe) => {
      const of = connection;
      return new Promise<SubscribeAnswer>((answer) =>
        later(() => {
          if (of === connection) server.follow(subscription);
          answer({ ok: true });
        }),
      );
    },
    unsubscribe: (subscription) => later(() => server.leave(subscription)),
  };
  const feeds = new Feeds(wire, () => undefined);
  const id = feeds.open('list', {}, 'id');
  for (const it of steps) {
    if (it === 'wait') await next(scheduler);
    else if (it === 'rebuild') server.rebuild();
    else if (it === 'cut') {
      connection += 1;
      server.forgetAll();
      feeds.askAll();
    } else server.change(it.change, it.remove);
  }
  while (await next(scheduler));
  // The wire is whole again, and one more thing happens: whatever was lost before must now be noticed.
  scrambles = false;
  server.change([{ id: 'z', n: 1 }], []);
  while (await next(scheduler));
  if (broken !== undefined) throw broken as Error;
  const last = held as HeldRows | null; // assigned in `deliver`
  if (last === null || textOf(last.rows) !== server.now)
    throw new Error(`in the end it holds ${textOf(last?.rows ?? new Map())}, and the server shows ${server.now}`);
};

const schedules = (Feeds: FeedsClass, seed: number, numRuns: number) =>
  fc.check(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), fates, fc.scheduler(), (steps, fate, scheduler) =>
      play(Feeds, steps, fate[Symbol.iterator](), scheduler),
    ),
    { seed, numRuns },
  );

export const fault: Fault = {
  id: 'G15',
  title: 'scrambled deltas',
  promise: 'lost, doubled and reordered deltas never make a wrong screen, and the next change mends it',
  run: async ({ depth, seed, say }) => {
    const rounds = depth === 'quick' ? 500 : depth === 'full' ? 10_000 : 100_000;
    const credulous = await schedules(Credulous, seed, 500);
    say(`a store that believes every frame: ${credulous.failed ? `wrong after ${credulous.numRuns} schedules` : 'not noticed'}`);
    const seen = await schedules(await feedsOfBrowser(), seed, rounds);
    if (seen.failed) say(fc.defaultReportMessage(seen) ?? '');
    return {
      rounds: seen.numRuns,
      kept: !seen.failed && seen.numRuns === rounds && credulous.failed,
      result: seen.failed
        ? `wrong in schedule ${seen.numRuns}: ${String(seen.errorInstance)}`
        : `the browser's own feeds held exactly what the server showed, at every frame of ${rounds} schedules and at their end`,
    };
  },
};
