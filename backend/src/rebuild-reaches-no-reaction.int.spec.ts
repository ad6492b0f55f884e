import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FillKettle, KettleFilled, busOver, upcasts } from './kernel/bench.testing.js';
import { MemoryLog } from './kernel/memory-log.testing.js';
import { ReactionCheckpoints } from './kernel/reaction-checkpoints.js';
import { Reactions } from './kernel/reactions.js';
import { model } from './kernel/read-side/model.js';
import type { Reaction } from './kernel/slice.js';
import { rebuild } from '@hyperloop/projections/engine';
import { person } from './people/person.decider.js';
import { slicesOver } from './slices.js';

const dir = mkdtempSync(join(tmpdir(), 'rebuild-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const turn = async (): Promise<void> => new Promise((done) => setImmediate(done));

describe('a rebuild of all views', () => {
  it('calls no reaction and says no command', async () => {
    const log = new MemoryLog();
    const meta = { at: '2026-11-23T10:00:00.000Z', by: 'admin', commandId: 'c', causationId: 'c', correlationId: 'c' };
    await log.append('person-mrossi', 'no-stream', [{ type: 'PersonAdmitted', data: { personId: 'mrossi' }, meta }], 'c');
    // Every reaction there is, and one to every event there is; each counts instead of acting.
    let sunk = 0;
    const counting = (reaction: Reaction): Reaction => ({ ...reaction, react: async () => void sunk++ });
    const toAll: Reaction = {
      name: 'whenAnything',
      on: [...Object.keys(person.evolve), KettleFilled.message],
      react: async () => Promise.resolve(),
    };
    const reactions = [...slicesOver(dir).flatMap((slice) => slice.reactions ?? []), toAll].map(counting);
    const { bus, lookups, say } = busOver(log);
    const checkpoints = new ReactionCheckpoints(join(dir, 'reactions.sqlite'));
    const runner = new Reactions({ log, reactions, checkpoints, bus, lookups, upcasts });
    await runner.start();
    while (sunk < 1) await turn();
    const commands: string[] = [];
    const spoken = bus.say.bind(bus);
    bus.say = async (command, asking) => (commands.push(command.type), spoken(command, asking));

    const before = await log.head();
    for (const name of ['one', 'two']) {
      const { events, hashes } = await rebuild(log, model, join(dir, `${name}.sqlite`));
      expect(events).toBe(1);
      expect(hashes['people']?.rows).toBe(1); // it did fold
    }
    for (let turns = 0; turns < 50; turns++) await turn();
    expect(sunk).toBe(1);
    expect(commands).toEqual([]);
    expect(await log.head()).toEqual(before);

    // And the counter does count: the same runner hears the next event.
    await say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-2');
    while (sunk < 2) await turn();
    await runner.stop();
    checkpoints.close();
  });
});
