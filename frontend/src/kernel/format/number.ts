/** Numbers as the screens write them: thin space for thousands, a space before the unit, − and –. */
export const NONE = '–';
const THIN = '\u2009';

/** `18 412`, `−3`, `0.98`. Nothing known: `–`. */
export const number = (value: number | null | undefined, decimals = 0): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const [whole = '0', rest] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  const zero = Number(Math.abs(value).toFixed(decimals)) === 0;
  return `${value < 0 && !zero ? '−' : ''}${grouped}${rest === undefined ? '' : `.${rest}`}`;
};

/** How many rows match; where they were not counted to the end, “or more”. */
export const matching = (total: number, atLeast: boolean): string => `${number(total)}${atLeast ? ' or more' : ''}`;

const steps = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
/** `1.9 GB`, `412 kB`, `96.1 TB`: decimal units, as the Grid counts them. */
export const bytes = (value: number | null | undefined): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  let step = 0;
  let size = Math.abs(value);
  // 999.95 would round up to four digits.
  while (size >= 999.5 && step < steps.length - 1) [size, step] = [size / 1000, step + 1];
  const decimals = step < 2 || size >= 100 ? 0 : 1;
  return `${value < 0 ? '−' : ''}${number(size, decimals)} ${steps[step] ?? 'B'}`;
};
export const bytesPerSecond = (value: number | null | undefined): string =>
  value === null || value === undefined ? NONE : `${bytes(value)}/s`;

/** `42 %` of a share 0…1. */
export const percent = (share: number | null | undefined, decimals = 0): string =>
  share === null || share === undefined || !Number.isFinite(share) ? NONE : `${number(share * 100, decimals)} %`;

/** `3 wagons`, `1 wagon`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;

/** `4th`, `1st`: a place in a queue. */
export const place = (n: number): string => {
  const end = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${number(n)}${end}`;
};
