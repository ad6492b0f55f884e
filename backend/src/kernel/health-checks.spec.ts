import { diskCheck, logCheck, parkedCheck, viewsCheck } from './health-checks.js';
import type { ProjectorStatus } from './read-side/index.js';

const level: ProjectorStatus = {
  position: '7',
  head: '7',
  lag: 0,
  caughtUp: true,
  parked: [],
  unknown: {},
  building: [],
  running: true,
  restarts: 0,
};

describe('readiness', () => {
  it('needs a log that takes events, and says why it does not', async () => {
    expect(await logCheck({ writable: async () => Promise.resolve({ ok: true }) }).check()).toMatchObject({ ok: true });
    expect(await logCheck({ writable: async () => Promise.resolve({ ok: false, reason: 'the disk is full' }) }).check()).toEqual({
      ok: false,
      value: 'read only',
      sentence: 'The log takes nothing at the moment: the disk is full.',
    });
  });

  it('looks at the disk of the data directory', async () => {
    expect(await diskCheck('.').check()).toMatchObject({ value: expect.stringMatching(/^\d+ %$/) as string });
    await expect(Promise.resolve(diskCheck('./not-there').check())).rejects.toThrow();
  });

  it('needs views that are folded, have caught up and move', () => {
    const clock = { now: 0 };
    let status = { ...level, lag: 500, caughtUp: false };
    const { check } = viewsCheck(
      () => status,
      () => clock.now,
    );
    expect(check()).toMatchObject({ ok: false, sentence: 'The views are catching up with the log.' });
    status = level;
    expect(check()).toMatchObject({ ok: true, value: 0 });
    status = { ...level, head: '20000', lag: 19993 };
    expect(check()).toMatchObject({ ok: true });
    clock.now += 31_000;
    expect(check()).toMatchObject({ ok: false, sentence: 'The views are behind the log and have not moved for 31 s.' });
    status = { ...status, position: '9000', lag: 11_000 };
    expect(check()).toMatchObject({ ok: true });
    status = { ...level, running: false };
    expect(check()).toMatchObject({ ok: false, value: 'stopped' });
  });

  it('goes on with parked streams: red for the operator, and still in the load balancer', () => {
    const one = (stream: string) =>
      // Of a parked event only these are looked at.
      ({ view: 'wagons', stream, position: '41', reason: 'WagonRegistered.name: too small' }) as ProjectorStatus['parked'][number];
    expect(parkedCheck(() => level).check()).toEqual({ ok: true, value: 0, sentence: 'Every event could be folded.' });
    const parked = [one('wagon-7'), one('wagon-7'), one('wagon-8')];
    expect(viewsCheck(() => ({ ...level, parked })).check()).toMatchObject({ ok: true });
    expect(parkedCheck(() => ({ ...level, parked })).check()).toMatchObject({
      ok: false,
      serves: true,
      value: 2,
      sentence: expect.stringMatching(/^wagon-7, wagon-8: .*position 41: WagonRegistered.name: too small.*npm run rebuild/) as string,
    });
  });
});
