import type { ResolvedEvent } from '@eventstore/db-client';
import type { EventMeta, Position, RecordedEvent } from '@hyperloop/contracts/kernel';

/** An event as the client delivers it. */
export type Resolved = Pick<ResolvedEvent, 'event' | 'commitPosition'>;
type ClientEvent = NonNullable<ResolvedEvent['event']>;

/** `$all` positions are pairs; for events written over gRPC both halves are the same number. */
export const positionPair = (position: Position): { commit: bigint; prepare: bigint } => ({
  commit: BigInt(position),
  prepare: BigInt(position),
});

const isMeta = (metadata: unknown): metadata is EventMeta =>
  typeof metadata === 'object' && metadata !== null && !(metadata instanceof Uint8Array) && 'commandId' in metadata && 'at' in metadata;

/** An event that others wrote into the same store, or whose metadata is broken (trap 14), still has a place in the log. */
const foreignMeta = ({ created, id }: ClientEvent): EventMeta => ({
  at: created.toISOString(),
  by: '',
  commandId: id,
  causationId: id,
  correlationId: id,
});

/** An event as the port gives it; nothing for links that point nowhere and for the store's own events. */
export const recordedOf = ({ event, commitPosition }: Resolved): RecordedEvent | undefined => {
  if (!event || event.streamId.startsWith('$')) return undefined;
  const position = event.position?.commit ?? commitPosition;
  return {
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: String(position ?? 0),
    type: event.type,
    // Broken JSON arrives as text and binary as bytes: whoever reads an event checks it and parks what does not fit.
    data: event.data instanceof Uint8Array ? Buffer.from(event.data).toString('utf8') : event.data,
    meta: isMeta(event.metadata) ? event.metadata : foreignMeta(event),
  };
};
