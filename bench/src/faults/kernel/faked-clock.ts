import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** Of Debian's package libfaketime; the form for programs with threads. */
const library = (): string | undefined => globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0];

/** Makes sure that programs can be started with another clock; says why not where they cannot. */
export const noFakedClock = (): string | undefined => {
  if (library() !== undefined) return undefined;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'another clock needs libfaketime: apt-get install faketime';
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'faketime'], { stdio: 'ignore', timeout: 60_000 });
  return library() === undefined ? 'another clock needs libfaketime, which apt-get could not install' : undefined;
};

/**
 * The environment of a program whose wall clock is so far off (`+3h`, or seconds); its timers stay
 * right. Not the program `faketime`: killed, it would leave behind what it started.
 */
export const withClock = (clock: string): Readonly<Record<string, string>> => ({
  LD_PRELOAD: library() ?? '',
  FAKETIME: clock,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});
