import type { Problem, ViewPage } from '@hyperloop/contracts/kernel';
import { openStage, type Stage } from './stage.testing.js';
import { came, left, renamed } from './told.testing.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const page = async (path: string, headers?: Record<string, string>) => (await (await stage.get(path, headers)).json()) as ViewPage;
const problemOf = async (path: string, headers?: Record<string, string>) => {
  const answer = await stage.get(path, headers);
  return { status: answer.status, problem: (await answer.json()) as Problem };
};

describe('GET /api/views/<view>', () => {
  it('shows what was just written to the one who wrote it, and the past to the one who asks for it', async () => {
    const first = await stage.append(came('1', { name: 'v0s', cpu: 5 }));
    expect(await page('sample-wagons', { 'if-position': first })).toMatchObject({ rows: [{ wagonId: '1', name: 'v0s' }], total: 1 });
    const second = await stage.append(renamed('1', 'v0s pp'), came('2', { name: '=1+1', note: 'a, "b"' }));
    const now = await page('sample-wagons?sort=name', { 'if-position': second });
    expect(now.rows).toMatchObject([{ name: '=1+1' }, { name: 'v0s pp' }]);
    expect(now).not.toHaveProperty('stale');
    const then = await page(`sample-wagons?at=${first}`);
    expect(then).toMatchObject({ rows: [{ wagonId: '1', name: 'v0s' }], at: first, position: first });
  });

  it('leads from event to event of a page', async () => {
    const first = await stage.append(came('7', { name: 'steps' }));
    const second = await stage.append(renamed('7', 'steps pp'));
    const step = async (query: string) => (await stage.get(`sample-wagons/steps?key=7&${query}`)).json();
    expect(await step(`direction=previous&at=${second}`)).toMatchObject({ step: { position: first, type: 'WagonCame', by: 'mrossi' } });
    expect(await step(`direction=next&at=${first}`)).toMatchObject({ step: { position: second, type: 'WagonRenamed', stream: 'wagon-7' } });
    expect(await problemOf('sample-wagons/steps?at=1')).toMatchObject({ status: 400, problem: { errors: [{ path: 'direction' }] } });
    expect(await problemOf('sample-wagons/steps?direction=next', { cookie: '' })).toMatchObject({ status: 401 });
    await stage.append(left('7'));
  });

  it('says that a page is stale when its position is not reached in time', async () => {
    expect(await page('sample-wagons', { 'if-position': '999999' })).toMatchObject({ stale: true });
  });

  it('exports the whole list as CSV, with formulas made harmless, and as NDJSON', async () => {
    const csv = await stage.get('sample-wagons?sort=name', { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="sample-wagons.csv"');
    expect((await csv.text()).split('\n')).toEqual([
      'wagonId,name,note,cpu,long,at',
      `2,'=1+1,"a, ""b""",,false,2025-12-02T14:28:03Z`,
      '1,v0s pp,,5,false,2025-12-02T14:28:03Z',
      '',
    ]);
    const lines = (await (await stage.get('sample-wagons?format=ndjson&filter=cpu:is:5')).text()).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { wagonId: string }).wagonId)).toEqual(['1']);
  });

  it('answers mistakes with a problem that names the part', async () => {
    expect(await problemOf('sample-wagons?filter=colour:is:red')).toMatchObject({
      status: 400,
      problem: { errors: [{ path: 'filter.colour' }], detail: expect.stringContaining('cannot be filtered by colour') as string },
    });
    expect(await problemOf('sample-wagons?page=2')).toMatchObject({ status: 400, problem: { errors: [{ path: 'page' }] } });
    expect(await problemOf('sample-wagons', { 'if-position': 'soon' })).toMatchObject({
      status: 400,
      problem: { errors: [{ path: 'If-Position' }] },
    });
    expect(await problemOf('sample-wagons?format=csv&sort=colour')).toMatchObject({ status: 400 });
    expect(await problemOf('no-such-view')).toMatchObject({ status: 404, problem: { detail: 'there is no view no-such-view' } });
  });

  it('is for people who are signed in and may read it', async () => {
    expect(await problemOf('sample-wagons', { cookie: '' })).toMatchObject({ status: 401 });
    stage.door.banned.add('mallory');
    expect(await problemOf('sample-wagons', { cookie: 'who=mallory' })).toMatchObject({
      status: 403,
      problem: { detail: 'mallory may not read this' },
    });
  });
});
