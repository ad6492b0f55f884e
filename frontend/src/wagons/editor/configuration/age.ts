import type { WagonVariant } from '@hyperloop/contracts/wagons';
import type { ParameterRow } from '../../editing/grid-rows';

const DAY = 86_400_000;
/** How strong the bar before a parameter is: set in the last day, week, month, half year, or long ago; 0: never. */
export const ageOf = (variants: readonly WagonVariant[], { task, declaration }: ParameterRow, now: number = Date.now()): number => {
  const last = variants.reduce((latest, { values }) => {
    const given = values.find((value) => value.parameter === declaration.name && value.task === task);
    return given === undefined ? latest : Math.max(latest, Date.parse(given.setAt));
  }, 0);
  if (last === 0) return 0;
  const days = (now - last) / DAY;
  return days < 1 ? 1 : days < 7 ? 0.7 : days < 31 ? 0.45 : days < 180 ? 0.3 : 0.15;
};
