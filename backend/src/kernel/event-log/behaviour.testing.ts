import { jest } from '@jest/globals';
import { comparePositions, START } from '@hyperloop/contracts/kernel';
import { EventTooLarge, WrongRevision, type EventLog, type EventReader } from './event-log.js';
import { allOf, appendOne, cast, eventOf, following, metaOf, numbersOf, streamOf } from './story.testing.js';

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

/** Where a log lives while one spec runs: it can be opened again, and read by somebody who does not write. */
export type Place = { open(): Promise<EventLog>; openReader(): Promise<EventReader>; end(): Promise<void> };

/** What every event log promises. Run on each adapter; the rest of the code cannot tell which one it has. */
export const behavesLikeAnEventLog = (name: string, makePlace: () => Promise<Place>): void => {
  describe(`the event log on ${name}`, () => {
    let place: Place;
    let log: EventLog;
    const opened: { close(): Promise<void> }[] = [];
    const alsoClosing = <T extends { close(): Promise<void> }>(one: T): T => {
      opened.push(one);
      return one;
    };

    beforeEach(async () => {
      place = await makePlace();
      log = alsoClosing(await place.open());
    });
    afterEach(async () => {
      for (const one of opened.splice(0).reverse()) await one.close();
      await place.end();
    });

    describe('appends', () => {
      it('gives an event back as it was told, with revision, position and meta', async () => {
        const { train, command } = cast();
        const id = command();
        const meta = { ...metaOf(id), onBehalfOf: 'alice' };
        const answer = await log.append(train(7), 'no-stream', [{ type: 'TrainComposed', data: { trainId: '7', wagons: [1, 2] }, meta }], id);
        const [event, ...others] = await streamOf(log, train(7));
        expect(others).toEqual([]);
        expect(event).toEqual({
          id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
          stream: train(7),
          revision: 0,
          position: answer.position,
          type: 'TrainComposed',
          data: { trainId: '7', wagons: [1, 2] },
          meta,
        });
        expect(answer).toEqual({ position: event?.position, revision: 0, duplicate: false });
      });

      it('stores all events of an append in their order and answers for the last', async () => {
        const { train, command } = cast();
        const id = command();
        const answer = await log.append(train(7), 'no-stream', [0, 1, 2].map((n) => eventOf('CounterMoved', { n }, id)), id);
        const events = await streamOf(log, train(7));
        expect(numbersOf(events)).toEqual([0, 1, 2]);
        expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2]);
        expect(new Set(events.map((event) => event.id)).size).toBe(3);
        expect(answer).toEqual({ position: events[2]?.position, revision: 2, duplicate: false });
      });

      it('accepts what expects no stream, the right revision, or anything', async () => {
        const { train, command } = cast();
        const one = (expected: number | 'any' | 'no-stream') => log.append(train(7), expected, [eventOf('CounterMoved', {})], command());
        expect((await one('no-stream')).revision).toBe(0);
        expect((await one(0)).revision).toBe(1);
        expect((await one('any')).revision).toBe(2);
        expect((await one(2)).revision).toBe(3);
      });

      it('refuses a lost race, says where the stream really is, and stores nothing', async () => {
        const { train, command } = cast();
        await log.append(train(7), 'no-stream', [eventOf('CounterMoved', {}), eventOf('CounterMoved', {})], command());
        const late = (stream: string, expected: number | 'no-stream') => log.append(stream, expected, [eventOf('CounterMoved', {})], command());
        await expect(late(train(7), 0)).rejects.toMatchObject({ name: 'WrongRevision', stream: train(7), expected: 0, actual: 1 });
        await expect(late(train(7), 'no-stream')).rejects.toMatchObject({ name: 'WrongRevision', actual: 1 });
        await expect(late(train(8), 3)).rejects.toMatchObject({ name: 'WrongRevision', actual: -1 });
        expect(await streamOf(log, train(7))).toHaveLength(2);
        expect(await streamOf(log, train(8))).toEqual([]);
      });

      it('lets a conflict fail only itself among appends made at the same moment', async () => {
        const { train, command } = cast();
        await appendOne(log, train('old'), 0);
        const outcomes = await Promise.allSettled(
          Array.from({ length: 40 }, (_, n) =>
            log.append(n % 4 === 0 ? train('old') : train(n), n % 4 === 0 ? 5 : 'no-stream', [eventOf('CounterMoved', { n })], command()),
          ),
        );
        expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, (_, n) => (n % 4 === 0 ? 'rejected' : 'fulfilled')));
        expect(await streamOf(log, train('old'))).toHaveLength(1);
        expect(numbersOf(await streamOf(log, train(7)))).toEqual([7]);
      });

      it('loses no update when fifty writers move one stream (G9)', async () => {
        const { train, command } = cast();
        const stream = train('shared');
        const raise = async (): Promise<void> => {
          const [seen] = await streamOf(log, stream, { direction: 'backwards', limit: 1 });
          try {
            const n = ((seen?.data as { n?: number } | undefined)?.n ?? 0) + 1;
            await log.append(stream, seen?.revision ?? 'no-stream', [eventOf('CounterMoved', { n })], command());
          } catch (error) {
            if (!(error instanceof WrongRevision)) throw error;
            await raise();
          }
        };
        await Promise.all(Array.from({ length: 50 }, raise));
        expect(numbersOf(await streamOf(log, stream))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
      });

      it('answers a repeated command with its first answer and stores nothing (G8)', async () => {
        const { train, command } = cast();
        const id = command();
        const events = [eventOf('CounterMoved', { n: 1 }, id), eventOf('CounterMoved', { n: 2 }, id)];
        const first = await log.append(train(7), 'no-stream', events, id);
        await appendOne(log, train(7), 3);
        expect(await log.append(train(7), 'no-stream', events, id)).toEqual({ ...first, duplicate: true });
        expect(await log.append(train(7), 'any', events, id)).toEqual({ ...first, duplicate: true });
        expect(numbersOf(await streamOf(log, train(7)))).toEqual([1, 2, 3]);
      });

      it('stores a command once when it arrives a hundred times at once', async () => {
        const { train, command } = cast();
        const id = command();
        const answers = await Promise.all(Array.from({ length: 100 }, () => log.append(train(7), 'any', [eventOf('CounterMoved', { n: 1 }, id)], id)));
        expect(new Set(answers.map(({ position, revision }) => `${position}@${revision}`)).size).toBe(1);
        expect(answers.filter(({ duplicate }) => !duplicate).length).toBeLessThanOrEqual(1);
        expect(await streamOf(log, train(7))).toHaveLength(1);
      });

      it('knows a repeated command after it was opened again', async () => {
        const { train, command } = cast();
        const id = command();
        const first = await log.append(train(7), 'no-stream', [eventOf('CounterMoved', { n: 1 }, id)], id);
        await log.close();
        const again = alsoClosing(await place.open());
        expect(await again.append(train(7), 'no-stream', [eventOf('CounterMoved', { n: 1 }, id)], id)).toEqual({ ...first, duplicate: true });
        expect(await streamOf(again, train(7))).toHaveLength(1);
      });

      it('lets one command id act on two streams', async () => {
        const { train, wagon, command } = cast();
        const id = command();
        expect((await appendOne(log, train(7), 1, id)).duplicate).toBe(false);
        expect((await appendOne(log, wagon(7), 1, id)).duplicate).toBe(false);
      });

      it('keeps text of every script, dangerous keys and numbers as they are', async () => {
        const { train, command } = cast();
        const data = JSON.parse('{"__proto__":{"admin":true},"constructor":"x","größe":"日本語 🚂 \\u0000 \\n","lone":"\\ud83d","n":0.1,"big":9007199254740991,"none":null}') as unknown;
        await log.append(train('größe 🚂'), 'no-stream', [eventOf('CounterMoved', data)], command());
        const [event] = await streamOf(log, train('größe 🚂'));
        expect(JSON.stringify(event?.data)).toBe(JSON.stringify(data));
        expect(({} as { admin?: boolean }).admin).toBeUndefined();
      });

      it('takes a large event and refuses one beyond a mebibyte, which goes to the blob store', async () => {
        const { train, command } = cast();
        const text = (bytes: number) => [eventOf('LogKept', { text: 'x'.repeat(bytes) })];
        await log.append(train(7), 'no-stream', text(900_000), command());
        await expect(log.append(train(7), 'any', text(1_100_000), command())).rejects.toThrow(EventTooLarge);
        const [event, ...others] = await streamOf(log, train(7));
        expect((event?.data as { text: string }).text).toHaveLength(900_000);
        expect(others).toEqual([]);
      });

      it('refuses names that are no names and an append of nothing', async () => {
        const { train, command } = cast();
        await expect(log.append('', 'any', [eventOf('CounterMoved', {})], command())).rejects.toThrow(TypeError);
        await expect(log.append('a\nb', 'any', [eventOf('CounterMoved', {})], command())).rejects.toThrow(TypeError);
        await expect(log.append(train(7), 'any', [eventOf('', {})], command())).rejects.toThrow(TypeError);
        await expect(log.append(train(7), 'any', [], command())).rejects.toThrow(TypeError);
      });

      it('is writable', async () => {
        expect(await log.writable()).toEqual({ ok: true });
      });
    });

    describe('reads', () => {
      it('yields nothing for a stream that does not exist', async () => {
        const { train } = cast();
        expect(await streamOf(log, train(404))).toEqual([]);
        expect(await streamOf(log, train(404), { direction: 'backwards' })).toEqual([]);
      });

      it('reads a stream from a revision on, both ways, and no more than asked', async () => {
        const { train } = cast();
        for (let n = 0; n < 6; n++) await appendOne(log, train(7), n);
        const read = async (options: Parameters<typeof streamOf>[2]) => numbersOf(await streamOf(log, train(7), options));
        expect(await read({})).toEqual([0, 1, 2, 3, 4, 5]);
        expect(await read({ from: 4 })).toEqual([4, 5]);
        expect(await read({ from: 1, limit: 2 })).toEqual([1, 2]);
        expect(await read({ direction: 'backwards' })).toEqual([5, 4, 3, 2, 1, 0]);
        expect(await read({ direction: 'backwards', limit: 1 })).toEqual([5]);
        expect(await read({ direction: 'backwards', from: 2 })).toEqual([2, 1, 0]);
        expect(await read({ from: 6 })).toEqual([]);
      });

      it('reads a long stream in pages of a thousand at most', async () => {
        const { train, command } = cast();
        for (let part = 0; part < 5; part++)
          await log.append(train(7), 'any', Array.from({ length: 500 }, (_, n) => eventOf('CounterMoved', { n: part * 500 + n })), command());
        const sizes: number[] = [];
        for await (const page of log.readStream(train(7))) sizes.push(page.length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2_500);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
        expect(numbersOf(await streamOf(log, train(7)))).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
      });

      it('gives positions that strictly grow in the order of the answers', async () => {
        const { train, both } = cast();
        await Promise.all(Array.from({ length: 60 }, (_, n) => appendOne(log, train(n % 7), n)));
        const positions = (await allOf(log, { filter: both })).map(({ position }) => position);
        expect(positions).toHaveLength(60);
        expect(positions.every((position, i) => i === 0 || comparePositions(positions[i - 1] ?? START, position) < 0)).toBe(true);
      });

      it('keeps only streams that begin with a prefix, both ways, from a position on', async () => {
        const { train, wagon, trains, wagons, both } = cast();
        const answers = [];
        for (let n = 0; n < 6; n++) answers.push(await appendOne(log, n % 2 === 0 ? train(n) : wagon(n), n));
        const from = answers[2]?.position ?? START;
        const read = async (options: Parameters<typeof allOf>[1]) => numbersOf(await allOf(log, options));
        expect(await read({ filter: trains })).toEqual([0, 2, 4]);
        expect(await read({ filter: wagons, direction: 'backwards' })).toEqual([5, 3, 1]);
        expect(await read({ filter: both })).toEqual([0, 1, 2, 3, 4, 5]);
        expect(await read({ filter: both, from })).toEqual([3, 4, 5]);
        expect(await read({ filter: both, from, direction: 'backwards' })).toEqual([1, 0]);
        expect(await read({ filter: both, from, limit: 2 })).toEqual([3, 4]);
        expect(await read({ filter: both, direction: 'backwards', limit: 2 })).toEqual([5, 4]);
        expect(await read({ from, filter: { streamPrefixes: ['nothing-like-it-'] } })).toEqual([]);
      });

      it('reads everything without a filter', async () => {
        const { train, wagon } = cast();
        const before = (await log.head()).position;
        await appendOne(log, train(1), 1);
        await appendOne(log, wagon(1), 2);
        expect(numbersOf(await allOf(log, { from: before }))).toEqual([1, 2]);
        expect(numbersOf(await allOf(log, { direction: 'backwards', limit: 1 }))).toEqual([2]);
      });

      it('knows its head and, where it keeps a chain, the hash there', async () => {
        const { train } = cast();
        const before = await log.head();
        const { position } = await appendOne(log, train(1), 1);
        const after = await log.head();
        expect(after.position).toBe(position);
        expect(comparePositions(before.position, after.position)).toBeLessThan(0);
        expect(await log.hashAt(position)).toBe(after.hash);
        expect(await log.hashAt(before.position)).toBe(before.hash);
      });
    });

    describe('subscriptions', () => {
      it('catch up, say so, and go on live without a gap or a doubling', async () => {
        const { train, wagon, trains } = cast();
        const from = (await log.head()).position;
        for (let n = 0; n < 30; n++) await appendOne(log, n % 3 === 0 ? wagon(n) : train(n), n);
        const live = following(alsoClosing(log.subscribe({ from, filter: trains })));
        const writing = (async () => {
          for (let n = 30; n < 90; n++) await appendOne(log, n % 3 === 0 ? wagon(n) : train(n), n);
        })();
        await live.until(({ kind }) => kind === 'caughtUp');
        await writing;
        await live.untilEvents(60);
        expect(numbersOf(live.events())).toEqual(Array.from({ length: 90 }, (_, n) => n).filter((n) => n % 3 !== 0));
      });

      it('start after a position', async () => {
        const { train, trains } = cast();
        await appendOne(log, train(1), 1);
        const { position } = await appendOne(log, train(1), 2);
        await appendOne(log, train(1), 3);
        const live = following(alsoClosing(log.subscribe({ from: position, filter: trains })));
        await live.until(({ kind }) => kind === 'caughtUp');
        expect(numbersOf(live.events())).toEqual([3]);
      });

      it('see everything without a filter', async () => {
        const { train, wagon } = cast();
        const from = (await log.head()).position;
        const live = following(alsoClosing(log.subscribe({ from })));
        await live.until(({ kind }) => kind === 'caughtUp');
        await appendOne(log, train(1), 1);
        await appendOne(log, wagon(1), 2);
        await live.untilEvents(2);
        expect(numbersOf(live.events())).toEqual([1, 2]);
      });

      it('never step back: events, checkpoints and caughtUp come in the order of positions', async () => {
        const { train, wagon, trains } = cast();
        const from = (await log.head()).position;
        for (let n = 0; n < 40; n++) await appendOne(log, n < 3 ? train(n) : wagon(n), n);
        const live = following(alsoClosing(log.subscribe({ from, filter: trains })));
        await live.until(({ kind }) => kind === 'caughtUp');
        await appendOne(log, train(99), 99);
        await live.untilEvents(4);
        const positions = live.items.map((item) => (item.kind === 'events' ? (item.events.at(-1)?.position ?? START) : item.position));
        expect(positions).toEqual([...positions].sort(comparePositions));
      });

      it('wake a reader that is not the writer', async () => {
        const { train, trains } = cast();
        await appendOne(log, train(1), 1);
        const reader = alsoClosing(await place.openReader());
        const live = following(alsoClosing(reader.subscribe({ filter: trains })));
        await live.until(({ kind }) => kind === 'caughtUp');
        await appendOne(log, train(1), 2);
        await live.untilEvents(2);
        expect(numbersOf(live.events())).toEqual([1, 2]);
        expect(numbersOf(await allOf(reader, { filter: trains }))).toEqual([1, 2]);
        expect((await reader.head()).position).toBe((await log.head()).position);
      });

      it('serve several followers, each at its own pace', async () => {
        const { train, trains } = cast();
        const from = (await log.head()).position;
        const quick = following(alsoClosing(log.subscribe({ from, filter: trains })));
        const slow = following(alsoClosing(log.subscribe({ from, filter: trains })));
        for (let n = 0; n < 20; n++) await appendOne(log, train(1), n);
        await quick.untilEvents(20);
        await slow.untilEvents(20);
        expect(numbersOf(slow.events())).toEqual(numbersOf(quick.events()));
      });

      it('end when they are closed, also while waiting', async () => {
        const live = following(log.subscribe({ from: (await log.head()).position }));
        await live.until(({ kind }) => kind === 'caughtUp');
        const waiting = live.next();
        await live.close();
        expect((await waiting).done).toBe(true);
        expect((await live.next()).done).toBe(true);
      });
    });
  });
};
