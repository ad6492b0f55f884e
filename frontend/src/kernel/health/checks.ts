import { bytes, number } from '../format';

export type Check = {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail' | 'unknown';
  readonly word: string;
  readonly value: string;
  readonly sentence: string;
};

type Said = Readonly<Record<string, unknown>>;
const record = (thing: unknown): Said => (typeof thing === 'object' && thing !== null ? (thing as Said) : {});
const text = (thing: unknown): string => (typeof thing === 'string' ? thing : '');

/** Rows from `/readyz`: a list `checks`, or terminus' record `details` of name → facts. */
export const checksOf = (answer: unknown): readonly Check[] => {
  const said = record(answer);
  if (Array.isArray(said['checks'])) return said['checks'].map((check) => checkOf(text(record(check)['name']), record(check)));
  const facts =
    Object.keys(record(said['checks'])).length > 0
      ? record(said['checks'])
      : { ...record(said['info']), ...record(said['error']), ...record(said['details']) };
  return Object.entries(facts).map(([name, check]) => checkOf(name, record(check)));
};

const states: Readonly<Record<string, Check['state']>> = {
  ok: 'ok',
  up: 'ok',
  true: 'ok',
  ready: 'ok',
  warn: 'warn',
  warning: 'warn',
  degraded: 'warn',
  fail: 'fail',
  failed: 'fail',
  down: 'fail',
  error: 'fail',
  false: 'fail',
};
const words: Readonly<Record<Check['state'], string>> = { ok: 'Good', warn: 'Warning', fail: 'Failed', unknown: 'Unknown' };

const checkOf = (name: string, check: Said): Check => {
  const told = check['state'] ?? check['status'] ?? check['ok'];
  const state = states[typeof told === 'string' || typeof told === 'boolean' ? String(told) : ''] ?? 'unknown';
  const { name: _, state: __, status: ___, ok: ____, sentence, message, detail, value, ...rest } = check;
  return {
    name,
    state,
    word: words[state],
    value:
      value === undefined
        ? Object.entries(rest)
            .map(([fact, of]) => `${fact} ${shown(fact, of)}`)
            .join(', ')
        : shown(name, value),
    sentence: text(sentence) || text(message) || text(detail),
  };
};

const shown = (fact: string, value: unknown): string => {
  if (typeof value === 'number') return /bytes$/i.test(fact) ? bytes(value) : number(value, Number.isInteger(value) ? 0 : 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
};
