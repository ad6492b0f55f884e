import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Message, Problem } from '@hyperloop/contracts/kernel';
import type { FoundValues } from '@hyperloop/contracts/wagons';
import { WagonConfigured, WagonRegistered } from '@hyperloop/contracts/wagons';
import request from 'supertest';
import { configOf } from '../../config.js';
import type { Backend } from '../../backend.js';
import { array, blobOf, catalogueOf, declaring, recordedOf, scalar } from './told-find.testing.js';

// Nest's ESM first and whole: Jest refuses when a CommonJS package (throttler, pino) requires it while it is being linked.
const { NestFactory } = await import('@nestjs/core');
const { appModule } = await import('../../app.module.js');
const { openBackend } = await import('../../backend.js');
const { dress } = await import('../../kernel/http/edge.js');

const tag = 'O2Physics::daily-20251201-0000-1';
const task = 't';
const wagon = (wagonId: string) =>
  WagonRegistered.of({
    wagonId,
    analysisId: '3',
    service: false,
    name: `wagon_${wagonId}`,
    workflowName: 'w1',
    packageTag: tag,
    declaration: blobOf('a'),
  });
const save = (wagonId: string, variant: string, parameter: string, to: ReturnType<typeof scalar>, added = false) =>
  WagonConfigured.of({
    wagonId,
    variants: added ? [{ change: 'added', variant }] : [],
    values: [{ variant, task, parameter, from: null, to }],
    source: 'edit',
  });

describe('GET /api/find', () => {
  let backend: Backend;
  let app: NestExpressApplication;
  let dataDir: string;
  let cookie: string;
  /** Of the last event before wagon 2 was given another cut. */
  let before: string;
  let said = 0;

  const tell = async (stream: string, { type, data }: Message): Promise<string> => {
    const commandId = `told-${(said += 1)}`;
    const meta = { at: new Date().toISOString(), by: 'mrossi', commandId, causationId: commandId, correlationId: commandId };
    return (await backend.log.append(stream, 'any', [{ type, data, meta }], commandId)).position;
  };
  const get = (path: string, as: string = cookie) =>
    request(app.getHttpServer() as Server)
      .get(`/api/find/${path}`)
      .set('Cookie', as);
  const found = async (query: string): Promise<string[]> => {
    const answer = await get(`values?${query}`).expect(200);
    return (answer.body as FoundValues).rows.map(({ wagonId, variant, text, from }) => `${wagonId}:${variant} ${text} ${from}`);
  };
  const refused = async (path: string): Promise<[number, string, string]> => {
    const answer = await get(path);
    const problem = answer.body as Problem;
    return [answer.status, problem.errors?.[0]?.path ?? '', problem.detail];
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'find-'));
    const config = configOf({ DATA_DIR: dataDir, WORKERS: 'false', SAMPLE_DATA: 'false', LOG_LEVEL: 'silent', SIGN_INS_PER_MINUTE: '100' });
    backend = await openBackend(config, (message, fault): never => {
      throw new Error(message, { cause: fault });
    });
    app = await NestFactory.create<NestExpressApplication>(appModule(backend), { bodyParser: false, logger: false });
    dress(app, config);
    await app.listen(0, '127.0.0.1');
    const { headers } = await request(app.getHttpServer() as Server)
      .post('/api/session')
      .send({ personId: 'mrossi' })
      .expect(204);
    cookie = String(headers['set-cookie']).split(';', 1)[0] ?? '';
    const declaration = declaring('w1', {
      [task]: { cut: scalar('0.800000012'), pair: array('1', '2'), file: scalar('/data/calibration.root'), negative: scalar('-3') },
    });
    for (const message of recordedOf('a', declaration)) await tell(`declaration-${blobOf('a').sha256}`, message);
    for (const message of catalogueOf(tag, { w1: 'a' })) await tell('catalogue-O2Physics.daily-20251201-0000-1', message);
    for (const id of ['1', '2', '3']) await tell(`wagon-${id}`, wagon(id));
    await tell('wagon-2', save('2', '', 'cut', scalar('1.2')));
    await tell('wagon-2', save('2', 'S', 'pair', array(null, '7'), true));
    before = await tell('wagon-3', save('3', 'T', 'cut', scalar('0.5'), true));
    const last = await tell('wagon-2', save('2', '', 'cut', scalar('9')));
    await backend.readSide.projector.waitFor(last, 10_000);
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await backend.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('answers who runs with a value: own, inherited or the default (rules 45, 53)', async () => {
    expect(await found('parameter=cut')).toEqual([
      '1: 0.800000012 default',
      '2: 9 base',
      '2:S 9 base',
      '3: 0.800000012 default',
      '3:T 0.5 subwagon',
    ]);
  });
  it.each([
    ['op=is&value=0.8', ['1:', '3:']],
    ['op=isNot&value=0.80', ['2:', '2:S', '3:T']],
    ['op=above&value=0.8', ['2:', '2:S']],
    ['op=atLeast&value=0.8', ['1:', '2:', '2:S', '3:']],
    ['op=below&value=0.8', ['3:T']],
    ['op=atMost&value=0.8', ['1:', '3:', '3:T']],
    ['op=contains&value=0.', ['1:', '3:', '3:T']],
    ['from=set', ['2:', '2:S', '3:T']],
    ['from=default', ['1:', '3:']],
    ['from=differs', ['2:', '2:S', '3:T']],
    ['op=above&value=0&task=nowhere', []],
    ['analysisId=4', []],
    ['workflow=w1&packageTag=O2Physics%3A%3Adaily-20251201-0000-1&active=true', ['1:', '2:', '2:S', '3:', '3:T']],
    ['enabled=true', []],
  ])('compares: %s', async (query, expected) => {
    expect((await found(`parameter=cut&${query}`)).map((one) => one.split(' ')[0])).toEqual(expected);
  });
  it('finds lists by any of their cells, with what the subwagon inherits of them (rule 45)', async () => {
    expect(await found('parameter=pair&op=is&value=1')).toEqual([
      '1: [1, 2] default',
      '2: [1, 2] default',
      '2:S [1, 7] subwagon',
      '3: [1, 2] default',
      '3:T [1, 2] default',
    ]);
    expect(await found('parameter=pair&op=above&value=2')).toEqual(['2:S [1, 7] subwagon']);
    expect(await found('parameter=file&op=contains&value=CALIB&workflow=w1')).toHaveLength(5);
  });
  it('comes page by page without gap or repetition', async () => {
    const rows: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await get(`values?parameter=cut&limit=2${cursor}`).expect(200);
      const page = body as FoundValues;
      expect(page.total).toBe(5);
      rows.push(...page.rows.map(({ wagonId, variant }) => `${wagonId}:${variant}`));
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(rows).toEqual(['1:', '2:', '2:S', '3:', '3:T']);
  });
  it('shows the past as it was', async () => {
    expect(await found(`parameter=cut&op=above&value=1&at=${before}`)).toEqual(['2: 1.2 base', '2:S 1.2 base']);
    const { body } = await get(`values?parameter=cut&at=${before}`).expect(200);
    expect(body).toMatchObject({ at: before, position: before });
  });
  it('completes names, those that begin so first', async () => {
    expect((await get('parameters?text=A').expect(200)).body).toEqual({ names: ['negative', 'pair'], total: 2 });
    expect((await get('parameters?text=pa').expect(200)).body).toEqual({ names: ['pair'], total: 1 });
  });
  it('is exported whole, numbers as numbers', async () => {
    const csv = await get('values?parameter=negative&limit=1&format=csv').expect(200);
    expect(csv.headers['content-disposition']).toBe('attachment; filename="find-values.csv"');
    const lines = csv.text.trim().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toContain(',-3,default,');
    const ndjson = await get('values?parameter=cut&format=ndjson').expect(200);
    expect(ndjson.headers['content-type']).toContain('application/x-ndjson');
    expect((await get('old-defaults?format=csv').expect(200)).text.split('\n')[0]).toContain('newText');
  });
  it.each([
    ['values', 400, 'parameter', 'Say which parameter: its name, or a piece of it with match=contains.'],
    ['values?parameter=cut&op=above&value=much', 400, 'value', '“much” is no number'],
    ['values?parameter=cut&op=is', 400, 'value', 'A comparison without a value'],
    ['values?parameter=cut&value=1', 400, 'op', 'A value without a comparison'],
    ['values?parameter=cut&op=like&value=1', 400, 'op', 'op: '],
    ['values?parameter=cut&parameter=pair', 400, 'parameter', 'parameter was given twice. Once is enough.'],
    ['values?parameter=cut&colour=red', 400, 'colour', 'colour is no part of this question; these are: parameter'],
    ['values?parameter=cut&enabled=yes', 400, 'enabled', 'enabled is true or false, not yes.'],
    ['values?parameter=cut&limit=5000', 400, 'limit', 'limit: '],
    ['values?parameter=cut&cursor=bm9wZQ', 400, 'cursor', 'This cursor belongs to another question'],
    ['values?parameter=cut&at=soon', 400, 'at', 'at is a position or a time'],
    ['values?parameter=cut&format=pdf', 400, 'format', 'format is json, csv or ndjson, not pdf.'],
    ['old-defaults?tag=O2Physics%3A%3Anone-20240101', 400, 'tag', 'has no complete catalogue'],
    ['parameters', 400, 'text', 'Say which piece of a name is sought'],
  ])('says what is wrong with %s', async (path, status, part, sentence) => {
    const [seen, at, detail] = await refused(path);
    expect([seen, at, detail]).toEqual([status, part, expect.stringContaining(sentence)]);
  });
  it('refuses a cursor of another question', async () => {
    const { body } = await get('values?parameter=cut&limit=1').expect(200);
    expect(await refused(`values?parameter=pair&limit=1&cursor=${(body as FoundValues).next ?? ''}`)).toMatchObject([
      400,
      'cursor',
      expect.anything(),
    ]);
  });
  it('is for people who are signed in', async () => {
    for (const path of ['values?parameter=cut', 'old-defaults', 'parameters?text=cut']) expect((await get(path, '')).status).toBe(401);
  });
});
