import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FETCH } from '../../kernel/live/view-door';
import { findAddress, type FindQuestion, type FoundRow } from './find-door';
import { foundList, type FoundList } from './found-list';

const row = (wagonId: string): FoundRow => ({
  wagonId,
  wagonName: `wagon ${wagonId}`,
  analysisId: '3',
  analysisName: 'Strangeness',
  variant: '',
  active: true,
  workflowName: 'w1',
  packageTag: 'O2Physics::daily-20251201-0000-1',
  task: 't',
  parameter: 'cut',
  value: { form: 'scalar', text: '0.8' },
  text: '0.8',
  from: 'default',
  setBy: null,
  setAt: null,
  revision: null,
  enabledOn: [],
});
const asking = (parameter: string): FindQuestion => ({ ask: 'values', asked: { parameter } });

describe('what was found', () => {
  const addresses: string[] = [];
  let answers: { status: number; body: unknown }[] = [];
  const question = signal<FindQuestion | null>(null);
  const at = signal<string | null>(null);
  let list: FoundList;
  const settled = async (): Promise<void> => {
    TestBed.tick();
    await new Promise((done) => setTimeout(done, 0));
    TestBed.tick();
  };

  beforeEach(() => {
    addresses.length = 0;
    question.set(null);
    at.set(null);
    const fetching = (address: string): Promise<Response> => {
      addresses.push(address);
      const { status, body } = answers.shift() ?? { status: 500, body: {} };
      return Promise.resolve({ ok: status < 400, status, json: () => Promise.resolve(body) } as Response);
    };
    TestBed.configureTestingModule({ providers: [{ provide: FETCH, useValue: fetching }] });
    list = TestBed.runInInjectionContext(() => foundList(question, at));
  });

  it('is asked for when there is a question, and once for the same one', async () => {
    await settled();
    expect([addresses, list.remote().phase]).toEqual([[], 'asked']);
    answers = [{ status: 200, body: { rows: [row('1')], total: 1, position: '7', unrecorded: 2 } }];
    question.set(asking('cut'));
    await settled();
    question.set(asking('cut'));
    await settled();
    expect(addresses).toEqual(['/api/find/values?parameter=cut&limit=200']);
    expect([list.rows().map(({ wagonId }) => wagonId), list.total(), list.unrecorded(), list.more()]).toEqual([['1'], 1, 2, false]);
  });
  it('grows by further pages, and keeps the total of the first', async () => {
    answers = [
      { status: 200, body: { rows: [row('1')], total: 2, position: '7', next: 'abc' } },
      { status: 200, body: { rows: [row('2')], total: 2, position: '7' } },
    ];
    question.set(asking('cut'));
    await settled();
    expect(list.more()).toBe(true);
    list.next();
    await settled();
    expect(addresses[1]).toBe('/api/find/values?parameter=cut&limit=200&cursor=abc');
    expect([list.rows().length, list.total(), list.more()]).toEqual([2, 2, false]);
  });
  it('is asked anew at another moment', async () => {
    answers = [
      { status: 200, body: { rows: [row('1')], total: 1, position: '7' } },
      { status: 200, body: { rows: [], total: 0, position: '3' } },
    ];
    question.set(asking('cut'));
    await settled();
    at.set('3');
    await settled();
    expect(addresses[1]).toBe('/api/find/values?parameter=cut&limit=200&at=3');
    expect(list.rows()).toEqual([]);
  });
  it('says why a question cannot be answered, which is no failure', async () => {
    answers = [{ status: 400, body: { detail: 'Write more of the name.' } }];
    question.set(asking('c'));
    await settled();
    expect([list.refused(), list.remote().phase]).toEqual(['Write more of the name.', 'here']);
  });
  it('is a failure when nobody could answer, and can be asked again', async () => {
    answers = [
      { status: 503, body: { detail: 'Not folded yet.' } },
      { status: 200, body: { rows: [row('1')], total: 1, position: '7' } },
    ];
    question.set(asking('cut'));
    await settled();
    const remote = list.remote();
    expect(remote).toMatchObject({ phase: 'failed', problem: 'Not folded yet.' });
    if (remote.phase === 'failed') remote.again();
    await settled();
    expect(list.rows()).toHaveLength(1);
  });
});

describe('the address of a question', () => {
  it('holds all of it, as the server reads it', () =>
    expect(findAddress({ ask: 'old-defaults', asked: { enabled: true, tag: 'O2Physics::daily-20251201-0000-1' } }, { format: 'csv' })).toBe(
      '/api/find/old-defaults?enabled=true&tag=O2Physics%3A%3Adaily-20251201-0000-1&format=csv',
    ));
});
