import { comparePositions, START, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import { automation } from './automation.js';
import type { CommandBus } from './command-bus.js';
import type { EventLog, EventSubscription } from './event-log/event-log.js';
import type { HealthAnswer } from './health.js';
import type { Lookups } from './lookup.js';
import type { ReactionCheckpoints } from './reaction-checkpoints.js';
import { pause, type Pause } from './settled-append.js';
import type { SharedReach } from './shared-reach.js';
import type { Reaction, Say } from './slice.js';
import type { Upcasts } from './stream-states.js';
import { WaitingStreams } from './waiting-streams.js';

export type ReactionsParts = {
  log: EventLog;
  reactions: readonly Reaction[];
  checkpoints: ReactionCheckpoints;
  bus: Pick<CommandBus, 'say'>;
  lookups: Lookups;
  upcasts: Upcasts;
  /** Where other nodes react to the same log: how far they have come. */
  shared?: SharedReach;
  failed?: (reaction: string, event: RecordedEvent, error: unknown, attempt: number) => void;
  wait?: Pause;
};

const LONGEST_PAUSE_MS = 30_000;
/** Positions passed without an event to react to are written down only now and then: seeing them again costs nothing. */
const REMEMBER_EVERY_MS = 1_000;
const SHARE_EVERY_MS = 10_000;
/** An event that fails so often is left behind with its stream; that is after some four seconds. */
const ATTEMPTS = 5;

type Running = {
  reaction: Reaction;
  position: Position;
  stored: Position;
  failing: { attempts: number; event: string } | undefined;
  waiting: WaitingStreams;
};

const later = (a: Position, b: Position): Position => (comparePositions(a, b) >= 0 ? a : b);

/**
 * Events in, commands out. Each reaction has its own place in the log, so a failing one holds up only itself, and of its
 * own events only those of the stream that it fails at; an event that comes twice (a crash in between) says the same command ids again, which the log knows. Nothing here is within
 * reach of a rebuild: projections are folded by the engine, which has never heard of reactions.
 */
export class Reactions {
  readonly #running: Running[] = [];
  readonly #loops: Promise<void>[] = [];
  readonly #subscriptions = new Set<EventSubscription>();
  /** The last event that any reaction was about. */
  #worked: Position = START;
  #sharing: NodeJS.Timeout | undefined;
  #stopped = false;
  #stop: () => void = () => undefined;
  readonly #stopping = new Promise<void>((done) => (this.#stop = done));

  constructor(private readonly parts: ReactionsParts) {}

  async start(): Promise<void> {
    const { position: head } = await this.parts.log.head();
    const { shared } = this.parts;
    await shared?.load();
    for (const reaction of this.parts.reactions) {
      this.#beginWithNews(reaction, head);
      const stored = later(this.parts.checkpoints.of(reaction.name), shared?.of(reaction.name) ?? START);
      // Beyond the end: the log was replaced by an older one. Its events may be new to us.
      const position = comparePositions(stored, head) > 0 ? '0' : stored;
      const waiting = new WaitingStreams(this.parts.checkpoints, reaction.name);
      const one: Running = { reaction, position, stored: position, failing: undefined, waiting };
      this.#running.push(one);
      if (waiting.streams.length > 0) this.#loops.push(this.#retry(one));
    }
    // One reader for all that are level; whoever fails leaves and goes on alone.
    this.#loops.push(this.#follow(this.#running));
    if (shared !== undefined) this.#sharing = setInterval(() => void this.#share(), SHARE_EVERY_MS).unref();
  }

  /** Its place is written down before it hears anything: after a crash it is no newcomer. */
  #beginWithNews({ name, onlyNews = false }: Reaction, head: Position): void {
    const { checkpoints, shared } = this.parts;
    if (onlyNews && !checkpoints.knows(name) && (shared?.of(name) ?? START) === START) checkpoints.put(name, head);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stop();
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    // A reaction that fails adds a loop of its own: wait until no new one came.
    for (let seen = 0; seen < this.#loops.length;) {
      const loops = this.#loops.slice(seen);
      seen = this.#loops.length;
      await Promise.allSettled(loops);
    }
    for (const one of this.#running) this.#remember(one);
    clearInterval(this.#sharing);
    await this.#share();
  }

  health(): HealthAnswer {
    const failing = this.#running.filter(({ failing: f, waiting }) => f !== undefined || waiting.streams.length > 0);
    const sentences = failing.flatMap(({ reaction, failing: f, waiting }) => [
      ...(f === undefined ? [] : [`${reaction.name} failed ${f.attempts} times at ${f.event} and tries again.`]),
      ...waiting.sentences,
    ]);
    return {
      ok: failing.every(({ failing: f, waiting }) => (f?.attempts ?? 0) < ATTEMPTS && waiting.streams.length === 0),
      value: failing.length,
      sentence: sentences.length === 0 ? `${this.#running.length} reactions are up to date.` : sentences.join(' '),
    };
  }

  async #follow(group: readonly Running[]): Promise<void> {
    const members = new Set(group);
    while (!this.#stopped && members.size > 0) {
      const from = [...members].map(({ position }) => position).reduce((a, b) => (comparePositions(a, b) <= 0 ? a : b));
      const subscription = this.parts.log.subscribe({ from });
      this.#subscriptions.add(subscription);
      try {
        await this.#read(subscription, members);
      } finally {
        this.#subscriptions.delete(subscription);
        await subscription.close();
      }
      if (!this.#stopped && members.size > 0) await this.#pause(1_000);
    }
  }

  async #read(subscription: EventSubscription, members: Set<Running>): Promise<void> {
    let remembered = Date.now();
    for await (const item of subscription) {
      if (this.#stopped || members.size === 0) return;
      if (item.kind === 'events') for (const event of item.events) await this.#hand(event, members);
      else for (const one of members) this.#reach(one, item.position);
      if (Date.now() - remembered < REMEMBER_EVERY_MS) continue;
      for (const one of members) this.#remember(one);
      remembered = Date.now();
    }
  }

  async #hand(event: RecordedEvent, members: Set<Running>): Promise<void> {
    this.parts.shared?.hear(event);
    await Promise.all(
      [...members].map(async (one) => {
        if (this.#stopped || comparePositions(event.position, one.position) <= 0) return;
        if (!one.reaction.on.includes(event.type) || one.waiting.isBehind(event)) this.#reach(one, event.position);
        else if (await this.#handled(one, event, members)) {
          this.#reach(one, event.position);
          this.#remember(one);
          this.#worked = later(this.#worked, event.position);
        }
      }),
    );
  }

  /** Among others a reaction has one attempt; one that fails leaves, to try again in its own time. */
  async #handled(one: Running, event: RecordedEvent, members: Set<Running>): Promise<boolean> {
    if (members.size === 1) return this.#persist(one, event);
    if (await this.#try(one, event)) return true;
    members.delete(one);
    this.#loops.push(this.#follow([one]));
    return false;
  }

  /** Until it succeeds or its stream is left behind; false only when we are told to stop. */
  async #persist(one: Running, event: RecordedEvent): Promise<boolean> {
    while (!this.#stopped) {
      if (await this.#try(one, event)) return true;
      const attempts = one.failing?.attempts ?? 0;
      if (attempts >= ATTEMPTS && one.waiting.leave(event, attempts)) {
        one.failing = undefined;
        if (one.waiting.streams.length === 1) this.#loops.push(this.#retry(one));
        return true;
      }
      await this.#pause(Math.min(250 * 2 ** attempts, LONGEST_PAUSE_MS));
    }
    return false;
  }

  /** What was left behind is tried again now and then, stream by stream, in order, until nothing waits. */
  async #retry(one: Running): Promise<void> {
    while (!this.#stopped && one.waiting.streams.length > 0) {
      await this.#pause(LONGEST_PAUSE_MS);
      for (const stream of one.waiting.streams) while (!this.#stopped && (await this.#goOn(one, stream)));
    }
  }

  /** False when the stream waits no more, or has to wait on. */
  async #goOn(one: Running, stream: string): Promise<boolean> {
    let next = one.waiting.from(stream);
    const before = next;
    for await (const page of this.parts.log.readStream(stream, { from: next }))
      for (const event of page) {
        // What the log holds beyond is still to come to this reaction in its turn.
        if (this.#stopped || comparePositions(event.position, one.position) > 0) break;
        if (one.reaction.on.includes(event.type) && !(await this.#reacted(one, event))) {
          one.waiting.reached(stream, event.revision);
          return false;
        }
        next = event.revision + 1;
      }
    return !one.waiting.reached(stream, next) && next > before;
  }

  async #try(one: Running, event: RecordedEvent): Promise<boolean> {
    const attempts = (one.failing?.attempts ?? 0) + 1;
    if (await this.#reacted(one, event, attempts)) {
      one.failing = undefined;
      return true;
    }
    one.failing = { attempts, event: `${event.type} ${event.position}` };
    return false;
  }

  async #reacted(one: Running, event: RecordedEvent, attempt = 1): Promise<boolean> {
    try {
      const upcast = this.parts.upcasts[event.type]?.upcast;
      const today = upcast === undefined ? event : { ...event, data: upcast(event.data as Readonly<Record<string, unknown>>) };
      await one.reaction.react(today, this.#sayFor(one.reaction, event), this.parts.lookups.look(event.position));
      one.waiting.succeeded();
      return true;
    } catch (error) {
      this.parts.failed?.(one.reaction.name, event, error, attempt);
      return false;
    }
  }

  /** Its command ids follow from the event, so a redelivery repeats them. */
  #sayFor({ name }: Reaction, event: RecordedEvent): Say {
    let nth = 0;
    return automation(this.parts.bus, { cause: event, nameId: () => `${name}:${event.id}:${nth++}` });
  }

  #reach(one: Running, position: Position): void {
    if (comparePositions(position, one.position) > 0) one.position = position;
  }

  #remember(one: Running): void {
    if (one.stored === one.position) return;
    this.parts.checkpoints.put(one.reaction.name, one.position);
    one.stored = one.position;
  }

  async #share(): Promise<void> {
    const positions = Object.fromEntries(this.#running.map(({ reaction, position }) => [reaction.name, position]));
    // Said again in a while when the log did not take it; until then a new node would only hear more than it must.
    await this.parts.shared?.tell(this.#worked, positions).catch(() => undefined);
  }

  async #pause(ms: number): Promise<void> {
    await Promise.race([(this.parts.wait ?? pause)(ms), this.#stopping]);
  }
}
