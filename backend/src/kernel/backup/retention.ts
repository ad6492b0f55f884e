const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

type Rule = { every: number; lasting: number };
/** One an hour for a day, one a day for a week, one a week for four weeks. */
const RULES: readonly Rule[] = [
  { every: HOUR, lasting: DAY },
  { every: DAY, lasting: WEEK },
  { every: WEEK, lasting: 4 * WEEK },
];

/**
 * Which backups may go. The newest always stays, and of each hour, day and week (UTC) of the rules the newest one.
 * What lies in the future (a clock that was wrong) is not judged.
 */
export const outlived = <T extends { made: number }>(backups: readonly T[], now: number): readonly T[] => {
  const newestFirst = [...backups].sort((a, b) => b.made - a.made);
  const keep = new Set<T>(newestFirst.slice(0, 1));
  for (const { every, lasting } of RULES) {
    const filled = new Set<number>();
    for (const backup of newestFirst) {
      const bucket = Math.floor(backup.made / every);
      if (now - backup.made > lasting || filled.has(bucket)) continue;
      filled.add(bucket);
      keep.add(backup);
    }
  }
  return newestFirst.filter((backup) => backup.made <= now && !keep.has(backup));
};
