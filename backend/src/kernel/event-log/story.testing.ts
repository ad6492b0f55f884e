import { randomUUID } from 'node:crypto';
import type { EventMeta, RecordedEvent } from '@hyperloop/contracts/kernel';
import type { EventLog, EventReader, EventSubscription, NewEvent, ReadAll, ReadStream, SubscriptionItem } from './event-log.js';

export const metaOf = (commandId: string): EventMeta => ({
  at: '2026-11-23T10:00:00.000Z',
  by: 'olga',
  commandId,
  causationId: commandId,
  correlationId: commandId,
});

export const eventOf = (type: string, data: unknown, commandId = 'c-1'): NewEvent => ({ type, data, meta: metaOf(commandId) });

/** Streams that no earlier run on the same (real) server has written to. */
export const cast = () => {
  const mark = randomUUID().replaceAll('-', '').slice(0, 12);
  return {
    command: () => randomUUID(),
    train: (id: string | number) => `train${mark}-${id}`,
    wagon: (id: string | number) => `wagon${mark}-${id}`,
    trains: { streamPrefixes: [`train${mark}-`] },
    wagons: { streamPrefixes: [`wagon${mark}-`] },
    both: { streamPrefixes: [`train${mark}-`, `wagon${mark}-`] },
  };
};

export const gathered = async (pages: AsyncIterable<readonly RecordedEvent[]>): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

export const streamOf = (log: EventReader, stream: string, options?: ReadStream) => gathered(log.readStream(stream, options));
export const allOf = (log: EventReader, options?: ReadAll) => gathered(log.readAll(options));

/** Appends one event and gives what was answered. */
export const appendOne = (log: EventLog, stream: string, n: number, commandId: string = randomUUID()) =>
  log.append(stream, 'any', [eventOf('CounterMoved', { n }, commandId)], commandId);

export const numbersOf = (events: readonly RecordedEvent[]): number[] => events.map(({ data }) => (data as { n: number }).n);

/** Reads a subscription item by item until the given moment; ends it by `close`. */
export const following = (subscription: EventSubscription) => {
  const items: SubscriptionItem[] = [];
  const iterator = subscription[Symbol.asyncIterator]();
  const events = () => items.flatMap((item) => (item.kind === 'events' ? item.events : []));
  return {
    items,
    events,
    until: async (enough: (item: SubscriptionItem) => boolean): Promise<void> => {
      for (;;) {
        const { value, done } = await iterator.next();
        if (done) throw new Error('the subscription ended');
        items.push(value);
        if (enough(value)) return;
      }
    },
    untilEvents: async (count: number): Promise<void> => {
      while (events().length < count) {
        const { value, done } = await iterator.next();
        if (done) throw new Error('the subscription ended');
        items.push(value);
      }
    },
    next: () => iterator.next(),
    close: () => subscription.close(),
  };
};
