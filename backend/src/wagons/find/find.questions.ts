import type { JoinedQuestion, JoinedQuestions } from '../../kernel/read-side/joined/question.js';
import { findOldDefaultsWithin } from './find-old-defaults.js';
import { findValuesWithin } from './find-values.js';
import { foundNames } from './names.js';
import { BUDGETS } from './scope.js';

const findNames: JoinedQuestion<{ text: string }, unknown> = {
  views: ['wagon-variants'],
  answer: (joint, { text }) => foundNames(joint, text),
};

/** What is asked of several views at once, by the name in the address. */
export const questions: JoinedQuestions = {
  'find-values': findValuesWithin(BUDGETS),
  'find-old-defaults': findOldDefaultsWithin(BUDGETS),
  'find-names': findNames,
};
