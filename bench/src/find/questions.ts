import type { FindOldDefaults, FindValues, ValueOp } from '@hyperloop/contracts/wagons';
import { Dice } from '../kernel/dice.js';
import { PARAMETERS, parameterName, tags, workflowName, type Size } from './world.js';

export type Question =
  | { door: 'values'; asked: FindValues }
  | { door: 'old-defaults'; asked: FindOldDefaults }
  | { door: 'parameters'; asked: { text: string } };

const numeric: readonly ValueOp[] = ['is', 'isNot', 'above', 'atLeast', 'below', 'atMost'];

/** What people would ask, mixed: common cuts and rare ones, exact and broad, with and without a narrowing filter, first pages and next ones. */
export const questionsOf = (count: number, { workflows, analyses }: Size): Question[] => {
  const dice = new Dice(9);
  const below = (n: number): number => dice.upTo(n);
  const narrowed = (): Partial<FindValues> => {
    const kind = below(8);
    if (kind === 0) return { workflow: workflowName(below(workflows)) };
    if (kind === 1) return { analysisId: String(below(analyses)) };
    if (kind === 2) return { enabled: true };
    if (kind === 3) return { active: true, enabled: true };
    return kind === 4 ? { packageTag: dice.pick(tags) } : {};
  };
  const parameter = (): { parameter: string; match?: 'contains' } => {
    const kind = below(10);
    if (kind < 3) return { parameter: 'cfgCutEta' };
    if (kind < 5) return { parameter: parameterName(0, below(40)) };
    if (kind < 9) return { parameter: parameterName(below(workflows), 40 + below(PARAMETERS - 40)) };
    return { parameter: dice.pick(['cfgCut', 'cfgOwn777', 'CutDca', 'cfgOwn12']), match: 'contains' };
  };
  const value = (): Partial<FindValues> => {
    const kind = below(10);
    if (kind === 0) return {};
    if (kind === 1) return { op: 'contains', value: dice.pick(['file_7', '.root', '1.', 'nowhere']) };
    return { op: dice.pick(numeric), value: dice.pick(['0.8', '0.81', '1.2', '1.45', '3.5', '9.9', '-1', '100']) };
  };
  return Array.from({ length: count }, (): Question => {
    const kind = below(20);
    if (kind === 0) return { door: 'parameters', asked: { text: dice.pick(['cfg', 'Eta', 'own7', 'cut', 'zzz']) } };
    if (kind < 4) {
      const named = below(2) === 0 ? parameter() : {};
      return { door: 'old-defaults', asked: { ...narrowed(), ...named, ...(below(3) === 0 ? { tag: dice.pick(tags) } : {}) } };
    }
    const from = dice.pick(['any', 'any', 'any', 'set', 'default', 'differs'] as const);
    return { door: 'values', asked: { ...parameter(), ...value(), ...narrowed(), from } };
  });
};
