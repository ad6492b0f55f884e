import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { WIRE } from '../live/live-client';
import { LiveClient } from '../live/live-client';
import { answered, TestWire } from '../live/live.testing';
import { FETCH } from '../live/view-door';
import { Moment } from '../url/moment';
import { CommandClient, PAUSE } from './command-client';

type Sent = { url: string; key: string; body: unknown };
const answer = { position: '40', stream: 'dataset-1', revision: 3, events: 1 };
const later = { ...answer, position: '41' };
const json = answered;

/** How far the views say they are when they are asked. */
let viewsAt = '0';

const desk = (...answers: readonly (() => Promise<Response>)[]) => {
  viewsAt = '0';
  const wire = new TestWire();
  const sent: Sent[] = [];
  const phases: string[] = [];
  let commands: CommandClient | null = null;
  let whilePausing = () => {};
  const ask: typeof fetch = (url, init) => {
    if (String(url).startsWith('/api/views/')) return Promise.resolve(json(200, { rows: [], total: 0, position: viewsAt }));
    const headers = init?.headers as Record<string, string>;
    sent.push({ url: String(url), key: headers['Idempotency-Key'] ?? '', body: JSON.parse(String(init?.body)) });
    return (answers[sent.length - 1] ?? (() => Promise.resolve(json(200, answer))))();
  };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: WIRE, useValue: wire.factory },
      { provide: FETCH, useValue: ask },
      {
        provide: PAUSE,
        useValue: () => {
          if (phases.length > 1_000) throw new Error('it does not stop asking');
          phases.push(commands?.sendings.list().at(-1)?.phase ?? '');
          whilePausing();
          return Promise.resolve();
        },
      },
    ],
  });
  TestBed.inject(LiveClient).start();
  const client = (commands = TestBed.inject(CommandClient));
  wire.beat('40');
  return {
    wire,
    sent,
    phases,
    commands: client,
    last: () => client.sendings.list().at(-1),
    whilePausing: (does: () => void) => (whilePausing = does),
  };
};
const activate = (commands: CommandClient) => commands.send('ActivateDataset', { datasetId: '1' }, { label: 'LHC22o' });

describe('sending a command', () => {
  it('posts it with a key, and is seen once the views have reached it', async () => {
    const { commands, sent, last } = desk();
    const outcome = await activate(commands);
    expect(sent[0]).toMatchObject({ url: '/api/commands/ActivateDataset', body: { datasetId: '1' } });
    expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(outcome.is === 'saved' && (await outcome.seen)).toBe('seen');
    expect(last()?.phase).toBe('seen');
  });

  it('says that the view is behind when it does not come within 5 s', async () => {
    const { commands, last } = desk(() => Promise.resolve(json(200, later)));
    const outcome = await activate(commands);
    expect(outcome.is === 'saved' && (await outcome.seen)).toBe('behind');
    expect(last()?.phase).toBe('behind');
  });

  it('asks the views how far they are when nothing on the screen moves', async () => {
    const { commands } = desk(() => Promise.resolve(json(200, later)));
    viewsAt = '41';
    const outcome = await activate(commands);
    expect(outcome.is === 'saved' && (await outcome.seen)).toBe('seen');
  });

  it('gives the sentence of a refusal and does not try again', async () => {
    const { commands, sent, last } = desk(() =>
      Promise.resolve(json(409, { detail: 'The dataset has no production.', refusal: { refused: 'DatasetEmpty' } })),
    );
    expect(await activate(commands)).toMatchObject({
      is: 'refused',
      because: 'The dataset has no production.',
      problem: { refusal: { refused: 'DatasetEmpty' } },
    });
    expect(sent).toHaveLength(1);
    expect(last()?.phase).toBe('refused');
  });

  it('asks with the same key until the outcome is known when the answer was lost', async () => {
    const { commands, sent, phases } = desk(
      () => Promise.reject(new TypeError('network')),
      () => Promise.resolve(json(503, { detail: 'being settled' })),
      () => Promise.resolve(json(200, '<html>')),
    );
    expect((await activate(commands)).is).toBe('saved');
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(phases.slice(0, 3)).toEqual(['asking', 'asking', 'asking']);
  });

  it('waits while offline and sends when the connection is back', async () => {
    const { wire, commands, sent, phases, whilePausing } = desk();
    wire.cut();
    whilePausing(() => {
      if (!wire.up) wire.connect();
    });
    expect((await activate(commands)).is).toBe('saved');
    expect(phases[0]).toBe('waiting');
    expect(sent).toHaveLength(1);
  });

  it('fails clearly, with nothing sent, when the connection does not come back', async () => {
    const { wire, commands, sent } = desk();
    wire.cut();
    expect(await activate(commands)).toMatchObject({
      is: 'refused',
      because: 'Not sent: no connection for a minute. Nothing was changed.',
    });
    expect(sent).toEqual([]);
  });

  it('changes nothing in the past', async () => {
    const { commands, sent } = desk();
    TestBed.inject(Moment).set('2025-11-26T13:07:32Z');
    expect(await activate(commands)).toMatchObject({ is: 'refused' });
    expect(commands.blocked()).toBe('This page shows the past. Nothing can be changed.');
    expect(sent).toEqual([]);
  });
});
