/** Deeper than any command needs, shallower than any recursion minds. */
export const MAX_DEPTH = 32;

// Tab, line feed and carriage return are text; the other control characters, DEL and half characters are not.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/u;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type Unfit = { path: string; message: string };

/** What no command from outside may carry, whatever its contract says; found without recursion. */
export const unfit = (data: unknown): Unfit | undefined => {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: data, path: '', depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && UNFIT.test(value)) return { path, message: 'Control characters are not allowed in text.' };
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_DEPTH) return { path: path.slice(0, 100), message: `The data is nested more than ${MAX_DEPTH} deep.` };
    for (const [key, inner] of Object.entries(value)) {
      const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key.slice(0, 100) : `${path}.${key.slice(0, 100)}`;
      if (RESERVED.has(key)) return { path: at, message: `A field may not be called ${key}.` };
      if (UNFIT.test(key)) return { path, message: 'Control characters are not allowed in the name of a field.' };
      waiting.push({ value: inner, path: at, depth: depth + 1 });
    }
  }
  return undefined;
};

/** Counts brackets of JSON text before it is parsed: a megabyte of them is refused while it is still only bytes. */
export const tooDeep = (json: Buffer): boolean => {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (quoted) {
      if (byte === 0x5c) i++;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
};
