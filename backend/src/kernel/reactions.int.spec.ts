import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoilKettle, busOver, FillKettle, upcasts } from './bench.testing.js';
import { MemoryLog } from './memory-log.testing.js';
import { ReactionCheckpoints } from './reaction-checkpoints.js';
import { Reactions } from './reactions.js';
import { SharedReach } from './shared-reach.js';
import type { Reaction } from './slice.js';
import { until } from './until.testing.js';

const dir = mkdtempSync(join(tmpdir(), 'reactions-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(dir, `${files++}.sqlite`);

const whenKettleFilledBoilIt: Reaction = {
  name: 'whenKettleFilledBoilIt',
  on: ['KettleFilled'],
  react: async ({ data }, say) => void (await say(BoilKettle.of({ kettleId: (data as { kettleId: string }).kettleId }))),
};

/** A runner over a log; `settled` resolves when the reactions wait for news. */
const running = (log: MemoryLog, reactions: readonly Reaction[], file = newFile(), shared?: SharedReach) => {
  const { bus, lookups, say } = busOver(log);
  const checkpoints = new ReactionCheckpoints(file);
  const failures: string[] = [];
  const runner = new Reactions({
    log,
    reactions,
    checkpoints,
    bus,
    lookups,
    upcasts,
    ...(shared === undefined ? {} : { shared }),
    failed: (name) => failures.push(name),
    wait: async () => new Promise((done) => setImmediate(done)),
  });
  const stop = async (): Promise<void> => {
    await runner.stop();
    checkpoints.close();
  };
  return { runner, say, stop, file, failures };
};
describe('reactions', () => {
  it('that are only about news begin at the end of an old log, and miss nothing from then on, also after a crash', async () => {
    const log = new MemoryLog();
    const file = newFile();
    const before = running(log, []);
    await before.say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    const news = { ...whenKettleFilledBoilIt, onlyNews: true as const };
    const first = running(log, [news], file);
    await first.runner.start();
    await first.stop();
    // It was down when this happened.
    await before.say(FillKettle.of({ kettleId: '8', litres: 1 }), 'c-2');
    const second = running(log, [news], file);
    await second.runner.start();
    await until(() => log.events.length === 3);
    expect(log.events.map(({ type, data }) => [type, (data as { kettleId: string }).kettleId])).toEqual([
      ['KettleFilled', '7'],
      ['KettleFilled', '8'],
      ['KettleBoiled', '8'],
    ]);
    await second.stop();
    await before.stop();
  });
  it('say the next command as automation, with the event as its cause (rule 11)', async () => {
    const log = new MemoryLog();
    const { runner, say, stop } = running(log, [whenKettleFilledBoilIt]);
    await runner.start();
    await say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    await until(() => log.events.length === 2);
    const [filled, boiled] = log.events;
    expect(boiled).toMatchObject({
      type: 'KettleBoiled',
      meta: {
        by: 'alihyperloop',
        causationId: filled?.id,
        correlationId: 'c-1',
        commandId: `whenKettleFilledBoilIt:${filled?.id ?? ''}:0`,
      },
    });
    await stop();
  });

  it('begin at the start of the log when they are new', async () => {
    const log = new MemoryLog();
    await busOver(log).say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    const { runner, stop } = running(log, [whenKettleFilledBoilIt]);
    await runner.start();
    await until(() => log.events.length === 2);
    await stop();
  });

  it('go on, at a new node, where another node has come; but a reaction that nobody knew begins at the start', async () => {
    const log = new MemoryLog();
    const heard: string[] = [];
    const listening = (name: string): Reaction => ({
      name,
      on: ['KettleFilled'],
      react: async ({ position }) => void heard.push(`${name} ${position}`),
    });
    const first = running(log, [listening('old')], newFile(), new SharedReach(log, 'a'));
    await first.runner.start();
    await first.say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    await until(() => heard.length === 1);
    await first.stop();
    expect(log.of('reactions').map(({ data }) => data)).toEqual([{ node: 'a', positions: { old: '1' } }]);
    const second = running(log, [listening('old'), listening('new')], newFile(), new SharedReach(log, 'b'));
    await second.runner.start();
    await second.say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-2');
    await until(() => heard.length === 4);
    await second.stop();
    expect(heard.slice(1).sort()).toEqual(['new 1', 'new 3', 'old 3']);
  });

  it('go on where they were after a restart', async () => {
    const log = new MemoryLog();
    const heard: string[] = [];
    const listening: Reaction = { name: 'listening', on: ['KettleFilled'], react: async ({ position }) => void heard.push(position) };
    const first = running(log, [listening]);
    await first.runner.start();
    await first.say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    await until(() => heard.length === 1);
    await first.stop();
    const second = running(log, [listening], first.file);
    await second.runner.start();
    await second.say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-2');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['1', '2']);
    await second.stop();
  });

  it('have one effect when an event comes twice, because the place was not written down before a crash', async () => {
    const log = new MemoryLog();
    await busOver(log).say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    let reacted = 0;
    const counted: Reaction = {
      ...whenKettleFilledBoilIt,
      react: async (...asked) => (await whenKettleFilledBoilIt.react(...asked), void reacted++),
    };
    for (const runs of [1, 2]) {
      const { runner, stop } = running(log, [counted]);
      await runner.start();
      await until(() => reacted === runs);
      await stop();
    }
    expect(log.events.map(({ type }) => type)).toEqual(['KettleFilled', 'KettleBoiled']);
  });

  it('are tried again until they succeed, and hold up nobody else', async () => {
    const log = new MemoryLog();
    const heard: string[] = [];
    let mended = false;
    const broken: Reaction = {
      name: 'broken',
      on: ['KettleFilled'],
      react: async ({ position }) => {
        if (!mended) throw new Error('not yet');
        heard.push(`broken ${position}`);
      },
    };
    const fine: Reaction = { name: 'fine', on: ['KettleFilled'], react: async ({ position }) => void heard.push(`fine ${position}`) };
    const { runner, say, stop, failures } = running(log, [broken, fine]);
    await runner.start();
    await say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    await say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-2');
    await until(() => heard.length === 2 && failures.length > 5);
    expect(heard).toEqual(['fine 1', 'fine 2']);
    expect(runner.health()).toMatchObject({
      ok: false,
      value: 1,
      sentence: expect.stringMatching(/^broken failed \d+ times at KettleFilled 1/) as string,
    });
    mended = true;
    await until(() => heard.length === 4);
    expect(heard.slice(2)).toEqual(['broken 1', 'broken 2']);
    expect(runner.health()).toMatchObject({ ok: true });
    await stop();
  });

  /** Reacts to every filling but those of kettle 7, until it is mended. */
  const stumbling = (heard: string[], state: { mended: boolean; down?: boolean }): Reaction => ({
    name: 'stumbling',
    on: ['KettleFilled'],
    react: async ({ position, data }) => {
      await Promise.resolve();
      if (state.down === true || (!state.mended && (data as { kettleId: string }).kettleId === '7')) throw new Error('not this one');
      heard.push(position);
    },
  });
  const fill = (kettleId: string) => FillKettle.of({ kettleId, litres: 1 });

  it('leave behind only the stream of an event that they cannot react to, and take it up in order once they can (G7)', async () => {
    const log = new MemoryLog();
    const heard: string[] = [];
    const state = { mended: false };
    const first = running(log, [stumbling(heard, state)]);
    await first.runner.start();
    for (const [n, kettleId] of ['1', '7', '2', '7', '3'].entries()) await first.say(fill(kettleId), `c-${n}`);
    await until(() => heard.length === 3);
    expect(heard).toEqual(['1', '3', '5']);
    expect(first.runner.health()).toMatchObject({
      ok: false,
      value: 1,
      sentence: expect.stringMatching(/^stumbling failed 5 times at KettleFilled 2 of kettle-7; other streams go on\.$/) as string,
    });
    await first.stop();

    const second = running(log, [stumbling(heard, state)], first.file);
    await second.runner.start();
    await second.say(fill('4'), 'c-5');
    await until(() => heard.length === 4);
    expect(second.runner.health()).toMatchObject({ ok: false, sentence: expect.stringContaining('kettle-7') as string });
    state.mended = true;
    await second.say(fill('7'), 'c-6');
    await until(() => heard.length === 7);
    expect(heard.slice(3)).toEqual(['6', '2', '4', '7']);
    await until(() => second.runner.health().ok);
    await second.say(fill('7'), 'c-7');
    await until(() => heard.length === 8);
    await second.stop();
  });

  it('wait in order while everything fails: then it is not the event that is wrong', async () => {
    const log = new MemoryLog();
    const heard: string[] = [];
    const state = { mended: true, down: true };
    const { runner, say, stop, failures } = running(log, [stumbling(heard, state)]);
    await runner.start();
    for (const [n, kettleId] of ['1', '2', '3', '4'].entries()) await say(fill(kettleId), `c-${n}`);
    await until(() => failures.length > 40);
    state.down = false;
    await until(() => heard.length === 4);
    // The first was left behind before it could be known; no second one was.
    expect(heard.filter((position) => position !== '1')).toEqual(['2', '3', '4']);
    await until(() => runner.health().ok);
    await stop();
  });

  it('take a refusal as an answer and go on', async () => {
    const log = new MemoryLog();
    const answers: unknown[] = [];
    const asking: Reaction = {
      name: 'asking',
      on: ['KettleFilled'],
      react: async (_, say) => void answers.push(await say(BoilKettle.of({ kettleId: 'none' }))),
    };
    const { runner, say, stop, failures } = running(log, [asking]);
    await runner.start();
    await say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    await until(() => answers.length === 1);
    expect(answers).toEqual([{ refused: 'KettleEmpty', sentence: 'Kettle none holds no water. Fill it first.' }]);
    expect(failures).toEqual([]);
    await stop();
  });

  it('stop in the middle of failing', async () => {
    const log = new MemoryLog();
    const broken: Reaction = { name: 'broken', on: ['KettleFilled'], react: async () => Promise.reject(new Error('never')) };
    const { runner, say, stop, failures } = running(log, [broken]);
    await runner.start();
    await say(FillKettle.of({ kettleId: '7', litres: 1 }), 'c-1');
    await until(() => failures.length > 1);
    await stop();
  });
});
