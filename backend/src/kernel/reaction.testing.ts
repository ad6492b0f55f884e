import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { Look, Reaction, Say } from './slice.js';

type Told = { type: string; data: unknown };

/**
 * What a reaction says when an event is told, with the streams and rows it may look at. Every command must come with a
 * key of its own, so that an event that comes twice does nothing twice.
 */
export const saidBy = async (
  reaction: Reaction,
  told: Told,
  seen: { streams?: Readonly<Record<string, readonly Told[]>>; rows?: readonly Record<string, unknown>[] } = {},
): Promise<Told[]> => {
  if (!reaction.on.includes(told.type)) throw new Error(`${reaction.name} does not listen to ${told.type}`);
  const said: Told[] = [];
  const keys = new Set<string>();
  const say: Say = async (command, options) => {
    said.push(command);
    keys.add(options?.commandId ?? '');
    return Promise.resolve({ position: '1', revision: 0, stream: 'thing-1' });
  };
  const look: Pick<Look, 'state' | 'rows'> = {
    state: async (fold, stream) =>
      Promise.resolve({
        revision: 0,
        state: (seen.streams?.[stream] ?? []).reduce(
          (state, { type, data }) => fold.evolve[type]?.(state, data as never) ?? state,
          fold.initial,
        ),
      }),
    rows: async <R extends Record<string, unknown>>() => Promise.resolve((seen.rows ?? []) as R[]),
  };
  const event: RecordedEvent = {
    id: 'e1',
    stream: 'thing-1',
    revision: 0,
    position: '9',
    ...told,
    meta: { at: '2025-12-02T08:00:00Z', by: 'lweber', commandId: 'c', causationId: 'c', correlationId: 'c' },
  };
  await reaction.react(event, say, look as Look); // these reactions read neither log nor blobs
  expect(keys.size).toBe(said.length);
  return said;
};
