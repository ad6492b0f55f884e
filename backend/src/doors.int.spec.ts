import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Problem } from '@hyperloop/contracts/kernel';
import request from 'supertest';
import type { Backend } from './backend.js';
import { configOf, type Config } from './config.js';

// Nest's ESM first and whole: Jest refuses when a CommonJS package (throttler, pino) requires it while it is being linked.
const { NestFactory } = await import('@nestjs/core');
const { appModule } = await import('./app.module.js');
const { openBackend } = await import('./backend.js');
const { dress } = await import('./kernel/http/edge.js');

type Running = { backend: Backend; app: NestExpressApplication; server: Server; stop: () => Promise<void> };

const start = async (env: Record<string, string> = {}, more: Partial<Config> = {}): Promise<Running> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'doors-'));
  const config = {
    ...configOf({ DATA_DIR: dataDir, WORKERS: 'false', SAMPLE_DATA: 'false', LOG_LEVEL: 'silent', SIGN_INS_PER_MINUTE: '100', ...env }),
    ...more,
  };
  const warn = (message: string, fault: unknown): never => {
    throw new Error(message, { cause: fault });
  };
  const backend = await openBackend(config, warn);
  const app = await NestFactory.create<NestExpressApplication>(appModule(backend), { bodyParser: false, logger: false });
  dress(app, config);
  await app.listen(0, '127.0.0.1');
  const stop = async (): Promise<void> => {
    await app.close();
    await backend.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { backend, app, server: app.getHttpServer() as Server, stop };
};

const signIn = async (server: Server, personId: string): Promise<string> => {
  const { headers } = await request(server).post('/api/session').send({ personId }).expect(204);
  return String(headers['set-cookie']).split(';', 1)[0] ?? '';
};
const problemOf = (response: request.Response): Problem => {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  return response.body as Problem;
};

describe('the doors', () => {
  let running: Running;
  let admin: string;
  let keys = 0;
  beforeAll(async () => {
    running = await start();
    admin = await signIn(running.server, 'admin');
  }, 60_000);
  afterAll(async () => running.stop());

  const say = (command: string, data: unknown, { key = `k-${keys++}`, cookie = admin }: { key?: string; cookie?: string } = {}) =>
    request(running.server)
      .post(`/api/commands/${command}`)
      .set('Cookie', cookie)
      .set('Idempotency-Key', key)
      .send(data as object);
  const raw = (command: string, body: string, type = 'application/json') =>
    request(running.server)
      .post(`/api/commands/${command}`)
      .set('Cookie', admin)
      .set('Idempotency-Key', `k-${keys++}`)
      .set('Content-Type', type)
      .send(body);
  const stored = async (): Promise<string> => (await running.backend.log.head()).position;
  const open = { name: 'Strangeness in pp', jiraKey: 'PWGLF-900', pwg: 'PWGLF', service: false };

  describe('a command', () => {
    it('is refused when it names a moment of the past: nothing there can be commanded', async () => {
      const before = await stored();
      const refused = problemOf(await say('OpenAnalysis?at=1', open));
      expect(refused).toMatchObject({
        status: 400,
        detail: expect.stringContaining('The past cannot be changed') as string,
        errors: [{ path: 'at' }],
      });
      expect(await stored()).toBe(before);
    });

    it('is stored, answered with its position, and seen in the view at that position', async () => {
      const { body } = await say('OpenAnalysis', open).expect(200);
      expect(body).toEqual({
        position: expect.stringMatching(/^\d+$/) as string,
        stream: expect.stringMatching(/^analysis-\d+$/) as string,
        revision: 0,
        events: 1,
      });
      const { position, stream } = body as { position: string; stream: string };
      const view = await request(running.server)
        .get('/api/views/analyses')
        .query({ key: stream.split('-')[1] })
        .set('Cookie', admin)
        .set('If-Position', position)
        .expect(200);
      expect((view.body as { rows: unknown[] }).rows).toMatchObject([{ jiraKey: 'PWGLF-900' }]);
    });

    it('has one effect when a hundred copies of it arrive at once', async () => {
      const copies = await Promise.all(
        Array.from({ length: 100 }, () => say('OpenAnalysis', { ...open, jiraKey: 'PWGLF-901' }, { key: 'the-same' })),
      );
      expect(new Set(copies.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(copies.map(({ text }) => text)).size).toBe(1);
    });

    it('of the same key said by somebody else is another command', async () => {
      const other = await signIn(running.server, 'tnovak');
      const problem = problemOf(
        await say('OpenAnalysis', { ...open, jiraKey: 'PWGLF-901' }, { key: 'the-same', cookie: other }).expect(403),
      );
      expect(problem.detail).toBe('Only admins can open an analysis.');
    });

    it('of the same key may not come with other data', async () => {
      const before = await stored();
      const problem = problemOf(await say('OpenAnalysis', { ...open, jiraKey: 'PWGLF-999' }, { key: 'the-same' }).expect(422));
      expect(problem.type).toBe('urn:hyperloop:problem:key-used');
      expect(await stored()).toBe(before);
    });

    it('is refused with the sentence and the refusal as data', async () => {
      await say('OpenAnalysis', { ...open, jiraKey: 'PWGLF-902' });
      const problem = problemOf(await say('OpenAnalysis', { ...open, jiraKey: 'PWGLF-902' }).expect(409));
      expect(problem).toMatchObject({ status: 409, refusal: { refused: 'AnalysisTicketTaken', jiraKey: 'PWGLF-902' } });
      expect(problem.detail).toMatch(/^PWGLF-902 already belongs to analysis \d+\.$/);
    });

    it('needs a sign-in', async () => {
      expect(
        problemOf(await request(running.server).post('/api/commands/OpenAnalysis').set('Idempotency-Key', 'x').send(open).expect(401))
          .status,
      ).toBe(401);
    });

    it.each(['', 'x'.repeat(101), 'a b', 'a/b', 'größe'.normalize()])('is not taken without a proper Idempotency-Key: %j', async (key) => {
      const before = await stored();
      const asked = request(running.server).post('/api/commands/OpenAnalysis').set('Cookie', admin);
      const answer = await (key === '' ? asked : asked.set('Idempotency-Key', Buffer.from(key).toString('latin1'))).send(open).expect(400);
      expect(problemOf(answer).errors).toMatchObject([{ path: 'Idempotency-Key' }]);
      expect(await stored()).toBe(before);
    });
  });

  describe('bad input', () => {
    const cases: readonly [string, () => request.Test, number, string | undefined][] = [
      ['an unknown command', () => say('OpenPandora', {}), 404, undefined],
      ['a command named like a property of objects', () => say('constructor', {}), 404, undefined],
      ['an unknown field', () => say('OpenAnalysis', { ...open, colour: 'red' }), 400, 'colour'],
      ['a wrong type', () => say('OpenAnalysis', { ...open, name: 7 }), 400, 'name'],
      ['a missing field', () => say('OpenAnalysis', { ...open, pwg: undefined }), 400, 'pwg'],
      ['a list in place of an object', () => say('OpenAnalysis', []), 400, ''],
      ['a name outside the grammar', () => say('OpenAnalysis', { ...open, jiraKey: 'x; rm -rf /' }), 400, 'jiraKey'],
      ['a zero byte', () => say('OpenAnalysis', { ...open, name: 'Strange\u0000ness' }), 400, 'name'],
      ['an escape sequence', () => say('OpenAnalysis', { ...open, name: 'Strange \u001b[31mness' }), 400, 'name'],
      [
        'half a character',
        () => raw('OpenAnalysis', JSON.stringify({ ...open, name: 'X' }).replace('"X"', '"Strange \\ud800"')),
        400,
        'name',
      ],
      ['__proto__', () => raw('OpenAnalysis', '{"__proto__":{"admin":true},"name":"Strangeness"}'), 400, '__proto__'],
      ['a constructor inside', () => raw('OpenAnalysis', '{"name":{"constructor":{"prototype":{"x":1}}}}'), 400, 'name.constructor'],
      ['33 levels', () => raw('OpenAnalysis', `{"a":${'['.repeat(33)}${']'.repeat(33)}}`), 400, ''],
      ['a hundred thousand levels', () => raw('OpenAnalysis', '['.repeat(100_000)), 400, ''],
      ['half a JSON', () => raw('OpenAnalysis', '{"name":'), 400, undefined],
      ['JSON that is no object', () => raw('OpenAnalysis', '7'), 400, undefined],
      ['an empty body', () => raw('OpenAnalysis', ''), 400, 'name'],
      ['a form', () => raw('OpenAnalysis', 'name=x', 'application/x-www-form-urlencoded'), 415, undefined],
      ['plain text', () => raw('OpenAnalysis', '{}', 'text/plain'), 415, undefined],
      ['more than a megabyte', () => raw('OpenAnalysis', JSON.stringify({ name: 'x'.repeat(1_100_000) })), 413, undefined],
      ['a configuration of more than two', () => raw('ConfigureWagon', JSON.stringify({ wagonId: 'x'.repeat(2_200_000) })), 413, undefined],
    ];
    it.each(cases)('%s is refused, names the field and stores nothing', async (_, send, status, path) => {
      const before = await stored();
      const problem = problemOf(await send().expect(status));
      expect(problem).toMatchObject({ status, title: expect.any(String) as string, detail: expect.any(String) as string });
      if (path !== undefined) expect(problem.errors?.map((error) => error.path)).toContain(path);
      expect(await stored()).toBe(before);
    });

    it('a configuration between one and two megabytes is read, and judged by its contract', async () => {
      expect(
        problemOf(await raw('ConfigureWagon', JSON.stringify({ reason: 'x'.repeat(1_200_000) })).expect(400)).errors?.map(
          ({ path }) => path,
        ),
      ).toContain('reason');
    });

    it('is never quoted back, and an address that cannot be read is no fault of ours', async () => {
      expect((await raw('OpenAnalysis', '{"secret-of-mine":').expect(400)).text).not.toContain('secret-of-mine');
      problemOf(await request(running.server).get('/api/views/%ff').set('Cookie', admin).expect(400));
      problemOf(await request(running.server).get('/api/nothing-here').expect(404));
    });

    it('something that breaks is told by a number only', async () => {
      const say_ = running.backend.bus.say.bind(running.backend.bus);
      running.backend.bus.say = async () => Promise.reject(new Error('password=hunter2 at /srv/secret'));
      try {
        const answer = await say('OpenAnalysis', open).expect(500);
        expect(problemOf(answer).detail).toMatch(/number \d{8}/);
        expect(answer.text).not.toMatch(/hunter2|secret|stack/);
      } finally {
        running.backend.bus.say = say_;
      }
    });
  });

  describe('another site', () => {
    it.each<[string, Record<string, string>, number]>([
      ['a page of another site', { Origin: 'https://evil.example' }, 403],
      ['a page of no site', { Origin: 'null' }, 403],
      ['a browser that says the page is foreign', { 'Sec-Fetch-Site': 'cross-site' }, 403],
      ['a page of another port of this machine', { Origin: 'http://localhost:9', 'Sec-Fetch-Site': 'same-site' }, 403],
    ])('%s cannot sign anybody in', async (_, headers, status) => {
      problemOf(await request(running.server).post('/api/session').set(headers).send({ personId: 'admin' }).expect(status));
    });

    it('a foreign name that points at this machine reaches nothing', async () => {
      problemOf(await request(running.server).get('/api/session').set('Host', 'evil.example').expect(421));
    });

    it('our own page may', async () => {
      const { port } = running.server.address() as { port: number };
      await request(running.server)
        .post('/api/session')
        .set({ Host: `127.0.0.1:${port}`, Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' })
        .send({ personId: 'mrossi' })
        .expect(204);
    });
  });

  describe('the session', () => {
    it('says who one is, with roles and analyses, and who may be chosen', async () => {
      await say('AddAnalyzer', { analysisId: '1', personId: 'mrossi' }).expect(200);
      const cookie = await signIn(running.server, 'mrossi');
      const { body } = await request(running.server).get('/api/session').set('Cookie', cookie).expect(200);
      expect(body).toMatchObject({ person: { personId: 'mrossi', name: 'Maria Rossi', roles: ['user'], analyses: ['1'] } });
      expect((body as { people: { personId: string }[] }).people.map(({ personId }) => personId)).toContain('tnovak');
    });

    it('is nobody’s without a cookie, and nobody’s after signing out', async () => {
      const cookie = await signIn(running.server, 'mrossi');
      await request(running.server).delete('/api/session').set('Cookie', cookie).expect(204);
      const { body } = await request(running.server).get('/api/session').set('Cookie', cookie).expect(200);
      expect(body).toMatchObject({ person: null });
    });

    it('changes its token with every sign-in', async () => {
      const before = await signIn(running.server, 'mrossi');
      await request(running.server).post('/api/session').set('Cookie', before).send({ personId: 'tnovak' }).expect(204);
      expect((await request(running.server).get('/api/session').set('Cookie', before)).body).toMatchObject({ person: null });
    });

    it.each([{ personId: 'alihyperloop' }, { personId: 'stranger' }])('is not for %j', async (body) => {
      problemOf(await request(running.server).post('/api/session').send(body).expect(403));
    });

    it('ends a right with the next command', async () => {
      const cookie = await signIn(running.server, 'lweber');
      const create = { name: 'LHC22o_small', kind: 'DATA', cpuLimitDays: 1 };
      expect((await say('CreateDataset', create, { cookie })).status).not.toBe(403);
      await say('RevokeRole', { personId: 'lweber', role: 'operator' }).expect(200);
      expect(problemOf(await say('CreateDataset', create, { cookie }).expect(403)).detail).toBe('Only operators can create datasets.');
    });
  });

  describe('kept files', () => {
    it('are downloaded with headers that let a browser only save them', async () => {
      const { sha256 } = await running.backend.blobs.put(Readable.from(['<script>alert(1)</script>']), { maxBytes: 100 });
      const { headers, text } = await request(running.server)
        .get(`/api/blobs/${sha256}`)
        .query({ name: 'stdout.log' })
        .set('Cookie', admin)
        .expect(200);
      expect(text).toContain('<script>');
      expect(headers).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'content-length': '25',
      });
      expect(headers['content-disposition']).toMatch(/^attachment; filename="stdout\.log"/);
      await request(running.server).get(`/api/blobs/${sha256}`).expect(401);
    });
    it.each(['0'.repeat(64), 'abc', '..%2f..%2fetc%2fpasswd'])('that are not there are a 404: %s', async (sha256) => {
      problemOf(await request(running.server).get(`/api/blobs/${sha256}`).set('Cookie', admin).expect(404));
    });
  });

  describe('for those who run it', () => {
    it('healthz, readyz and metrics answer without a sign-in', async () => {
      await request(running.server).get('/healthz').expect(200, { status: 'ok' });
      const { body } = await request(running.server).get('/readyz').expect(200);
      const details = (body as { details: Record<string, { status: string; sentence: string }> }).details;
      expect(Object.keys(details)).toEqual(expect.arrayContaining(['log', 'views', 'reactions', 'disk']));
      for (const { status, sentence } of Object.values(details)) expect([status, sentence]).toEqual(['up', expect.stringMatching(/\.$/)]);
      const { text } = await request(running.server).get('/metrics').expect(200);
      for (const name of [
        'hyperloop_append_seconds_count',
        'hyperloop_commands_total',
        'hyperloop_projection_lag_events',
        'nodejs_eventloop_lag_seconds',
      ])
        expect(text).toContain(name);
    });

    it('readyz says 503 and which part when something is down', async () => {
      let ok = false;
      running.backend.health.add({ name: 'kettle', check: () => ({ ok, value: 'cold', sentence: 'The kettle is cold.' }) });
      const { body } = await request(running.server).get('/readyz').expect(503);
      expect(body).toMatchObject({
        status: 'error',
        details: { kettle: { status: 'down', value: 'cold', sentence: 'The kettle is cold.' } },
      });
      ok = true;
    });

    it('readyz stays 200 and names what somebody must look at when the node serves as well as any other', async () => {
      let ok = false;
      running.backend.health.add({ name: 'cups', check: () => ({ ok, serves: true, value: 3, sentence: 'Three cups are parked.' }) });
      const { body } = await request(running.server).get('/readyz').expect(200);
      expect(body).toMatchObject({ details: { cups: { status: 'down', value: 3, sentence: 'Three cups are parked.' } } });
      ok = true;
    });

    it('the API describes itself', async () => {
      const { body } = await request(running.server).get('/api/openapi.json').expect(200);
      expect(Object.keys((body as { paths: object }).paths)).toEqual(
        expect.arrayContaining(['/api/commands/SubmitTrain', '/api/views/train-runs', '/api/session']),
      );
      expect((await request(running.server).get('/api/docs').expect(200)).text).toContain('swagger-ui');
    });

    it('every answer carries the policy of what a page may load', async () => {
      const { headers } = await request(running.server).get('/healthz');
      expect(headers['content-security-policy']).toContain("default-src 'self';script-src 'self'");
      expect(headers['x-powered-by']).toBeUndefined();
    });
  });
});

describe('a server that others can reach', () => {
  it('offers no development sign-in and knows nobody by itself', async () => {
    const { server, stop } = await start({ HOST: '0.0.0.0', FIRST_ADMIN: 'ada', PUBLIC_ORIGIN: 'https://hyperloop.example.org' });
    problemOf(
      await request(server).post('/api/session').set('Origin', 'https://hyperloop.example.org').send({ personId: 'ada' }).expect(403),
    );
    expect((await request(server).get('/api/session').expect(200)).body).toEqual({ person: null, people: [], mail: false });
    await stop();
  }, 60_000);

  it('counts attempts to sign in and commands', async () => {
    const { server, stop } = await start({ SIGN_INS_PER_MINUTE: '3', COMMANDS_PER_MINUTE: '2' });
    const cookie = await signIn(server, 'admin');
    for (let n = 0; n < 2; n++) await request(server).post('/api/session').send({ personId: 'stranger' }).expect(403);
    problemOf(await request(server).post('/api/session').send({ personId: 'admin' }).expect(429));
    const say = () =>
      request(server).post('/api/commands/AdmitPerson').set('Cookie', cookie).set('Idempotency-Key', 'k').send({ personId: 'newone' });
    await say().expect(200);
    await say().expect(200);
    problemOf(await say().expect(429));
    await stop();
  }, 60_000);
});
