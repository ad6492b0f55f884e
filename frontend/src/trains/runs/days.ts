import { ZONE } from '../../kernel/format/time';

const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
/** `2026-11-23`: the day at CERN, as date fields and addresses write it. */
export const dayOf = (moment: number | string): string => day.format(new Date(moment));

/** When that day begins at CERN; `days` later for the end of a range. Undefined when it is no day. */
export const startOfDay = (text: string, days = 0): string | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) return undefined;
  const midnight = Date.parse(`${text}T00:00:00Z`) + days * 86_400_000;
  // CERN is one or two hours ahead of UTC: the one where the clock there shows the same day at midnight.
  const wanted = new Date(midnight).toISOString().slice(0, 10);
  const hour = (at: number) => new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' }).format(new Date(at));
  const found = [1, 2].map((ahead) => midnight - ahead * 3_600_000).find((at) => dayOf(at) === wanted && hour(at) === '00');
  return new Date(found ?? midnight).toISOString();
};
