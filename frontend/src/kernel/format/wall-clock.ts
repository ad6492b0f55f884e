import { ZONE } from './time';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const fields = (at: Date): Record<string, string> => Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));

/** `2025-11-26T14:07:32` at CERN, for a date field. */
export const wallClock = (moment: string | number): string => {
  const { year, month, day, hour, minute, second } = fields(new Date(moment));
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}`;
};

/** The instant a CERN wall clock showed this; null when it is no time. Seconds may be left out. */
export const fromWallClock = (text: string): Date | null => {
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?/.exec(text.trim());
  if (found === null) return null;
  const wanted = `${found[1] ?? ''}T${found[2] ?? ''}${found[3] ?? ':00'}`;
  const guess = new Date(`${wanted}Z`).getTime();
  if (Number.isNaN(guess)) return null;
  // The clock there is one or two hours ahead of UTC; the hour that summer time skips has no instant and gives the next.
  for (const ahead of [1, 2]) {
    const at = guess - ahead * 3_600_000;
    if (wallClock(at) === wanted) return new Date(at);
  }
  return new Date(guess - 3_600_000);
};
