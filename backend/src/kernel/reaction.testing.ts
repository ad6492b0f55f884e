import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { Look, Reaction, Say } from './slice.js';

/** `position` and the ids only where it matters which of two events came first or caused the other, `by` where it matters who did it; told events stand at 9. */
type Told = { type: string; data: unknown; position?: string; id?: string; causationId?: string; by?: string; revision?: number };

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
  const look: Pick<Look, 'state' | 'rows'> & { log: Pick<Look['log'], 'readStream'> } = {
    log: { readStream: (stream) => pagesOf(stream, seen.streams?.[stream] ?? []) },
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
    meta: { ...meta, by: told.by ?? meta.by },
  } satisfies RecordedEvent & Told;
  await reaction.react(event, say, look as Look); // these reactions read no blobs, and of the log only single streams
  expect(keys.size).toBe(said.length);
  return said;
};

const meta = { at: '2025-12-02T08:00:00Z', by: 'lweber', commandId: 'c', causationId: 'c', correlationId: 'c' };
async function* pagesOf(stream: string, told: readonly Told[]): AsyncGenerator<readonly RecordedEvent[]> {
  yield told.map(({ type, data, position = '1', id, causationId = 'c' }, revision) => ({
    id: id ?? `s${revision}`,
    stream,
    revision,
    position,
    type,
    data,
    meta: { ...meta, causationId },
  }));
}
