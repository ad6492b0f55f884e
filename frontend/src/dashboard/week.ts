const HOUR = 3_600_000;

/** A week before, at the full hour: the tile asks anew once an hour, and its link asks for the very same. */
export const weekBefore = (now: number): string => new Date(Math.floor(now / HOUR) * HOUR - 7 * 24 * HOUR).toISOString();
