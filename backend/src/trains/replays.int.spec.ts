import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Problem, RecordedEvent, Replay, ReplayLine } from '@hyperloop/contracts/kernel';
import { builtUrl } from '../kernel/built-url.js';
import type { EventLog } from '../kernel/event-log/event-log.js';
import { openEventLog } from '../kernel/event-log/open-event-log.js';
import { Screen } from '../kernel/read-side/live/screen.testing.js';
import { model } from '../kernel/read-side/model.js';
import { ReadSide } from '../kernel/read-side/read-side.js';
import { Replayer } from '../kernel/replay/replayer.js';
import { Replays } from '../kernel/replay/replays.js';
import { ReplaysController } from '../kernel/replay/replays.controller.js';
import { POLICY, SESSIONS } from '../kernel/tokens.js';
import { playedTrain } from './played-train.testing.js';
import { kind } from './train.replay.js';

const url = (path: string): string => builtUrl(import.meta.url, path).href;
const doorkeeper = {
  personOf: (cookie: string | undefined) => Promise.resolve(cookie === undefined ? undefined : { personId: cookie, roles: [] }),
  changed$: { subscribe: () => () => undefined },
  mayRead: ({ personId }: { personId: string }, view: string) =>
    personId === 'mallory' && view === 'masterjobs' ? { ok: false, reason: 'You may not read masterjobs.' } : { ok: true },
};

describe('GET /api/replays', () => {
  let dataDir: string;
  let log: EventLog;
  let readSide: ReadSide;
  let replayer: Replayer;
  let app: INestApplication;
  let address: string;
  let commands = 0;

  const append = async (events: readonly RecordedEvent[]): Promise<string> => {
    let position = '0';
    for (const { stream, type, data, meta } of events)
      ({ position } = await log.append(stream, 'any', [{ type, data, meta }], `c${(commands += 1)}`));
    return position;
  };
  const ask = async (path: string, who = 'olga') => fetch(`${address}/api/replays/${path}`, who === '' ? {} : { headers: { cookie: who } });
  const problemOf = async (path: string, who?: string) => {
    const answer = await ask(path, who);
    return { status: answer.status, problem: (await answer.json()) as Problem };
  };
  const linesOf = async (path: string): Promise<ReplayLine[]> =>
    (await (await ask(path)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ReplayLine);

  const run = playedTrain({
    runs: [2, 2],
    news: Array.from({ length: 6 }, (_, index) => ({ run: index % 2, fates: [1, 2] })),
    finish: true,
  });

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'replays-'));
    log = await openEventLog({ eventLog: 'sqlite', dataDir });
    // A train whose number begins like ours must not get into our tape.
    await append(
      playedTrain({ runs: [1], news: [], finish: false })
        .map((event) => ({ ...event, stream: `${event.stream}9` }))
        .slice(0, 1),
    );
    const start = { eventLog: 'sqlite', dataDir } as const;
    readSide = await ReadSide.start(log, start, model, url('../kernel/read-side/model.js'));
    replayer = new Replayer(start, { model: url('../kernel/read-side/model.js'), kind: url('./train.replay.js') });
    const module = await Test.createTestingModule({
      controllers: [ReplaysController],
      providers: [
        { provide: Replays, useValue: new Replays(log, readSide, replayer, kind) },
        { provide: SESSIONS, useValue: doorkeeper },
        { provide: POLICY, useValue: doorkeeper },
      ],
    }).compile();
    app = module.createNestApplication({ logger: ['error'] });
    await app.listen(0, '127.0.0.1');
    address = `http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`;
  });
  afterAll(async () => {
    await app.close();
    await replayer.stop();
    await readSide.stop();
    await log.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('follows a train that has no jobs yet, then all of it: what the tape ends with is what the views show, and nothing is written', async () => {
    await append(run.slice(0, 3));
    const early = (await (await ask('561300')).json()) as Replay;
    expect(early).toMatchObject({ of: '561300', over: false, steps: [{ type: 'TrainComposed' }, {}, { type: 'TrainTestQueued' }] });
    expect((await linesOf(`561300/masterjobs?to=${early.to}`)).slice(0, 1)).toMatchObject([{ kind: 'snapshot', rows: [], total: 0 }]);

    const last = await append(run.slice(3));
    expect(await readSide.projector.waitFor(last, 10_000)).toBe(true);
    const headBefore = await log.head();
    const whole = (await (await ask('561300')).json()) as Replay;
    expect(whole).toMatchObject({ over: true, to: last });
    expect(whole.steps.map(({ type }) => type)).toEqual(run.map(({ type }) => type));
    for (const view of whole.views) {
      const screen = new Screen(model.views[view]?.key ?? '');
      for (const line of await linesOf(`561300/${view}?to=${whole.to}`)) if (line.kind !== 'through') screen.take(line);
      const column = model.views[view]?.key === 'trainId' || view.startsWith('test-run') ? undefined : 'trainId';
      const shown = readSide.reader.rows(
        view,
        column === undefined ? {} : { filter: [{ column, op: 'is', value: '561300' }], sort: model.views[view]?.key ?? '' },
      );
      expect(screen.keys().map((key) => screen.rows.get(key))).toEqual(
        shown.filter((row) => screen.rows.has(String(row[model.views[view]?.key ?? '']))),
      );
      expect(screen.rows.size).toBeGreaterThan(0);
    }
    // The early tape is still what it was, though the run went on.
    expect((await linesOf(`561300/train-runs?to=${early.to}`)).at(-1)).toEqual({ kind: 'through', position: early.to });
    expect(await log.head()).toEqual(headBefore);
  });

  it('comes back when its thread fell', async () => {
    await replayer.stop();
    expect((await ask('561300')).status).toBe(200);
  });

  it('answers mistakes with a sentence that names the part', async () => {
    const { to } = (await (await ask('561300')).json()) as Replay;
    expect(await problemOf('777')).toMatchObject({ status: 404, problem: { detail: 'There is no train 777.' } });
    expect(await problemOf(`777/masterjobs?to=${to}`)).toMatchObject({ status: 404 });
    expect(await problemOf('my-train')).toMatchObject({ status: 400, problem: { errors: [{ path: 'run' }] } });
    expect(await problemOf('561300?at=5')).toMatchObject({ status: 400, problem: { errors: [{ path: 'at' }] } });
    expect(await problemOf(`561300/wagon-cells?to=${to}`)).toMatchObject({
      status: 404,
      problem: { type: 'urn:hyperloop:problem:not-replayed' },
    });
    for (const [query, path] of [
      ['', 'to'],
      ['?to=yesterday', 'to'],
      [`?to=${Number(to) + 1}`, 'to'],
      [`?to=${to}&after=1`, 'after'],
      [`?to=${to}&after=${Number(to) + 1}`, 'after'],
      [`?to=${to}&events=0`, 'events'],
      [`?to=${to}&events=1001`, 'events'],
      [`?to=${to}&every=1e3`, 'every'],
      [`?to=${to}&speed=9`, 'speed'],
    ] as const)
      expect(await problemOf(`561300/masterjobs${query}`)).toMatchObject({ status: 400, problem: { errors: [{ path }] } });
  });

  it('is for people who are signed in, and view by view for those who may read it', async () => {
    const { to } = (await (await ask('561300', 'mallory')).json()) as Replay;
    expect(await problemOf('561300', '')).toMatchObject({ status: 401 });
    expect(await problemOf(`561300/masterjobs?to=${to}`, 'mallory')).toMatchObject({
      status: 403,
      problem: { detail: 'You may not read masterjobs.' },
    });
    expect((await ask(`561300/train-runs?to=${to}`, 'mallory')).status).toBe(200);
  });
});
