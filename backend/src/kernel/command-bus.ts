import type { CommandAnswer, EventMeta, Message, Position, Problem, Refusal, RefusalDefinition } from '@hyperloop/contracts/kernel';
import type { CommandPolicy } from './access.js';
import { isRefusal } from './decider.js';
import { WrongRevision, type EventLog } from './event-log/event-log.js';
import type { Lookups } from './lookup.js';
import { beingSettled, invalid, keyUsed, lostRace, notAllowed, problemOfLog, refusedBy, stale, unknownCommand } from './problems.js';
import { pause, settledAppend, type Pause } from './settled-append.js';
import type { CommandHandling, Lookup } from './slice.js';
import type { Stored } from './stream-states.js';
import { Turns } from './turns.js';

/** Who says it. The command id makes a repetition known: the same id, the same person, the first answer. */
export type Asking = {
  by: string;
  commandId: string;
  /** Of what was asked: the same key may not come with something else. */ fingerprint?: string;
  causationId?: string;
  correlationId?: string;
  onBehalfOf?: string;
};
export type Said = { is: 'saved'; answer: CommandAnswer; duplicate: boolean } | { is: 'refused'; problem: Problem };

export type CommandBusParts = {
  log: EventLog;
  handlings: readonly CommandHandling[];
  refusals: Readonly<Record<string, RefusalDefinition | undefined>>;
  policy: CommandPolicy;
  lookups: Lookups;
  /** Told after every append, before the answer: rights must know of their own change at once. */
  stored?: (stream: string, position: Position) => void;
  outcome?: (command: string, outcome: string, seconds: number) => void;
  /** Something went wrong after the answer was certain. */
  warn?: (message: string, error: unknown) => void;
  now?: () => string;
  wait?: Pause;
};

const RACES = 3;
/** Nobody waits longer for an answer. What is under way goes on, and the same key asks what became of it. */
const ANSWER_MS = 4_500;
const ANSWERS_REMEMBERED = 10_000;

/** Asks for a new attempt: somebody else wrote to the stream meanwhile. */
class Raced extends Error {
  constructor(readonly revision: number) {
    super('lost a race');
  }
}

/** Contract → policy → facts → load → decide → append → answer. The one way by which anything is ever stored. */
export class CommandBus {
  readonly #handlings: ReadonlyMap<string, CommandHandling>;
  /** Answers by command id, and commands under way: a hundred repetitions at once are one. */
  readonly #answers = new Map<string, { said: Promise<Said>; fingerprint: string | undefined }>();
  /** By stream. */
  readonly #turns = new Turns();

  constructor(private readonly parts: CommandBusParts) {
    const twice = parts.handlings.find(({ command }, i) => parts.handlings.findIndex((h) => h.command.message === command.message) !== i);
    if (twice !== undefined) throw new Error(`${twice.command.message} is handled twice`);
    this.#handlings = new Map(parts.handlings.map((handling) => [handling.command.message, handling]));
  }

  get commands(): readonly string[] {
    return [...this.#handlings.keys()];
  }

  async say(command: Message, asking: Asking): Promise<Said> {
    const begun = performance.now();
    const tell = (outcome: string): void =>
      this.parts.outcome?.(this.#handlings.has(command.type) ? command.type : 'unknown', outcome, (performance.now() - begun) / 1000);
    try {
      const said = await this.#checked(command, asking);
      tell(
        said.is === 'saved' ? (said.duplicate ? 'duplicate' : said.answer.events === 0 ? 'quiet' : 'stored') : String(said.problem.status),
      );
      return said;
    } catch (error) {
      tell('broken');
      throw error;
    }
  }

  async #checked(command: Message, asking: Asking): Promise<Said> {
    const handling = this.#handlings.get(command.type);
    if (handling === undefined) return refuse(unknownCommand(command.type));
    const parsed = handling.command.data.safeParse(command.data);
    if (!parsed.success) return refuse(invalid(parsed.error));
    const may = await this.parts.policy.mayCommand(asking.by, { type: command.type, data: parsed.data });
    if (!may.ok) return refuse(notAllowed(may.reason));
    return this.#once(asking, () => this.#settledAttempts(handling, parsed.data, this.#metaOf(asking)));
  }

  async #once({ commandId, fingerprint }: Asking, attempt: () => Promise<Said>): Promise<Said> {
    const known = this.#answers.get(commandId);
    if (known !== undefined) {
      if (known.fingerprint !== fingerprint) return refuse(keyUsed());
      const first = await inTime(known.said);
      return first.is === 'saved' ? { ...first, duplicate: true } : first;
    }
    const said = attempt();
    this.#answers.set(commandId, { said, fingerprint });
    // Only what was stored stays known; a refused or failed command may be tried again and be judged anew.
    void said.then(
      ({ is }) => (is === 'saved' ? this.#forgetOldest() : this.#answers.delete(commandId)),
      () => this.#answers.delete(commandId),
    );
    return inTime(said);
  }

  #forgetOldest(): void {
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= ANSWERS_REMEMBERED) return;
      this.#answers.delete(oldest);
    }
  }

  async #settledAttempts(handling: CommandHandling, data: unknown, meta: EventMeta): Promise<Said> {
    try {
      return await this.#attempts(handling, data, meta);
    } catch (error) {
      const problem = problemOfLog(error);
      if (problem === undefined) throw error;
      return refuse(problem);
    }
  }

  async #attempts(handling: CommandHandling, data: unknown, meta: EventMeta): Promise<Said> {
    for (let race = 0; ; race++) {
      try {
        return await this.#attempt(handling, data, meta);
      } catch (error) {
        if (!(error instanceof Raced)) throw error;
        if (race === RACES) return refuse(lostRace(error.revision));
      }
    }
  }

  async #attempt(handling: CommandHandling, data: unknown, meta: EventMeta): Promise<Said> {
    const lookup = this.parts.lookups.of(meta);
    const look = async (): Promise<unknown> => handling.facts?.(data as never, lookup);
    const facts = await look();
    if (saysNo(facts)) return refuse(refusedBy(this.parts.refusals, facts));
    return this.#turns.take(handling.stream(data as never, facts as never), async (waited) => {
      const now = waited ? await look() : facts;
      return saysNo(now) ? refuse(refusedBy(this.parts.refusals, now)) : this.#decided(handling, data, now, meta);
    });
  }

  async #decided(
    { command, decider, stream: streamOf, expected, settle }: CommandHandling,
    data: unknown,
    facts: unknown,
    meta: EventMeta,
  ): Promise<Said> {
    const lookup = this.parts.lookups.of(meta);
    const stream = streamOf(data as never, facts as never);
    const { state, revision, position, commands } = await this.parts.lookups.states.load(decider, stream, { strict: true });
    const settled = () => this.#settle(settle, data, facts, lookup, command.message);

    const first = commands.get(meta.commandId);
    if (first !== undefined) {
      await settled();
      return saved(stream, first, true);
    }
    const seen = expected?.(data as never);
    if (seen !== undefined && seen !== revision) return refuse(stale(seen, revision));

    // The table is keyed by the command's own name, and the data was parsed by its contract.
    const decide = decider.decide[command.message as never] as (
      data: unknown,
      state: unknown,
      asked: unknown,
      facts: unknown,
    ) => readonly Message[] | Refusal;
    const decision = decide(data, state, { by: meta.by, at: meta.at }, facts);
    if (isRefusal(decision)) return refuse(refusedBy(this.parts.refusals, decision));
    const stored =
      decision.length === 0 ? { position, revision, events: 0, duplicate: false } : await this.#append(stream, revision, decision, meta);
    await settled();
    return saved(stream, stored, stored.duplicate);
  }

  async #append(stream: string, revision: number, decision: readonly Message[], meta: EventMeta): Promise<Stored & { duplicate: boolean }> {
    const events = decision.map(({ type, data }) => ({ type, data, meta }));
    try {
      const appended = await settledAppend(
        () => this.parts.log.append(stream, revision === -1 ? 'no-stream' : revision, events, meta.commandId),
        this.parts.wait ?? pause,
      );
      this.parts.stored?.(stream, appended.position);
      return { ...appended, events: events.length };
    } catch (error) {
      if (error instanceof WrongRevision) throw new Raced(error.actual);
      throw error;
    }
  }

  /** The command is stored whatever happens here, so a fault must not turn its answer into a failure. */
  async #settle(settle: CommandHandling['settle'], data: unknown, facts: unknown, lookup: Lookup, command: string): Promise<void> {
    try {
      await settle?.(data as never, facts as never, lookup);
    } catch (error) {
      this.parts.warn?.(`${command} was stored, but what it held could not be released`, error);
    }
  }

  #metaOf({ by, commandId, causationId = commandId, correlationId = commandId, onBehalfOf }: Asking): EventMeta {
    const at = this.parts.now?.() ?? new Date().toISOString();
    return { at, by, commandId, causationId, correlationId, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  }
}

const inTime = async (said: Promise<Said>): Promise<Said> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Said>((resolve) => {
    timer = setTimeout(() => resolve(refuse(beingSettled())), ANSWER_MS);
  });
  return Promise.race([said, late]).finally(() => clearTimeout(timer));
};
const refuse = (problem: Problem): Said => ({ is: 'refused', problem });
const saved = (stream: string, { position, revision, events }: Stored, duplicate: boolean): Said => ({
  is: 'saved',
  answer: { position, stream, revision, events },
  duplicate,
});
const saysNo = (facts: unknown): facts is Refusal =>
  typeof facts === 'object' && facts !== null && 'refused' in facts && typeof facts.refused === 'string';
