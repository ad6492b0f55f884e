import { Readable } from 'node:stream';
import { collect } from './collect.testing.js';
import { parsePulls, parseTags } from './index.js';

const source = (content: unknown) => Readable.from([Buffer.from(JSON.stringify(content))]);
const tag = {
  tag: 'daily-20251201-0000',
  packageTag: 'VO_ALICE@O2Physics::daily-20251201-0000-1',
  commit: '8a09d2d4778c25135622733190986cb178e5ea8e',
  date: '2021-07-14T15:30:00+02:00',
  masterIndex: 12,
};
const pull = {
  pr: 17560,
  subject: '[PWGCF] Added …',
  commit: tag.commit,
  merged: '2026-08-22T20:32:04+02:00',
  masterIndex: 15966,
};

describe('tags and pull requests (rules 88, 95)', () => {
  it('are read with their position, and times in UTC', async () => {
    expect(await collect(parseTags(source([tag])))).toEqual([
      {
        tag: 'daily-20251201-0000',
        packageTag: 'O2Physics::daily-20251201-0000-1',
        commit: tag.commit,
        releasedAt: '2021-07-14T13:30:00.000Z',
        masterIndex: 12,
      },
    ]);
    expect(await collect(parsePulls(source([pull])))).toEqual([
      {
        is: 'merged',
        pull: 17560,
        subject: '[PWGCF] Added …',
        commit: tag.commit,
        mergedAt: '2026-08-22T18:32:04.000Z',
        masterIndex: 15966,
      },
    ]);
  });
  it('may be open, or closed without a merge (rule 87)', async () => {
    const open = { pr: 17601, subject: '[PWGLF] One more cut', opened: '2026-08-23T09:00:00+02:00' };
    expect(await collect(parsePulls(source([open, { pr: 17602, state: 'closed', merged: null }])))).toEqual([
      { is: 'open', pull: 17601, subject: open.subject, openedAt: '2026-08-23T07:00:00.000Z' },
      { is: 'closed', pull: 17602 },
    ]);
    await expect(collect(parsePulls(source([{ ...open, state: 'draft' }])))).rejects.toThrow('[0].state: should be open or closed');
    await expect(collect(parsePulls(source([{ pr: 17603, subject: 'x' }])))).rejects.toThrow('[0].opened');
  });
  it('may be tags of the sources that no package was built of', async () => {
    expect(await collect(parseTags(source([{ ...tag, packageTag: null }])))).toMatchObject([{ tag: tag.tag, packageTag: null }]);
  });
  it.each([
    [[tag, { ...tag, date: 'yesterday' }], '[1].date: “yesterday” is no time with an offset'],
    [[{ ...tag, masterIndex: null }], '[0].masterIndex: should be a whole number, but is null'],
    [[{ ...tag, commit: 'HEAD' }], '[0].commit: “HEAD” is no commit'],
    [[7], '[0]: should be an object, but is “7”'],
    [{ tags: [] }, 'tags: should be an element of a list'],
  ])('are refused with their place', async (content, message) => {
    await expect(collect(parseTags(source(content)))).rejects.toThrow(message);
  });
});
