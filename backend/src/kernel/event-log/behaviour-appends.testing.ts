import type { Opened } from './opened.testing.js';
import { EventTooLarge, WrongRevision } from './event-log.js';
import { appendOne, cast, eventOf, metaOf, numbersOf, streamOf } from './story.testing.js';

/** What an append promises: outcome, order, isolation, one effect of a command. */
export const appendsBehave = (at: Opened): void => {
  describe('appends', () => {
    it('gives an event back as it was told, with revision, position and meta, also who stood behind whom (rule 12)', async () => {
      const { train, command } = cast();
      const id = command();
      const meta = { ...metaOf(id), onBehalfOf: 'alice' };
      const answer = await at.log.append(
        train(7),
        'no-stream',
        [{ type: 'TrainComposed', data: { trainId: '7', wagons: [1, 2] }, meta }],
        id,
      );
      const [event, ...others] = await streamOf(at.log, train(7));
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
      const answer = await at.log.append(
        train(7),
        'no-stream',
        [0, 1, 2].map((n) => eventOf('CounterMoved', { n }, id)),
        id,
      );
      const events = await streamOf(at.log, train(7));
      expect(numbersOf(events)).toEqual([0, 1, 2]);
      expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2]);
      expect(new Set(events.map((event) => event.id)).size).toBe(3);
      expect(answer).toEqual({ position: events[2]?.position, revision: 2, duplicate: false });
    });

    it('accepts what expects no stream, the right revision, or anything', async () => {
      const { train, command } = cast();
      const one = (expected: number | 'any' | 'no-stream') => at.log.append(train(7), expected, [eventOf('CounterMoved', {})], command());
      expect((await one('no-stream')).revision).toBe(0);
      expect((await one(0)).revision).toBe(1);
      expect((await one('any')).revision).toBe(2);
      expect((await one(2)).revision).toBe(3);
    });

    it('refuses a lost race, says where the stream really is, and stores nothing', async () => {
      const { train, command } = cast();
      await at.log.append(train(7), 'no-stream', [eventOf('CounterMoved', {}), eventOf('CounterMoved', {})], command());
      const late = (stream: string, expected: number | 'no-stream') =>
        at.log.append(stream, expected, [eventOf('CounterMoved', {})], command());
      await expect(late(train(7), 0)).rejects.toMatchObject({ name: 'WrongRevision', stream: train(7), expected: 0, actual: 1 });
      await expect(late(train(7), 'no-stream')).rejects.toMatchObject({ name: 'WrongRevision', actual: 1 });
      await expect(late(train(8), 3)).rejects.toMatchObject({ name: 'WrongRevision', actual: -1 });
      expect(await streamOf(at.log, train(7))).toHaveLength(2);
      expect(await streamOf(at.log, train(8))).toEqual([]);
    });

    it('lets a conflict fail only itself among appends made at the same moment', async () => {
      const { train, command } = cast();
      await appendOne(at.log, train('old'), 0);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_, n) =>
          at.log.append(n % 4 === 0 ? train('old') : train(n), n % 4 === 0 ? 5 : 'no-stream', [eventOf('CounterMoved', { n })], command()),
        ),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, (_, n) => (n % 4 === 0 ? 'rejected' : 'fulfilled')));
      expect(await streamOf(at.log, train('old'))).toHaveLength(1);
      expect(numbersOf(await streamOf(at.log, train(7)))).toEqual([7]);
    });

    it('loses no update when fifty writers move one stream (G9)', async () => {
      const { train, command } = cast();
      const stream = train('shared');
      const raise = async (): Promise<void> => {
        const [seen] = await streamOf(at.log, stream, { direction: 'backwards', limit: 1 });
        try {
          const n = ((seen?.data as { n?: number } | undefined)?.n ?? 0) + 1;
          await at.log.append(stream, seen?.revision ?? 'no-stream', [eventOf('CounterMoved', { n })], command());
        } catch (error) {
          if (!(error instanceof WrongRevision)) throw error;
          await raise();
        }
      };
      await Promise.all(Array.from({ length: 50 }, raise));
      expect(numbersOf(await streamOf(at.log, stream))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    });

    it('answers a repeated command with its first answer and stores nothing (G8)', async () => {
      const { train, command } = cast();
      const id = command();
      const events = [eventOf('CounterMoved', { n: 1 }, id), eventOf('CounterMoved', { n: 2 }, id)];
      const first = await at.log.append(train(7), 'no-stream', events, id);
      await appendOne(at.log, train(7), 3);
      expect(await at.log.append(train(7), 'no-stream', events, id)).toEqual({ ...first, duplicate: true });
      expect(await at.log.append(train(7), 'any', events, id)).toEqual({ ...first, duplicate: true });
      expect(numbersOf(await streamOf(at.log, train(7)))).toEqual([1, 2, 3]);
    });

    it('stores a command once when it arrives a hundred times at once', async () => {
      const { train, command } = cast();
      const id = command();
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => at.log.append(train(7), 'any', [eventOf('CounterMoved', { n: 1 }, id)], id)),
      );
      expect(new Set(answers.map(({ position, revision }) => `${position}@${revision}`)).size).toBe(1);
      expect(answers.filter(({ duplicate }) => !duplicate).length).toBeLessThanOrEqual(1);
      expect(await streamOf(at.log, train(7))).toHaveLength(1);
    });

    it('knows a repeated command after it was opened again', async () => {
      const { train, command } = cast();
      const id = command();
      const first = await at.log.append(train(7), 'no-stream', [eventOf('CounterMoved', { n: 1 }, id)], id);
      await at.log.close();
      const again = at.alsoClosing(await at.place.open());
      expect(await again.append(train(7), 'no-stream', [eventOf('CounterMoved', { n: 1 }, id)], id)).toEqual({ ...first, duplicate: true });
      expect(await streamOf(again, train(7))).toHaveLength(1);
    });

    it('knows all of a repeated command’s first answer after it was opened again, whatever the repetition expects and carries', async () => {
      const { train, command } = cast();
      const id = command();
      const moved = (n: number) => eventOf('CounterMoved', { n }, id);
      await appendOne(at.log, train(7), 1);
      const first = await at.log.append(train(7), 0, [moved(2), moved(3), moved(4)], id);
      await appendOne(at.log, train(7), 5);
      await at.log.close();
      const again = at.alsoClosing(await at.place.open());
      expect(await again.append(train(7), 4, [moved(9)], id)).toEqual({ ...first, duplicate: true });
      expect(numbersOf(await streamOf(again, train(7)))).toEqual([1, 2, 3, 4, 5]);
    });

    it('lets one command id act on two streams', async () => {
      const { train, wagon, command } = cast();
      const id = command();
      expect((await appendOne(at.log, train(7), 1, id)).duplicate).toBe(false);
      expect((await appendOne(at.log, wagon(7), 1, id)).duplicate).toBe(false);
    });

    it('keeps text of every script, dangerous keys and numbers as they are', async () => {
      const { train, command } = cast();
      const data = JSON.parse(
        '{"__proto__":{"admin":true},"constructor":"x","größe":"日本語 🚂 \\u0000 \\n","lone":"\\ud83d","n":0.1,"big":9007199254740991,"none":null}',
      ) as unknown;
      await at.log.append(train('größe 🚂'), 'no-stream', [eventOf('CounterMoved', data)], command());
      const [event] = await streamOf(at.log, train('größe 🚂'));
      expect(JSON.stringify(event?.data)).toBe(JSON.stringify(data));
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it('takes a large event and refuses one beyond a mebibyte, which goes to the blob store', async () => {
      const { train, command } = cast();
      const text = (bytes: number) => [eventOf('LogKept', { text: 'x'.repeat(bytes) })];
      await at.log.append(train(7), 'no-stream', text(900_000), command());
      await expect(at.log.append(train(7), 'any', text(1_100_000), command())).rejects.toThrow(EventTooLarge);
      const [event, ...others] = await streamOf(at.log, train(7));
      expect((event?.data as { text: string }).text).toHaveLength(900_000);
      expect(others).toEqual([]);
    });

    it('refuses names that are no names and an append of nothing', async () => {
      const { train, command } = cast();
      await expect(at.log.append('', 'any', [eventOf('CounterMoved', {})], command())).rejects.toThrow(TypeError);
      await expect(at.log.append('a\nb', 'any', [eventOf('CounterMoved', {})], command())).rejects.toThrow(TypeError);
      await expect(at.log.append(train(7), 'any', [eventOf('', {})], command())).rejects.toThrow(TypeError);
      await expect(at.log.append(train(7), 'any', [], command())).rejects.toThrow(TypeError);
    });

    it('is writable', async () => {
      expect(await at.log.writable()).toEqual({ ok: true });
    });
  });
};
