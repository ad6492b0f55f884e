import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Message, RecordedEvent } from '@hyperloop/contracts/kernel';
import { ImportCatalogue, RecordDeclaration, type DeclarationRecorded, type WorkflowDeclaration } from '@hyperloop/contracts/packages';
import type { z } from 'zod';
import { openDirectoryBlobs } from '../kernel/blob-store/directory-blobs.js';
import { openEventLog } from '../kernel/event-log/open-event-log.js';
import type { Say } from '../kernel/slice.js';
import { busOver } from '../seeded.testing.js';
import { whenWorkflowsDeclaredRecordDeclarations as reaction } from './declaration.reaction.js';

const declaring = (name: string, parameters: number, length = 1): WorkflowDeclaration => ({
  name,
  executable: name,
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: [
    {
      name: 'task',
      outputs: [],
      parameters: Array.from({ length: parameters }, (_, n) => ({
        name: `p${n}`,
        type: 'String',
        kind: 'value',
        default: { form: 'scalar', text: 'x'.repeat(length) },
        help: '',
      })),
    },
  ],
});

/** A log with its bus, and the reaction as the kernel would call it. */
const stage = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'declarations-'));
  const log = await openEventLog({ eventLog: 'sqlite', dataDir });
  const blobs = await openDirectoryBlobs(join(dataDir, 'blobs'));
  const { bus, lookups } = await busOver(log, { dataDir, blobs });
  const say = async (command: Message, commandId: string) => {
    const said = await bus.say(command, { by: 'alihyperloop', commandId });
    if (said.is === 'refused') throw new Error(said.problem.detail);
    return said.answer;
  };
  const put = (bytes: string) => blobs.put(Readable.from([Buffer.from(bytes)]), { maxBytes: 1e8 });
  let said = 0;
  const events = async (type: string): Promise<RecordedEvent[]> => {
    const found: RecordedEvent[] = [];
    for await (const page of log.readAll()) found.push(...page.filter((event) => event.type === type));
    return found;
  };
  return {
    put,
    events,
    say,
    said: () => said,
    catalogue: async (packageTag: string, workflows: Readonly<Record<string, { sha256: string; size: number }>>) => {
      const declared = Object.entries(workflows).map(([name, declaration]) => ({
        name,
        executable: name,
        pwg: 'PWGLF',
        tasks: 1,
        parameters: 1,
        declaration,
      }));
      await say(ImportCatalogue.of({ packageTag, runner: 'sample', workflows: declared, complete: true }), `import ${packageTag}`);
    },
    /** Every catalogue there is, from the start of the log, as for a reaction that is new. */
    react: async () => {
      const sayIt: Say = async ({ type, data }, options) => {
        said += 1;
        return say({ type, data }, options?.commandId ?? `said ${said}`);
      };
      for (const event of await events('WorkflowsDeclared')) await reaction.react(event, sayIt, lookups.look());
    },
    close: async () => {
      await log.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
const [first, second] = ['O2Physics::daily-20251201-0000-1', 'O2Physics::daily-20251202-0000-1'];
type Recorded = z.infer<typeof DeclarationRecorded>['data'];

describe('what declarations hold', () => {
  let world: Awaited<ReturnType<typeof stage>>;
  beforeEach(async () => {
    world = await stage();
  });
  afterEach(() => world.close());

  it('becomes known once for all tags, also of catalogues that were imported before; a second tag costs what changed', async () => {
    const stays = await world.put(JSON.stringify(declaring('w1', 2)));
    const moved = await world.put(JSON.stringify(declaring('w2', 3)));
    const later = await world.put(JSON.stringify(declaring('w2', 4)));
    await world.catalogue(first, { w1: stays, w2: moved });
    await world.catalogue(second, { w1: stays, w2: later });
    await world.react();
    const told = (await world.events('DeclarationRecorded')).map(({ data }) => data as Recorded);
    expect(told.map(({ declaration, parameters }) => [declaration.sha256, parameters.length])).toEqual([
      [stays.sha256, 2],
      [moved.sha256, 3],
      [later.sha256, 4],
    ]);
    const before = world.said();
    await world.react();
    expect([world.said() - before, (await world.events('DeclarationRecorded')).length]).toEqual([0, 3]);
  });

  it('comes in parts that fit into appends, and goes on where it was cut off', async () => {
    const large = await world.put(JSON.stringify(declaring('w1', 60, 15_000)));
    await world.catalogue(first, { w1: large });
    await world.say(RecordDeclaration.of({ declaration: large, workflowName: 'w1' }), 'the first part');
    await world.react();
    const told = (await world.events('DeclarationRecorded')).map(({ data }) => data as Recorded);
    expect(told.length).toBeGreaterThan(3);
    expect(told.map(({ part }) => part)).toEqual(Array.from({ length: told.length }, (_, n) => n + 1));
    expect(told.flatMap(({ parameters }) => parameters.map(({ parameter }) => parameter))).toEqual(
      Array.from({ length: 60 }, (_, n) => `p${n}`),
    );
  });

  it('is left out when its blob is missing or holds something else, and the others are told', async () => {
    const good = await world.put(JSON.stringify(declaring('w1', 1)));
    const odd = await world.put('{"tasks":[{"name":"t","parameters":[{"name":7}]}]}');
    const noJson = await world.put('no JSON');
    const missing = { sha256: 'f'.repeat(64), size: 7 };
    await world.catalogue(first, { a: missing, b: odd, c: noJson, w1: good });
    await world.react();
    expect((await world.events('DeclarationRecorded')).map(({ data }) => (data as Recorded).workflowName)).toEqual(['w1']);
    await expect(world.say(RecordDeclaration.of({ declaration: missing, workflowName: 'a' }), 'asked for')).rejects.toThrow(
      'The declaration of a is not in the store, or holds something else. Import its catalogue again.',
    );
  });
});
