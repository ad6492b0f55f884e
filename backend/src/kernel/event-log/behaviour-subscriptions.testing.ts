import { comparePositions, START } from '@hyperloop/contracts/kernel';
import type { Opened } from './opened.testing.js';
import { allOf, appendOne, cast, following, numbersOf } from './story.testing.js';

/** What a subscription promises: everything once and in order, old events first, then the new ones. */
export const subscriptionsBehave = (at: Opened): void => {
  describe('subscriptions', () => {
    it('catch up, say so, and go on live without a gap or a doubling', async () => {
      const { train, wagon, trains } = cast();
      const from = (await at.log.head()).position;
      for (let n = 0; n < 30; n++) await appendOne(at.log, n % 3 === 0 ? wagon(n) : train(n), n);
      const live = following(at.alsoClosing(at.log.subscribe({ from, filter: trains })));
      const writing = (async () => {
        for (let n = 30; n < 90; n++) await appendOne(at.log, n % 3 === 0 ? wagon(n) : train(n), n);
      })();
      await live.until(({ kind }) => kind === 'caughtUp');
      await writing;
      await live.untilEvents(60);
      expect(numbersOf(live.events())).toEqual(Array.from({ length: 90 }, (_, n) => n).filter((n) => n % 3 !== 0));
    });

    it('start after a position', async () => {
      const { train, trains } = cast();
      await appendOne(at.log, train(1), 1);
      const { position } = await appendOne(at.log, train(1), 2);
      await appendOne(at.log, train(1), 3);
      const live = following(at.alsoClosing(at.log.subscribe({ from: position, filter: trains })));
      await live.until(({ kind }) => kind === 'caughtUp');
      expect(numbersOf(live.events())).toEqual([3]);
    });

    it('see everything without a filter', async () => {
      const { train, wagon } = cast();
      const from = (await at.log.head()).position;
      const live = following(at.alsoClosing(at.log.subscribe({ from })));
      await live.until(({ kind }) => kind === 'caughtUp');
      await appendOne(at.log, train(1), 1);
      await appendOne(at.log, wagon(1), 2);
      await live.untilEvents(2);
      expect(numbersOf(live.events())).toEqual([1, 2]);
    });

    it('never step back: events, checkpoints and caughtUp come in the order of positions', async () => {
      const { train, wagon, trains } = cast();
      const from = (await at.log.head()).position;
      for (let n = 0; n < 40; n++) await appendOne(at.log, n < 3 ? train(n) : wagon(n), n);
      const live = following(at.alsoClosing(at.log.subscribe({ from, filter: trains })));
      await live.until(({ kind }) => kind === 'caughtUp');
      await appendOne(at.log, train(99), 99);
      await live.untilEvents(4);
      const positions = live.items.map((item) => (item.kind === 'events' ? (item.events.at(-1)?.position ?? START) : item.position));
      expect(positions).toEqual([...positions].sort(comparePositions));
    });

    it('wake a reader that is not the writer', async () => {
      const { train, trains } = cast();
      await appendOne(at.log, train(1), 1);
      const reader = at.alsoClosing(await at.place.openReader());
      const live = following(at.alsoClosing(reader.subscribe({ filter: trains })));
      await live.until(({ kind }) => kind === 'caughtUp');
      await appendOne(at.log, train(1), 2);
      await live.untilEvents(2);
      expect(numbersOf(live.events())).toEqual([1, 2]);
      expect(numbersOf(await allOf(reader, { filter: trains }))).toEqual([1, 2]);
      expect((await reader.head()).position).toBe((await at.log.head()).position);
    });

    it('serve several followers, each at its own pace', async () => {
      const { train, trains } = cast();
      const from = (await at.log.head()).position;
      const quick = following(at.alsoClosing(at.log.subscribe({ from, filter: trains })));
      const slow = following(at.alsoClosing(at.log.subscribe({ from, filter: trains })));
      for (let n = 0; n < 20; n++) await appendOne(at.log, train(1), n);
      await quick.untilEvents(20);
      await slow.untilEvents(20);
      expect(numbersOf(slow.events())).toEqual(numbersOf(quick.events()));
    });

    it('end when they are closed, also while waiting', async () => {
      const live = following(at.log.subscribe({ from: (await at.log.head()).position }));
      await live.until(({ kind }) => kind === 'caughtUp');
      const waiting = live.next();
      await live.close();
      expect((await waiting).done).toBe(true);
      expect((await live.next()).done).toBe(true);
    });
  });
};
