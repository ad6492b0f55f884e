import { NONE, number } from './number';

/** Everybody sees the same clock: that of CERN. */
export const ZONE = 'Europe/Zurich';
type Moment = string | number | Date | null | undefined;

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const zone = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeZoneName: 'short' });
type Parts = { year: string; month: string; day: string; hour: string; minute: string; second: string };
const take = (moment: Moment): Parts | null => {
  if (moment === null || moment === undefined) return null;
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return null;
  const found = Object.fromEntries(parts.formatToParts(date).map(({ type, value }) => [type, value])) as Parts;
  // en-GB says “Sept”; every month has three letters here.
  return { ...found, month: found.month.slice(0, 3) };
};

/** `2 Dec 14:28:03`, with the year when it is not this one. */
export const time = (moment: Moment, now: Moment = Date.now()): string => {
  const at = take(moment);
  if (at === null) return NONE;
  const year = at.year === take(now)?.year ? '' : ` ${at.year}`;
  return `${at.day} ${at.month}${year} ${at.hour}:${at.minute}:${at.second}`;
};
/** `26 Nov 2025, 14:07:32 CET`: for the banner of the past. */
export const fullTime = (moment: Moment): string => {
  const at = take(moment);
  return at === null ? NONE : `${at.day} ${at.month} ${at.year}, ${at.hour}:${at.minute}:${at.second} ${zoneOf(moment)}`;
};
/** `14:28` today, `2 Dec` this year, `2 Dec 2024` before. */
export const shortTime = (moment: Moment, now: Moment = Date.now()): string => {
  const at = take(moment);
  const today = take(now);
  if (at === null || today === null) return NONE;
  if (at.year !== today.year) return `${at.day} ${at.month} ${at.year}`;
  return at.day === today.day && at.month === today.month ? `${at.hour}:${at.minute}` : `${at.day} ${at.month}`;
};
/** `14:28:03`. */
export const clockTime = (moment: Moment): string => {
  const at = take(moment);
  return at === null ? NONE : `${at.hour}:${at.minute}:${at.second}`;
};
/** `CET` or `CEST`, once per page. */
export const zoneOf = (moment: Moment = Date.now()): string => {
  const name = zone.formatToParts(new Date(moment ?? Date.now())).find(({ type }) => type === 'timeZoneName')?.value ?? 'CET';
  return name === 'GMT+1' ? 'CET' : name === 'GMT+2' ? 'CEST' : name;
};

/** `2 h ago`, only where age is the point; put the exact time in its title. */
export const age = (moment: Moment, now: Moment = Date.now()): string => {
  if (moment === null || moment === undefined) return NONE;
  const seconds = Math.max(0, (new Date(now ?? Date.now()).getTime() - new Date(moment).getTime()) / 1000);
  if (Number.isNaN(seconds)) return NONE;
  if (seconds < 45) return 'now';
  if (seconds < 3600) return `${number(Math.max(1, Math.round(seconds / 60)))} min ago`;
  if (seconds < 86_400) return `${number(Math.round(seconds / 3600))} h ago`;
  return `${number(Math.round(seconds / 86_400))} d ago`;
};

/** `4 m 38 s`, `6 h 28 m`, `12 d 3 h`: the two largest units. */
export const duration = (seconds: number | null | undefined): string => {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE;
  const s = Math.round(Math.abs(seconds));
  const sign = seconds < 0 && s > 0 ? '−' : '';
  if (s < 60) return `${sign}${String(s)} s`;
  if (s < 3600) return `${sign}${String(Math.floor(s / 60))} m${two(s % 60, 's')}`;
  if (s < 86_400) return `${sign}${String(Math.floor(s / 3600))} h${two(Math.floor((s % 3600) / 60), 'm')}`;
  return `${sign}${number(Math.floor(s / 86_400))} d${two(Math.floor((s % 86_400) / 3600), 'h')}`;
};
const two = (value: number, unit: string): string => (value === 0 ? '' : ` ${String(value)} ${unit}`);

/** CPU need: `112 d`, `3.4 d`, `2.1 y`. */
export const cpuDays = (days: number | null | undefined): string => {
  if (days === null || days === undefined || !Number.isFinite(days)) return NONE;
  if (days >= 3650) return `${number(days / 365, 1)} y`;
  return `${number(days, days < 10 && days !== 0 ? 1 : 0)} d`;
};
