import { ImportFault } from './import-fault.js';

/** Checks that name the place: values come as parsed JSON whose numbers are texts (see `json-stream.ts`). */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown, path: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ImportFault(path, `should be an object, but is ${nameOf(value)}`);
  return value as Fields;
};
export const field = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

export const textField = (fields: Fields, name: string, path: string): string => {
  const value = field(fields, name);
  if (typeof value !== 'string') throw new ImportFault(`${path}.${name}`, `should be a text, but is ${nameOf(value)}`);
  return value;
};

// eslint-disable-next-line no-control-regex -- control characters are what names must not hold
const control = /[\u0000-\u001f\u007f]/;
/** A name that something is found by: not empty, of one line, and no key that reaches a prototype. */
export const nameField = (fields: Fields, name: string, path: string): string => {
  const value = textField(fields, name, path);
  if (value === '') throw new ImportFault(`${path}.${name}`, 'is empty');
  if (value.length > 300) throw new ImportFault(`${path}.${name}`, `is longer than 300 characters`);
  if (control.test(value)) throw new ImportFault(`${path}.${name}`, 'holds control characters');
  if (['__proto__', 'constructor', 'prototype'].includes(value)) throw new ImportFault(`${path}.${name}`, `“${value}” cannot be a name`);
  return value;
};

/** An absent list is an empty one. */
export const listField = (fields: Fields, name: string, path: string): readonly unknown[] => {
  const value = field(fields, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new ImportFault(`${path}.${name}`, `should be a list, but is ${nameOf(value)}`);
  return value as unknown[];
};

export const integerField = (fields: Fields, name: string, path: string): number => {
  const value = field(fields, name);
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) throw new ImportFault(`${path}.${name}`, `should be a whole number, but is ${nameOf(value)}`);
  return number;
};

/** A time with its offset, as UTC. */
export const instantField = (fields: Fields, name: string, path: string): string => {
  const text = textField(fields, name, path);
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : null;
  if (at === null || Number.isNaN(at.getTime())) throw new ImportFault(`${path}.${name}`, `“${text}” is no time with an offset`);
  return at.toISOString();
};

const nameOf = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? `“${value.slice(0, 40)}”` : typeof value === 'object' ? 'an object' : String(value as boolean);
};
