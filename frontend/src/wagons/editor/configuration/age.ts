const DAY = 86_400_000;

/** How strong the bar before a parameter is: set in the last day, week, month, half year, or long ago; 0: never. */
export const ageOf = (lastSet: number | undefined, now: number = Date.now()): number => {
  if (lastSet === undefined) return 0;
  const days = (now - lastSet) / DAY;
  return days < 1 ? 1 : days < 7 ? 0.7 : days < 31 ? 0.45 : days < 180 ? 0.3 : 0.15;
};
