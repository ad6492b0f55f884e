import { randomUUID } from 'node:crypto';
import { comparePositions, START, type EventMeta, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import { AUTOMATION } from '@hyperloop/contracts/people';
import { ReactionsReached } from '@hyperloop/contracts/reservations';
import type { EventLog } from './event-log/event-log.js';

const STREAM = 'reactions';
type Positions = Readonly<Record<string, Position>>;

/**
 * Where several nodes react, how far any of them has come stands in the log itself: a new node does not react to the
 * events of years, nor one that was away for a week to those of that week. They were reacted to, and what the reactions
 * would look at has changed since.
 */
export class SharedReach {
  readonly #positions = new Map<string, Position>();
  /** The furthest of all. */
  #furthest: Position = START;

  constructor(
    private readonly log: Pick<EventLog, 'append' | 'readStream'>,
    private readonly node: string,
  ) {}

  async load(): Promise<void> {
    for await (const [newest] of this.log.readStream(STREAM, { direction: 'backwards', limit: 1 })) {
      if (newest !== undefined) this.hear(newest);
      return;
    }
  }

  /** The start of the log for a reaction that nobody has run yet. */
  of(reaction: string): Position {
    return this.#positions.get(reaction) ?? START;
  }

  /** Another node may have said that it came further. */
  hear({ stream, type, data }: RecordedEvent): void {
    if (stream !== STREAM || type !== ReactionsReached.message) return;
    this.#take((data as { positions: Positions }).positions); // our own event
  }

  /** Says how far this node has come, if nobody has said so much yet. `worked`: the last event that was reacted to. */
  async tell(worked: Position, positions: Positions): Promise<void> {
    if (comparePositions(worked, this.#furthest) <= 0) return;
    const commandId = randomUUID();
    const meta: EventMeta = { at: new Date().toISOString(), by: AUTOMATION, commandId, causationId: commandId, correlationId: commandId };
    // With what others said of reactions that this node does not have: while versions change, both kinds run.
    const event = ReactionsReached.of({ node: this.node, positions: { ...Object.fromEntries(this.#positions), ...positions } });
    await this.log.append(STREAM, 'any', [{ ...event, meta }], commandId);
    this.#take(positions);
  }

  #take(positions: Positions): void {
    for (const [reaction, position] of Object.entries(positions)) {
      if (comparePositions(position, this.of(reaction)) > 0) this.#positions.set(reaction, position);
      if (comparePositions(position, this.#furthest) > 0) this.#furthest = position;
    }
  }
}
