import { command, event, refusal, type RefusalDefinition } from '@hyperloop/contracts/kernel';
import { z } from 'zod';
import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import type { Verdict } from './access.js';
import { BlobMissing, type BlobStore } from './blob-store/blob-store.js';
import { CommandBus, type CommandBusParts } from './command-bus.js';
import type { Decider } from './decider.js';
import { Lookups } from './lookup.js';
import { MemoryLog } from './memory-log.testing.js';
import { handling, type CommandHandling } from './slice.js';
import type { Upcasts } from './stream-states.js';

// A slice small enough to be seen whole: kettles are filled, and boil when they hold water.
export const KettleFilled = event('KettleFilled', { kettleId: z.string(), litres: z.number() }, (data) =>
  'cups' in data ? { kettleId: data['kettleId'], litres: Number(data['cups']) / 4 } : data,
);
export const KettleBoiled = event('KettleBoiled', { kettleId: z.string(), by: z.string() });
export const FillKettle = command('FillKettle', 'Fill a kettle.', {
  kettleId: z.string().max(20),
  litres: z.number().positive(),
  seen: z.int().optional(),
});
export const BoilKettle = command('BoilKettle', 'Boil a kettle.', { kettleId: z.string() });
export const BuyKettle = command('BuyKettle', 'Buy a kettle of a name nobody else has.', { name: z.string() });
export const KettleEmpty = refusal(
  'KettleEmpty',
  { kettleId: z.string() },
  ({ kettleId }) => `Kettle ${kettleId} holds no water. Fill it first.`,
);
export const KettleNameTaken = refusal('KettleNameTaken', { name: z.string() }, ({ name }) => `There is a kettle called ${name}.`);
export const refusals: Record<string, RefusalDefinition> = { KettleEmpty, KettleNameTaken };
export const upcasts: Upcasts = { KettleFilled, KettleBoiled };

type Kettle = { litres: number; hot: boolean };
type C = z.infer<typeof FillKettle> | z.infer<typeof BoilKettle> | z.infer<typeof BuyKettle>;
type E = z.infer<typeof KettleFilled> | z.infer<typeof KettleBoiled>;
type R = ReturnType<typeof KettleEmpty.of> | ReturnType<typeof KettleNameTaken.of>;
export const kettle: Decider<C, Kettle, E, R, { BuyKettle: { kettleId: string; takenBy: string | undefined } }> = {
  initial: { litres: 0, hot: false },
  decide: {
    FillKettle: ({ kettleId, litres }) => [KettleFilled.of({ kettleId, litres })],
    BoilKettle: ({ kettleId }, { litres, hot }, { by }) => {
      if (litres === 0) return KettleEmpty.of({ kettleId });
      return hot ? [] : [KettleBoiled.of({ kettleId, by })];
    },
    BuyKettle: ({ name }, _, __, { kettleId, takenBy }) =>
      takenBy === undefined ? [KettleFilled.of({ kettleId, litres: 1 })] : KettleNameTaken.of({ name }),
  },
  evolve: {
    KettleFilled: ({ litres }, data) => ({ litres: litres + data.litres, hot: false }),
    KettleBoiled: (state) => ({ ...state, hot: true }),
  },
};

export const settledFor: string[] = [];
const ofItsStream = ({ kettleId }: { kettleId: string }): string => `kettle-${kettleId}`;
export const kettleHandlings: readonly CommandHandling[] = [
  handling({ command: FillKettle, decider: kettle, stream: ofItsStream, expected: ({ seen }) => seen }),
  handling({ command: BoilKettle, decider: kettle, stream: ofItsStream, settle: async ({ kettleId }) => void settledFor.push(kettleId) }),
  handling({
    command: BuyKettle,
    decider: kettle,
    facts: async ({ name }, lookup) => {
      const kettleId = await lookup.number('kettle');
      return { kettleId, takenBy: await lookup.reserve(`kettle ${name}`, kettleId) };
    },
    stream: (_, facts) => `kettle-${facts.kettleId}`,
  }),
];

/** Blobs in memory. */
export const memoryBlobs = (): BlobStore => {
  const kept = new Map<string, Buffer>();
  const of = (sha256: string): Buffer => {
    const found = kept.get(sha256);
    if (found === undefined) throw new BlobMissing(sha256);
    return found;
  };
  return {
    put: async (content) => {
      const bytes = Buffer.concat(await content.toArray());
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      kept.set(sha256, bytes);
      return { sha256, size: bytes.length };
    },
    get: async (sha256) => Promise.resolve(Readable.from([of(sha256)])),
    has: async (sha256) => Promise.resolve(kept.has(sha256)),
    size: async (sha256) => Promise.resolve(of(sha256).length),
  };
};

const yes: Verdict = { ok: true };

/** A bus over a log in memory; `olga` may do everything, unless the spec says otherwise. */
export const busOver = (log = new MemoryLog(), parts: Partial<CommandBusParts> = {}) => {
  const lookups = new Lookups(log, upcasts, memoryBlobs(), async () => Promise.resolve([]));
  const bus = new CommandBus({
    log,
    handlings: kettleHandlings,
    refusals,
    lookups,
    policy: { mayCommand: async () => Promise.resolve(yes) },
    now: () => '2026-11-23T10:00:00.000Z',
    wait: async () => Promise.resolve(),
    ...parts,
  });
  const say = (command: { type: string; data: unknown }, commandId: string) => bus.say(command, { by: 'olga', commandId });
  return { log, bus, lookups, say };
};
