import { comparePositions } from '@hyperloop/contracts/kernel';
import { number } from '../format';

export type ChosenPosition = { is: 'position'; position: string } | { is: 'wrong'; because: string };

/** A position as somebody writes or pastes it: with spaces between thousands, never beyond what the log is known to hold. */
export const chosenPosition = (text: string, newest: string): ChosenPosition => {
  const digits = text.replaceAll(/[\s\u2009\u202f]/g, '').replace(/^0+(?=\d)/, '');
  if (!/^\d{1,20}$/.test(digits)) return { is: 'wrong', because: 'A log position is a whole number, as 18412.' };
  if (newest !== '0' && comparePositions(digits, newest) > 0)
    return { is: 'wrong', because: `The log ends at ${number(Number(newest))}; position ${number(Number(digits))} has not come yet.` };
  return { is: 'position', position: digits };
};
