import { jest } from '@jest/globals';
import { appendsBehave } from './behaviour-appends.testing.js';
import { readsBehave } from './behaviour-reads.testing.js';
import { subscriptionsBehave } from './behaviour-subscriptions.testing.js';
import type { Closing, Opened, Place } from './opened.testing.js';

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

/** What every event log promises. Run on each adapter; the rest of the code cannot tell which one it has. */
export const behavesLikeAnEventLog = (name: string, makePlace: () => Promise<Place>): void => {
  describe(`the event log on ${name}`, () => {
    const open: Closing[] = [];
    const at = {
      alsoClosing: <T extends Closing>(one: T): T => {
        open.push(one);
        return one;
      },
    } as Opened;

    beforeEach(async () => {
      at.place = await makePlace();
      at.log = at.alsoClosing(await at.place.open());
    });
    afterEach(async () => {
      for (const one of open.splice(0).reverse()) await one.close();
      await at.place.end();
    });

    appendsBehave(at);
    readsBehave(at);
    subscriptionsBehave(at);
  });
};
