import type { ReplayStep } from '@hyperloop/contracts/kernel';
import { Player } from './player';

const at = (seconds: number): string => new Date(Date.UTC(2025, 10, 26, 14, 0, seconds)).toISOString();
const steps: readonly ReplayStep[] = [0, 10, 10, 70, 400].map((seconds, index) => ({
  position: String(8 + index),
  at: at(seconds),
  by: 'olga',
  type: 'JobsUpdated',
  says: `event ${index}`,
  ...(index === 2 || index === 4 ? { failures: index } : {}),
}));

describe('the player of a run', () => {
  it('goes through the events as fast as its speed says, and stops at the last', () => {
    const player = new Player(steps);
    player.toggle();
    player.elapse(100);
    expect(player.step()).toBe(0);
    player.elapse(70);
    expect(player.step()).toBe(2);
    player.setSpeed(600);
    player.elapse(100);
    expect([player.step(), player.playing()]).toEqual([3, true]);
    player.elapse(60_000);
    expect([player.step(), player.playing()]).toEqual([4, false]);
    player.toggle();
    expect([player.step(), player.playing()]).toEqual([0, true]);
  });

  it('needs ten seconds for any run at most speed', () => {
    const player = new Player(steps);
    player.setSpeed('max');
    player.toggle();
    player.elapse(5_000);
    expect(player.step()).toBe(2);
    player.elapse(5_000);
    expect([player.step(), player.playing()]).toEqual([4, false]);
  });

  it('does not run on from where it was stopped, but from where it was put', () => {
    const player = new Player(steps);
    player.toggle();
    player.elapse(9_000);
    player.pause();
    player.elapse(9_000);
    const stopped = player.step();
    player.seek(1);
    player.toggle();
    player.elapse(1);
    expect([stopped, player.step()]).toEqual([4, 2]);
  });

  it('goes from failure to failure, and says when there is none any more', () => {
    const player = new Player(steps);
    player.toggle();
    expect([player.nextFailure(), player.step(), player.playing()]).toEqual([true, 2, false]);
    expect([player.nextFailure(), player.step()]).toEqual([true, 4]);
    expect([player.nextFailure(), player.step()]).toEqual([false, 4]);
  });

  it('finds the event that a moment shows: the last one at or before it, by time and by position', () => {
    const player = new Player(steps);
    expect([at(10), at(69), at(9_999), at(-5), '9', '11', '99', '1'].map((moment) => player.stepAt(moment))).toEqual([
      2, 2, 4, 0, 1, 3, 4, 0,
    ]);
  });
});
