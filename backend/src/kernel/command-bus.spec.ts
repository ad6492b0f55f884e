import { jest } from '@jest/globals';
import { BoilKettle, busOver, BuyKettle, FillKettle, kettleHandlings, settledFor } from './bench.testing.js';
import { AppendUnknown, EventTooLarge, LogFull } from './event-log/event-log.js';
import { MemoryLog } from './memory-log.testing.js';

const fill = (kettleId = '7', litres = 2) => FillKettle.of({ kettleId, litres });
const boil = (kettleId = '7') => BoilKettle.of({ kettleId });
/** Somebody else writes to the stream. */
const elsewhere = async (log: MemoryLog, nth: number): Promise<void> => {
  const meta = { at: '2026-11-23T09:00:00.000Z', by: 'piotr', commandId: `other-${nth}`, causationId: 'x', correlationId: 'x' };
  const before = log.before;
  log.before = () => undefined;
  await log.append('kettle-7', 'any', [{ type: 'KettleFilled', data: { kettleId: '7', litres: 1 }, meta }], meta.commandId);
  log.before = before;
};

describe('the command bus', () => {
  it('stores what the decider decides, with who, when and why (rule 12)', async () => {
    const { log, say } = busOver();
    expect(await say(fill(), 'c-1')).toEqual({
      is: 'saved',
      duplicate: false,
      answer: { position: '1', stream: 'kettle-7', revision: 0, events: 1 },
    });
    expect(log.events).toMatchObject([
      {
        type: 'KettleFilled',
        data: { kettleId: '7', litres: 2 },
        meta: { at: '2026-11-23T10:00:00.000Z', by: 'olga', commandId: 'c-1', causationId: 'c-1', correlationId: 'c-1' },
      },
    ]);
  });

  it('stores both names when somebody speaks for another (rule 12)', async () => {
    const { log, bus } = busOver();
    await bus.say(fill(), { by: 'olga', commandId: 'c-1', onBehalfOf: 'anna' });
    expect(log.events).toMatchObject([{ meta: { by: 'olga', onBehalfOf: 'anna' } }]);
  });

  it('stays quiet when it is so already, and says where the stream stands', async () => {
    const { log, say } = busOver();
    await say(fill(), 'c-1');
    await say(boil(), 'c-2');
    expect(await say(boil(), 'c-3')).toMatchObject({ is: 'saved', answer: { position: '2', revision: 1, events: 0 } });
    expect(log.events).toHaveLength(2);
  });

  it('answers a refusal with the sentence of the contract and the refusal as data', async () => {
    expect(await busOver().say(boil(), 'c-1')).toMatchObject({
      is: 'refused',
      problem: { status: 409, detail: 'Kettle 7 holds no water. Fill it first.', refusal: { refused: 'KettleEmpty', kettleId: '7' } },
    });
  });

  it.each([
    ['an unknown field', { kettleId: '7', litres: 1, colour: 'red' }, 'colour'],
    ['a wrong type', { kettleId: '7', litres: 'two' }, 'litres'],
    ['a missing field', { kettleId: '7' }, 'litres'],
    ['something that is no object', 'fill it', ''],
  ])('names the field of %s and stores nothing', async (_, data, path) => {
    const { log, say } = busOver();
    expect(await say({ type: 'FillKettle', data }, 'c-1')).toMatchObject({ is: 'refused', problem: { status: 400, errors: [{ path }] } });
    expect(log.events).toEqual([]);
  });

  it('does not know a command nobody handles', async () => {
    expect(await busOver().say({ type: 'SinkKettle', data: {} }, 'c-1')).toMatchObject({ is: 'refused', problem: { status: 404 } });
    expect(await busOver().say({ type: 'constructor', data: {} }, 'c-1')).toMatchObject({ is: 'refused', problem: { status: 404 } });
  });

  it('does not start with a command that is handled twice', () => {
    expect(() => busOver(new MemoryLog(), { handlings: [...kettleHandlings, ...kettleHandlings] })).toThrow('FillKettle is handled twice');
  });

  it('asks the policy before anything is looked up', async () => {
    const { log, say } = busOver(new MemoryLog(), {
      policy: { mayCommand: async () => Promise.resolve({ ok: false, reason: 'Only cooks can boil.' }) },
    });
    expect(await say(BuyKettle.of({ name: 'big' }), 'c-1')).toMatchObject({
      is: 'refused',
      problem: { status: 403, detail: 'Only cooks can boil.', refusal: { refused: 'NotAllowed' } },
    });
    expect(log.events).toEqual([]);
  });

  it('reads events of an older shape as if they were of today', async () => {
    const { log, say } = busOver();
    const meta = { at: '', by: 'olga', commandId: 'old', causationId: 'old', correlationId: 'old' };
    await log.append('kettle-7', 'no-stream', [{ type: 'KettleFilled', data: { kettleId: '7', cups: 4 }, meta }], 'old');
    expect(await say(boil(), 'c-1')).toMatchObject({ is: 'saved', answer: { events: 1 } });
  });

  it('breaks rather than judging a stream with an event it does not know', async () => {
    const { log, say } = busOver();
    await log.append(
      'kettle-7',
      'no-stream',
      [{ type: 'KettleMelted', data: {}, meta: { at: '', by: '', commandId: 'x', causationId: '', correlationId: '' } }],
      'x',
    );
    await expect(say(boil(), 'c-1')).rejects.toThrow('kettle-7 holds a KettleMelted');
  });
});

describe('a repeated command', () => {
  it('gives the first answer, also when the stream has moved on', async () => {
    const { log, say } = busOver();
    const first = await say(fill(), 'c-1');
    await say(boil(), 'c-2');
    expect(await say(fill(), 'c-1')).toEqual({ ...first, duplicate: true });
    expect(log.events).toHaveLength(2);
  });

  it('gives the first answer after a restart', async () => {
    const { log, say } = busOver();
    const first = await say(fill(), 'c-1');
    await say(boil(), 'c-2');
    expect(await busOver(log).say(fill(), 'c-1')).toEqual({ ...first, duplicate: true });
    expect(log.events).toHaveLength(2);
  });

  it('has one effect when a hundred arrive at once', async () => {
    const { log, say } = busOver();
    const answers = await Promise.all(Array.from({ length: 100 }, () => say(BuyKettle.of({ name: 'big' }), 'c-1')));
    expect(new Set(answers.map((said) => said.is === 'saved' && said.answer.stream))).toEqual(new Set(['kettle-1']));
    expect(log.of('kettle-1')).toHaveLength(1);
    expect(log.of('numbering-kettle')).toHaveLength(1);
  });

  it('keeps its number and its name when the facts are looked up again', async () => {
    const { log, say } = busOver();
    await say(BuyKettle.of({ name: 'big' }), 'c-1');
    expect(await busOver(log).say(BuyKettle.of({ name: 'big' }), 'c-1')).toMatchObject({
      is: 'saved',
      duplicate: true,
      answer: { stream: 'kettle-1' },
    });
    expect(log.of('numbering-kettle')).toHaveLength(1);
  });

  it('is judged anew when it was refused', async () => {
    const { say } = busOver();
    await say(boil(), 'c-1');
    await say(fill(), 'c-2');
    expect(await say(boil(), 'c-1')).toMatchObject({ is: 'saved' });
  });

  it('releases again what it held, so that a crash in between leaves nothing behind', async () => {
    const { log, say } = busOver();
    await say(fill('9'), 'c-1');
    await say(boil('9'), 'c-2');
    await busOver(log).say(boil('9'), 'c-2');
    expect(settledFor.filter((kettleId) => kettleId === '9')).toHaveLength(2);
  });
});

describe('commands said at the same moment', () => {
  it('go one after the other on one stream, so that nobody loses a race within one process (G9)', async () => {
    const { log, say } = busOver();
    const said = await Promise.all(Array.from({ length: 50 }, (_, n) => say(fill('7', 1 + (n % 2)), `c-${n}`)));
    expect(said.map(({ is }) => is)).toEqual(Array.from({ length: 50 }, () => 'saved'));
    expect(log.events).toHaveLength(50);
  });
});

describe('a lost race', () => {
  it('is decided anew on what the other stored', async () => {
    const { log, say } = busOver();
    log.before = async (_, attempt) => (attempt === 1 ? elsewhere(log, attempt) : undefined);
    expect(await say(fill(), 'c-1')).toMatchObject({ is: 'saved', answer: { revision: 1 } });
  });

  it('is given up after three more attempts, with the revision of now', async () => {
    const { log, say } = busOver();
    let attempts = 0;
    log.before = async (_, attempt) => (attempts++, elsewhere(log, attempt));
    expect(await say(fill(), 'c-1')).toMatchObject({
      is: 'refused',
      problem: { status: 409, title: 'Someone else was first', revision: 3 },
    });
    expect(attempts).toBe(4);
  });

  it('is not repeated for a client that said which revision it saw', async () => {
    const { log, say } = busOver();
    await say(fill(), 'c-1');
    await say(fill(), 'c-2');
    expect(await say(FillKettle.of({ kettleId: '7', litres: 1, seen: 0 }), 'c-3')).toMatchObject({
      is: 'refused',
      problem: { status: 409, refusal: { refused: 'StaleRevision', seen: 0, now: 1 }, revision: 1 },
    });
    expect(log.events).toHaveLength(2);
  });
});

describe('a log in trouble', () => {
  it.each([
    [new LogFull('disk full'), 507],
    [new EventTooLarge('2 MB'), 413],
  ])('is told as it is: %s', async (fault, status) => {
    const { log, say } = busOver();
    log.before = () => {
      throw fault;
    };
    expect(await say(fill(), 'c-1')).toMatchObject({ is: 'refused', problem: { status } });
  });

  it('is not taken for undone when it stops after the outcome had become unknown', async () => {
    const { log, say } = busOver();
    let tries = 0;
    log.before = () => {
      throw tries++ === 0 ? new AppendUnknown('no answer') : new LogFull('the log stopped writing: restart the program');
    };
    expect(await say(fill(), 'c-1')).toMatchObject({ is: 'refused', problem: { status: 503, title: 'Being settled' } });
    expect(await say(fill(), 'c-2')).toMatchObject({ is: 'refused', problem: { status: 503, title: 'The log is not written' } });
  });

  it('keeps nobody waiting: the answer is “being settled”, and the same key hears what became of it', async () => {
    jest.useFakeTimers();
    const { log, say } = busOver();
    let release: () => void = () => undefined;
    const silent = new Promise<void>((resolve) => (release = resolve));
    log.before = () => silent;
    const first = say(fill(), 'c-1');
    await jest.advanceTimersByTimeAsync(4_500);
    expect(await first).toMatchObject({ is: 'refused', problem: { status: 503, title: 'Being settled' } });
    const again = say(fill(), 'c-1');
    release();
    await jest.advanceTimersByTimeAsync(0);
    expect(await again).toMatchObject({ is: 'saved', duplicate: true, answer: { revision: 0 } });
    expect(log.events).toHaveLength(1);
    jest.useRealTimers();
  });

  it('is asked again with the same ids when the outcome is unknown, so that the effect is one', async () => {
    const { log, say } = busOver();
    let lost = 2;
    log.after = () => {
      if (lost-- > 0) throw new AppendUnknown('no answer');
    };
    expect(await say(fill(), 'c-1')).toMatchObject({ is: 'saved', answer: { revision: 0 } });
    expect(log.events).toHaveLength(1);
  });

  it('is told as being settled when the outcome stays unknown, and the same key finds the outcome later', async () => {
    const { log, say } = busOver();
    log.after = () => {
      throw new AppendUnknown('no answer');
    };
    log.before = (_, attempt) => {
      if (attempt > 1) throw new AppendUnknown('no answer');
    };
    expect(await say(fill(), 'c-1')).toMatchObject({ is: 'refused', problem: { status: 503 } });
    log.before = () => undefined;
    log.after = () => undefined;
    expect(await say(fill(), 'c-1')).toMatchObject({ is: 'saved', duplicate: true, answer: { revision: 0 } });
    expect(log.events).toHaveLength(1);
  });

  it('does not turn a stored command into a failure when releasing fails', async () => {
    const warned: string[] = [];
    const handlings = kettleHandlings.map((h) => ({ ...h, settle: async () => Promise.reject(new Error('no')) }));
    const { say } = busOver(new MemoryLog(), { handlings, warn: (message) => warned.push(message) });
    expect(await say(fill(), 'c-1')).toMatchObject({ is: 'saved' });
    expect(warned).toHaveLength(1);
  });
});
