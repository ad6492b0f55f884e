import type { Binning } from '../../../kernel/root-json/index.js';

/** Values of one task as they stand in configuration.json: scalars as text, arrays wrapped in `values`. */
export type ConfigurationValues = Readonly<Record<string, unknown>>;

/** A value that cannot be what its parameter is; the device stops and says which. */
export class ConfigurationFault extends Error {}

/** An own `values`: every array has an inherited one. */
const wrapped = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'values') ? (value as { values: unknown }).values : value;

export const asNumber = (value: unknown): number => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
};

/** `[bins, min, max]`, or 0 followed by the edges; undefined when it is neither. */
export const asBinning = (value: unknown): Binning | undefined => {
  const list = wrapped(value);
  if (!Array.isArray(list)) return undefined;
  const numbers = list.map(asNumber);
  if (numbers.length < 3 || numbers.some((n) => !Number.isFinite(n))) return undefined;
  const [bins = 0, min = 0, max = 0] = numbers;
  if (bins === 0) return rising(numbers.slice(1)) ? { edges: numbers.slice(1) } : undefined;
  return numbers.length === 3 && Number.isInteger(bins) && bins > 0 && min < max ? { bins, min, max } : undefined;
};
const rising = (edges: readonly number[]): boolean => edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? Infinity));

/** Groups are dotted keys in the field's flat form and nested objects in the framework's own dump; both are read. */
const lookUp = (values: ConfigurationValues, name: string): unknown => {
  if (Object.hasOwn(values, name)) return values[name];
  let at: unknown = values;
  for (const part of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as ConfigurationValues)[part];
  }
  return at;
};

/** The parameters of one task: what was configured, else the declared default. Remembers what was asked for. */
export class TaskConfiguration {
  readonly read = new Set<string>();

  constructor(
    readonly task: string,
    private readonly values: ConfigurationValues,
    private readonly defaults: ConfigurationValues,
  ) {}

  private value(name: string): unknown {
    this.read.add(name);
    const value = lookUp(this.values, name) ?? lookUp(this.defaults, name);
    if (value === undefined) throw new ConfigurationFault(`${this.task} has no parameter ${name}`);
    return value;
  }

  number(name: string): number {
    const value = this.value(name);
    const number = asNumber(value);
    if (Number.isNaN(number)) throw new ConfigurationFault(`${this.task}: ${name} is ${JSON.stringify(value)}, which is no number`);
    return number;
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === true || value === 'true' || value === '1' || value === 1) return true;
    if (value === false || value === 'false' || value === '0' || value === 0) return false;
    throw new ConfigurationFault(`${this.task}: ${name} is ${JSON.stringify(value)}, which is neither true nor false`);
  }

  text(name: string): string {
    return String(this.value(name));
  }

  binning(name: string): Binning {
    const value = this.value(name);
    const binning = asBinning(value);
    if (!binning) throw new ConfigurationFault(`${this.task}: ${name} is ${JSON.stringify(value)?.slice(0, 80)}, which is no axis`);
    return binning;
  }

  numbers(name: string): number[] {
    const value = wrapped(this.value(name));
    const list: unknown[] = Array.isArray(value) ? value.flat() : [value];
    return list.map((item) => {
      const number = asNumber(item);
      if (Number.isNaN(number)) throw new ConfigurationFault(`${this.task}: ${name} holds ${JSON.stringify(item)}, which is no number`);
      return number;
    });
  }

  /** All configured values, for the stand-in, which knows no declaration. */
  all(): [string, unknown][] {
    return Object.entries(this.values);
  }
}
