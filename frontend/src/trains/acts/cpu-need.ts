import { cpuDays, duration } from '../../kernel/format';

/** CPU in days as everywhere; of a small dataset in hours, minutes or seconds, so that it is not “0.0 d”. */
export const cpuNeed = (days: number | null | undefined): string =>
  days !== null && days !== undefined && days > 0 && days < 0.1 ? duration(Math.max(1, days * 86_400)) : cpuDays(days);
