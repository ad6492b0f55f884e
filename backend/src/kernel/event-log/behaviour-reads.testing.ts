import { comparePositions, START } from '@hyperloop/contracts/kernel';
import type { Opened } from './opened.testing.js';
import { allOf, appendOne, cast, eventOf, numbersOf, streamOf } from './story.testing.js';

/** What reads promise: order, direction, bounds, filter. */
export const readsBehave = (at: Opened): void => {
  describe('reads', () => {
    it('yields nothing for a stream that does not exist', async () => {
      const { train } = cast();
      expect(await streamOf(at.log, train(404))).toEqual([]);
      expect(await streamOf(at.log, train(404), { direction: 'backwards' })).toEqual([]);
    });

    it('reads a stream from a revision on, both ways, and no more than asked', async () => {
      const { train } = cast();
      for (let n = 0; n < 6; n++) await appendOne(at.log, train(7), n);
      const read = async (options: Parameters<typeof streamOf>[2]) => numbersOf(await streamOf(at.log, train(7), options));
      expect(await read({})).toEqual([0, 1, 2, 3, 4, 5]);
      expect(await read({ from: 4 })).toEqual([4, 5]);
      expect(await read({ from: 1, limit: 2 })).toEqual([1, 2]);
      expect(await read({ direction: 'backwards' })).toEqual([5, 4, 3, 2, 1, 0]);
      expect(await read({ direction: 'backwards', limit: 1 })).toEqual([5]);
      expect(await read({ direction: 'backwards', from: 2 })).toEqual([2, 1, 0]);
      expect(await read({ from: 6 })).toEqual([]);
    });

    it('gives what was appended a moment ago as it gives it ever after', async () => {
      const { train, command } = cast();
      for (const [round, count] of [1, 3, 1, 2].entries()) {
        await at.log.append(
          train(7),
          'any',
          Array.from({ length: count }, (_, n) =>
            eventOf('CounterMoved', { n: round * 10 + n, not: undefined, text: `«${'é'.repeat(n)}»` }),
          ),
          command(),
        );
        const whole = await streamOf(at.log, train(7));
        for (let from = 0; from <= whole.length + 1; from++) {
          expect(await streamOf(at.log, train(7), { from })).toEqual(whole.slice(from));
          expect(await streamOf(at.log, train(7), { from, limit: 1 })).toEqual(whole.slice(from, from + 1));
        }
      }
    });

    it('reads a long stream in pages of a thousand at most', async () => {
      const { train, command } = cast();
      for (let part = 0; part < 5; part++)
        await at.log.append(
          train(7),
          'any',
          Array.from({ length: 500 }, (_, n) => eventOf('CounterMoved', { n: part * 500 + n })),
          command(),
        );
      const sizes: number[] = [];
      for await (const page of at.log.readStream(train(7))) sizes.push(page.length);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2_500);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
      expect(numbersOf(await streamOf(at.log, train(7)))).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
    });

    it('gives positions that strictly grow in the order of the answers', async () => {
      const { train, both } = cast();
      await Promise.all(Array.from({ length: 60 }, (_, n) => appendOne(at.log, train(n % 7), n)));
      const positions = (await allOf(at.log, { filter: both })).map(({ position }) => position);
      expect(positions).toHaveLength(60);
      expect(positions.every((position, i) => i === 0 || comparePositions(positions[i - 1] ?? START, position) < 0)).toBe(true);
    });

    it('keeps only streams that begin with a prefix, both ways, from a position on', async () => {
      const { train, wagon, trains, wagons, both } = cast();
      const answers = [];
      for (let n = 0; n < 6; n++) answers.push(await appendOne(at.log, n % 2 === 0 ? train(n) : wagon(n), n));
      const from = answers[2]?.position ?? START;
      const read = async (options: Parameters<typeof allOf>[1]) => numbersOf(await allOf(at.log, options));
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
      const before = (await at.log.head()).position;
      await appendOne(at.log, train(1), 1);
      await appendOne(at.log, wagon(1), 2);
      expect(numbersOf(await allOf(at.log, { from: before }))).toEqual([1, 2]);
      expect(numbersOf(await allOf(at.log, { direction: 'backwards', limit: 1 }))).toEqual([2]);
    });

    it('knows its head and, where it keeps a chain, the hash there', async () => {
      const { train } = cast();
      const before = await at.log.head();
      const { position } = await appendOne(at.log, train(1), 1);
      const after = await at.log.head();
      expect(after.position).toBe(position);
      expect(comparePositions(before.position, after.position)).toBeLessThan(0);
      expect(await at.log.hashAt(position)).toBe(after.hash);
      expect(await at.log.hashAt(before.position)).toBe(before.hash);
    });
  });
};
